"""What the results page shows around its results: filters, orders, ways out of an empty result."""

from collections.abc import Hashable
from dataclasses import dataclass

from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.kept import address
from greenmatch.search.arguments import SORTS, SearchArguments, shown_sort
from greenmatch.search.engine import Drop, SearchPage
from greenmatch.search.facets import FACET_KINDS, FacetKind, value_name
from greenmatch.search.grouping import FacetGroup, facet_groups
from greenmatch.search.language import ParsedQuery
from greenmatch.search.results import query_without


@dataclass(frozen=True, eq=False)
class Shown:
    """What the page shows below its search box, beside the results themselves.

    ``given`` are the arguments of the page's address; ``active`` the filters in use with the
    address without each; ``drops`` what to leave out, with the number of results and the address;
    ``sorts`` code and label of each order, and whether it is the one in use.
    """

    q: str
    text_id: str
    sort: str
    given: tuple[tuple[str, Hashable], ...]
    groups: tuple[FacetGroup, ...]
    active: tuple[tuple[str, str], ...]
    drops: tuple[tuple[str, int, str], ...]
    sorts: tuple[tuple[str, str, bool], ...]
    relaxed: bool
    is_text: bool


def shown(arguments: SearchArguments, query: ParsedQuery, outcome: SearchPage) -> Shown:
    """All of it for the reader's language."""
    language = current_language()
    return Shown(
        q=arguments.q,
        text_id=arguments.text_id,
        sort=arguments.sort,
        given=tuple(arguments.as_arguments().items()),
        groups=facet_groups(outcome.facets, arguments.filters, language, arguments.more),
        active=_active(arguments, language),
        drops=_drops(arguments, outcome, language),
        sorts=_sorts(arguments, query),
        relaxed=outcome.relaxed,
        is_text=query.is_text,
    )


def _active(arguments: SearchArguments, language: str) -> tuple[tuple[str, str], ...]:
    """The filters in use, each with the address of the search without it."""
    return tuple(
        (
            _named(kind, value, language),
            address("search.results", **arguments.without(kind.facet, value).as_arguments()),
        )
        for kind in FACET_KINDS
        for value in arguments.filters.get(kind.facet, ())
    )


def _drops(
    arguments: SearchArguments, page: SearchPage, language: str
) -> tuple[tuple[str, int, str], ...]:
    """Ways out of an empty result: what to leave out, what that gives, and its address."""
    return tuple(
        (_drop_name(drop, language), drop.count, _drop_url(arguments, drop)) for drop in page.drops
    )


def _drop_name(drop: Drop, language: str) -> str:
    kind = next((kind for kind in FACET_KINDS if kind.facet == drop.facet), None)
    if kind is None:
        return f"“{drop.value}”"
    return _named(kind, drop.value, language) if drop.value else kind.label


def _named(kind: FacetKind, value: str, language: str) -> str:
    return _("%(name)s: %(text)s", name=kind.label, text=value_name(kind, value, language))


def _drop_url(arguments: SearchArguments, drop: Drop) -> str:
    if drop.facet is not None:
        return address(
            "search.results", **arguments.without(drop.facet, drop.value or None).as_arguments()
        )
    values = {**arguments.as_arguments(), "q": query_without(arguments.q, drop.value)}
    return address("search.results", **values)


def _sorts(arguments: SearchArguments, query: ParsedQuery) -> tuple[tuple[str, str, bool], ...]:
    labels = {
        "relevance": _("Relevance"),
        "newest": _("Newest"),
        "confirmed": _("Recently confirmed"),
    }
    shown = shown_sort(arguments, query)
    offered = SORTS if query.tree is not None else SORTS[1:]
    return tuple((sort, labels[sort], sort == shown) for sort in offered)
