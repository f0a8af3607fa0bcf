"""Hard conditions: what rules a pair out, however well its texts fit.

Only what both sides say can rule a pair out. What one of them leaves open never does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.document import MatchDocument
from greenmatch.taxonomy import countries, enumeration

Mask = NDArray[np.bool_]
UNKNOWN = -1


class Condition(StrEnum):
    """What can rule a pair out."""

    CLOSED = "closed"
    SAME_ORGANISATION = "same-organisation"
    EXCLUDED_COUNTRY = "excluded-country"
    READINESS = "readiness"
    COOPERATION = "cooperation"
    REQUIREMENT = "requirement"


@dataclass(frozen=True)
class Facts:
    """What the conditions look at, a row a listing: numbers, and sets as bits."""

    closed: Mask
    organisation: NDArray[np.int64]
    readiness: NDArray[np.int8]
    cooperation: NDArray[np.uint64]
    countries: NDArray[np.uint64]
    origins: NDArray[np.uint64]
    excluded_countries: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.closed)

    @cached_property
    def exclude_somebody(self) -> bool:
        """Whether any of the listings excludes a country."""
        return bool(self.excluded_countries.any())

    def take(self, rows: NDArray[np.int64] | Mask) -> "Facts":
        """The facts of these rows, given by number or by a mask."""
        return Facts(*(values[rows] for values in self.columns()))

    @staticmethod
    def stacked(parts: Sequence["Facts"]) -> "Facts":
        """The facts of all parts, one below the other."""
        columns = zip(*(part.columns() for part in parts), strict=True)
        return Facts(*(np.concatenate(column) for column in columns))

    def columns(self) -> list[NDArray[Any]]:
        """The facts one by one, in their order."""
        return [getattr(self, field.name) for field in fields(self)]


def facts_of(documents: Sequence[MatchDocument]) -> Facts:
    """The facts of these listings."""
    return Facts(
        closed=np.array([not each.open_for_enquiries for each in documents], np.bool_),
        organisation=_numbers(each.organisation_id for each in documents),
        readiness=_numbers(each.trl for each in documents).astype(np.int8),
        cooperation=_bits([each.cooperation for each in documents], _forms()),
        countries=_bits([each.countries for each in documents], _country_places()),
        origins=_bits([each.origins for each in documents], _country_places()),
        excluded_countries=_bits(
            [each.excluded_countries for each in documents], _country_places()
        ),
    )


def violations(technologies: Facts, needs: Facts) -> dict[Condition, Mask]:
    """For each condition which pairs it rules out, row by row (one of the sides may be a row)."""
    level, least = technologies.readiness, needs.readiness
    forms = technologies.cooperation, needs.cooperation
    return {
        Condition.CLOSED: technologies.closed | needs.closed,
        Condition.SAME_ORGANISATION: (technologies.organisation == needs.organisation)
        & (needs.organisation != UNKNOWN),
        Condition.EXCLUDED_COUNTRY: _common(technologies.excluded_countries, needs.countries)
        | _common(technologies.origins, needs.excluded_countries),
        Condition.READINESS: (level != UNKNOWN) & (least != UNKNOWN) & (level < least),
        Condition.COOPERATION: _any(forms[0]) & _any(forms[1]) & ~_common(*forms),
    }


def allowed_among(
    technologies: Facts,
    needs: Facts,
    rows: NDArray[np.integer[Any]],
    others: NDArray[np.integer[Any]],
) -> Mask:
    """Which pairs, of these rows of technologies and those of needs, no condition rules out; one of
    the two may be a single row for all pairs.

    What nobody states is not looked at for each pair.
    """
    kept: Mask = ~(technologies.closed[rows] | needs.closed[others])
    level = technologies.readiness[rows]
    kept &= (level >= needs.readiness[others]) | (level == UNKNOWN)
    organisation = needs.organisation[others]
    kept &= (technologies.organisation[rows] != organisation) | (organisation == UNKNOWN)
    offered, accepted = technologies.cooperation[rows], needs.cooperation[others]
    kept &= _common(offered, accepted) | ~_any(offered) | ~_any(accepted)
    for one, of, named, at in (
        (technologies, rows, needs.countries, others),
        (needs, others, technologies.origins, rows),
    ):
        if one.exclude_somebody:
            kept &= ~_common(one.excluded_countries[of], named[at])
    return kept


def violated(technology: MatchDocument, need: MatchDocument) -> list[Condition]:
    """The conditions that rule this pair out."""
    found = violations(facts_of([technology]), facts_of([need]))
    return [condition for condition, mask in found.items() if mask[0]]


def _numbers(values: Iterable[int | None]) -> NDArray[np.int64]:
    return np.array([UNKNOWN if value is None else value for value in values], np.int64)


def _bits(sets: Sequence[Iterable[str]], places: dict[str, int]) -> NDArray[np.uint64]:
    """Sets of codes as rows of 64-bit words; codes without a place are left out."""
    words = np.zeros((len(sets), max(places.values()) // 64 + 1), np.uint64)
    for row, codes in enumerate(sets):
        for place in {places[code] for code in codes if code in places}:
            words[row, place // 64] |= np.uint64(1 << place % 64)
    return words


def _common(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> Mask:
    """Whether the sets have a member in common."""
    return _any(one & other)


def _any(words: NDArray[np.uint64]) -> Mask:
    return np.asarray(words.any(axis=-1))


@cache
def _forms() -> dict[str, int]:
    return {choice.code: place for place, choice in enumerate(enumeration("cooperation"))}


@cache
def _country_places() -> dict[str, int]:
    return {country.code: place for place, country in enumerate(countries("en"))}
