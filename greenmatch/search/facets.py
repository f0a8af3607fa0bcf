"""The facets of the results page: their values by name, with counts, in two levels for sectors."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from greenmatch.core.i18n import _, _l, current_language
from greenmatch.search.documents import UNKNOWN
from greenmatch.taxonomy import (
    choice_name,
    countries,
    country_name,
    enumeration,
    sdg,
    sdgs,
    sector_groups,
    sector_name,
)

KINDS = {"technology": _l("Technologies"), "need": _l("Needs")}


@dataclass(frozen=True)
class Option:
    """A value of a facet; the attributes are those of the filter_group macro."""

    value: str
    label: str
    count: int
    selected: bool
    children: tuple["Option", ...] = ()

    @property
    def choice(self) -> tuple[str, str, bool]:
        """What does not change with the count: value, label, whether it is selected."""
        return self.value, self.label, self.selected


@dataclass(frozen=True, eq=False)
class FacetGroup:
    """A facet: the argument's name, its label, its options, and whether it starts open.

    Compared by identity, which is quick: :func:`facet_groups` gives the same ones again.
    """

    argument: str
    label: str
    options: tuple[Option, ...]
    open: bool


@dataclass(frozen=True, eq=False)
class FacetKind:
    """How a facet is called in addresses and on the page, and which enumeration names it."""

    facet: str
    argument: str
    label: str
    enumeration: str = ""
    unfolded: bool = False


FACET_KINDS = (
    FacetKind("kind", "kind", _l("Kind"), unfolded=True),
    FacetKind("sector", "sector", _l("Sector"), unfolded=True),
    FacetKind("trl", "trl", _l("Readiness level"), "trl", unfolded=True),
    FacetKind("country", "country", _l("Country"), unfolded=True),
    FacetKind("cooperation", "cooperation", _l("Form of cooperation"), "cooperation"),
    FacetKind("ip", "ip", _l("Intellectual property"), "ip_situation"),
    FacetKind("sdg", "sdg", _l("Sustainable Development Goal")),
    FacetKind("organisation_type", "type", _l("Type of organisation"), "organisation_type"),
)


def known_values(kind: FacetKind) -> frozenset[str]:
    """Every value that a facet may have in an address."""
    if kind.enumeration:
        return frozenset([*(choice.code for choice in enumeration(kind.enumeration)), UNKNOWN])
    if kind.facet == "sector":
        groups = sector_groups()
        members = [member.code for group in groups for member in group.members]
        return frozenset([*(group.sector.code for group in groups), *members])
    if kind.facet == "country":
        return frozenset(country.code for country in countries("en"))
    if kind.facet == "sdg":
        return frozenset(str(goal.number) for goal in sdgs())
    return frozenset(KINDS)


def value_name(kind: FacetKind, value: str, language: str) -> str:
    """A facet's value for people."""
    if value == UNKNOWN:
        return _("Unknown")
    if kind.facet == "trl":
        return _("%(name)s: %(text)s", name=value, text=choice_name("trl", value, language))
    if kind.enumeration:
        return choice_name(kind.enumeration, value, language)
    if kind.facet == "sector":
        return sector_name(value, language)
    if kind.facet == "country":
        return country_name(value, language)
    if kind.facet == "sdg":
        goal = sdg(int(value))
        return f"{value} {goal.name(language)}" if goal else value
    return str(KINDS[value])


def facet_groups(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Collection[str]], language: str
) -> tuple[FacetGroup, ...]:
    """The groups that have something to choose, each value with its count over all matches."""
    return _groups(
        tuple((name, tuple(values.items())) for name, values in counts.items()),
        tuple((name, tuple(values)) for name, values in chosen.items()),
        language,
        current_language(),
    )


@lru_cache(200)
def _groups(
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...],
    chosen: tuple[tuple[str, tuple[str, ...]], ...],
    language: str,
    _reader: str,
) -> tuple[FacetGroup, ...]:
    """The groups, kept because the pages of one search all show the same ones."""
    found = {name: dict(values) for name, values in counts}
    groups = (
        _group(kind, found.get(kind.facet, {}), dict(chosen), language) for kind in FACET_KINDS
    )
    return tuple(group for group in groups if group.options)


def _group(
    kind: FacetKind,
    counts: Mapping[str, int],
    chosen: Mapping[str, Collection[str]],
    language: str,
) -> FacetGroup:
    selected = set(chosen.get(kind.facet, ()))
    parents = {value.partition("/")[0] for value in selected} if kind.facet == "sector" else set()
    values = [*counts, *sorted((selected | parents) - set(counts))]
    reader = current_language()
    options = [
        Option(value, _name(kind, value, language, reader), counts.get(value, 0), value in selected)
        for value in values
    ]
    shown = _nested(options) if kind.facet == "sector" else _sorted(kind, options)
    return FacetGroup(kind.argument, str(kind.label), shown, kind.unfolded or bool(selected))


@lru_cache(5_000)
def _name(kind: FacetKind, value: str, language: str, _reader: str) -> str:
    """A value's name; some words of it are in the language of the request, the reader's."""
    return value_name(kind, value, language)


def _sorted(kind: FacetKind, options: list[Option]) -> tuple[Option, ...]:
    if kind.facet in ("trl", "sdg"):
        return tuple(sorted(options, key=lambda o: (not o.value.isdigit(), o.value.zfill(3))))
    return tuple(sorted(options, key=lambda o: (o.value == UNKNOWN, -o.count, o.label)))


def _nested(options: list[Option]) -> tuple[Option, ...]:
    """First-level sectors; the second level shows under those that are chosen or have a choice."""
    members: dict[str, list[Option]] = {}
    for option in options:
        if "/" in option.value:
            members.setdefault(option.value.partition("/")[0], []).append(option)
    tops = [option for option in options if "/" not in option.value]
    return tuple(
        Option(top.value, top.label, top.count, top.selected, _open_members(top, members))
        for top in sorted(tops, key=lambda o: (-o.count, o.label))
    )


def _open_members(top: Option, members: Mapping[str, list[Option]]) -> tuple[Option, ...]:
    inside = members.get(top.value, [])
    if not top.selected and not any(option.selected for option in inside):
        return ()
    return tuple(sorted(inside, key=lambda o: (-o.count, o.label)))
