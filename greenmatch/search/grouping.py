"""The filters of the results page: each facet's values with their counts, the most useful first.

A page shows a few values of each facet and all that are chosen. The others are a click away: the
address then names the facet (``more=country``), so that this works without a script.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from greenmatch.core.i18n import current_language
from greenmatch.search.documents import UNKNOWN
from greenmatch.search.facets import FACET_KINDS, FacetKind, quick_name

SHOWN = 8
"""Values of a facet that are shown at once, where there are more than :data:`ALL_SHOWN`."""
ALL_SHOWN = 10


class Option(NamedTuple):
    """A value of a facet, with the number of its results, as the filter_group macro takes it."""

    value: str
    label: str
    results: int
    selected: bool = False
    children: tuple["Option", ...] = ()

    @property
    def choice(self) -> tuple[str, str, bool]:
        """What does not change with the count: value, label, whether it is selected."""
        return self.value, self.label, self.selected


@dataclass(frozen=True)
class FacetGroup:
    """A facet: the argument's name, its label, its options, and whether it starts open.

    ``options`` are shown at once, ``folded`` behind them, where they were asked for; ``hidden``
    says how many are left out of the page because they were not.
    """

    argument: str
    label: str
    options: tuple[Option, ...]
    open: bool
    folded: tuple[Option, ...] = ()
    hidden: int = 0


_Value = tuple[str, str, int]
"""A value, its name and its count: most values of a facet never become an option of the page."""


def facet_groups(
    counts: Mapping[str, Mapping[str, int]],
    chosen: Mapping[str, Collection[str]],
    language: str,
    more: Collection[str] = (),
) -> tuple[FacetGroup, ...]:
    """The groups that have something to choose, each value with its count over all matches.

    ``more`` names the groups, by their argument, of which all values were asked for.
    """
    groups = (
        _group(
            _Facet(kind, counts.get(kind.facet, {}), frozenset(chosen.get(kind.facet, ()))),
            language,
            whole=kind.argument in more,
        )
        for kind in FACET_KINDS
    )
    return tuple(group for group in groups if group.options)


class _Facet(NamedTuple):
    """A facet of a search: its counts, and the values that are chosen."""

    kind: FacetKind
    counts: Mapping[str, int]
    chosen: frozenset[str]

    def ranked(self, begin: str, wanted: frozenset[str], language: str) -> list[_Value]:
        """The values of a level that occur or are wanted, in the order in which they are shown."""
        kind, reader = self.kind, current_language()
        found = {**dict.fromkeys(wanted, 0), **self.counts}
        if kind.facet == "sector":
            found = {v: n for v, n in found.items() if v.rpartition("/")[0] == begin}
        names = (
            (value, quick_name(kind, value, language, reader), n) for value, n in found.items()
        )
        return sorted(names, key=_by_number if kind.facet in ("trl", "sdg") else _by_results)

    def below(self, value: str, language: str) -> tuple[Option, ...]:
        """The second level of a sector that is chosen or has a choice."""
        if self.kind.facet != "sector":
            return ()
        wanted = frozenset(each for each in self.chosen if each.startswith(f"{value}/"))
        inside = self.ranked(value, wanted, language)
        return tuple(Option(*each, each[0] in wanted) for each in inside)


def _group(facet: _Facet, language: str, *, whole: bool) -> FacetGroup:
    """The values divided into those that are shown and those that wait to be asked for."""
    kind, chosen = facet.kind, facet.chosen
    wanted = frozenset(value.partition("/")[0] for value in chosen)
    values = facet.ranked("", wanted, language)
    cut = SHOWN if len(values) > ALL_SHOWN else len(values)
    shown = values[:cut] + [each for each in values[cut:] if each[0] in wanted]
    rest = [each for each in values[cut:] if each[0] not in wanted]
    below = {value: facet.below(value, language) for value in wanted}
    return FacetGroup(
        kind.argument,
        str(kind.label),
        tuple(Option(*each, each[0] in chosen, below.get(each[0], ())) for each in shown),
        open=kind.unfolded or bool(chosen) or whole,
        folded=tuple(Option(*each) for each in rest) if whole else (),
        hidden=0 if whole else len(rest),
    )


def _by_results(value: _Value) -> tuple[bool, int, str]:
    return value[0] == UNKNOWN, -value[2], value[1]


def _by_number(value: _Value) -> tuple[bool, str]:
    return not value[0].isdigit(), value[0].zfill(3)
