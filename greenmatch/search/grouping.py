"""The filters of the results page: each facet's values with their counts, the most useful first.

A page shows a few values of each facet and all that are chosen. The others are a click away: the
address then names the facet (``more=country``), so that this works without a script.
"""

from collections.abc import Collection, Iterable, Mapping
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
    selected: bool
    children: tuple["Option", ...] = ()

    @property
    def choice(self) -> tuple[str, str, bool]:
        """What does not change with the count: value, label, whether it is selected."""
        return self.value, self.label, self.selected

    @property
    def chosen(self) -> bool:
        """Whether it or one below it is selected."""
        return self.selected or any(child.selected for child in self.children)


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
            kind,
            _options(kind, counts.get(kind.facet, {}), chosen.get(kind.facet, ()), language),
            unfolded=kind.unfolded or kind.facet in chosen,
            whole=kind.argument in more,
        )
        for kind in FACET_KINDS
    )
    return tuple(group for group in groups if group.options)


def _group(
    kind: FacetKind, options: tuple[Option, ...], *, unfolded: bool, whole: bool
) -> FacetGroup:
    """The options divided into those that are shown and those that wait to be asked for."""
    cut = SHOWN if len(options) > ALL_SHOWN else len(options)
    shown = (*options[:cut], *(option for option in options[cut:] if option.chosen))
    rest = tuple(option for option in options[cut:] if not option.chosen)
    return FacetGroup(
        kind.argument,
        str(kind.label),
        shown,
        open=unfolded or whole,
        folded=rest if whole else (),
        hidden=0 if whole else len(rest),
    )


def _options(
    kind: FacetKind, counts: Mapping[str, int], chosen: Collection[str], language: str
) -> tuple[Option, ...]:
    """All values that occur or are chosen, in the order in which they are shown."""
    sectors, reader = kind.facet == "sector", current_language()
    opened = {value.partition("/")[0] for value in chosen} if sectors else set()
    options = [
        Option(value, quick_name(kind, value, language, reader), count, value in chosen)
        for value, count in _with_zeros(counts, opened.union(chosen))
        if not sectors or "/" not in value or value.partition("/")[0] in opened
    ]
    return _nested(options) if sectors else _sorted(kind, options)


def _with_zeros(counts: Mapping[str, int], wanted: set[str]) -> Iterable[tuple[str, int]]:
    """The counts, and a zero for what is chosen but occurs nowhere."""
    missing = wanted.difference(counts)
    return [*counts.items(), *((value, 0) for value in sorted(missing))]


def _sorted(kind: FacetKind, options: list[Option]) -> tuple[Option, ...]:
    if kind.facet in ("trl", "sdg"):
        return tuple(sorted(options, key=lambda o: (not o.value.isdigit(), o.value.zfill(3))))
    return tuple(sorted(options, key=lambda o: (o.value == UNKNOWN, -o.results, o.label)))


def _nested(options: list[Option]) -> tuple[Option, ...]:
    """First-level sectors; the second level shows under those that are chosen or have a choice."""
    options = sorted(options, key=lambda o: (-o.results, o.label))
    members: dict[str, list[Option]] = {}
    for option in options:
        if "/" in option.value:
            members.setdefault(option.value.partition("/")[0], []).append(option)
    return tuple(
        top._replace(children=tuple(members.get(top.value, ())))
        for top in options
        if "/" not in top.value
    )
