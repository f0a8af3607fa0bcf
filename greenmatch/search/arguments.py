"""A search as its address says it. What makes no sense is left out and told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, cast

from greenmatch.core.pagination import page_number
from greenmatch.search.engine import SearchQuery, Sort
from greenmatch.search.facets import FACET_KINDS, known_values
from greenmatch.search.language import ParsedQuery, parse, text_node
from greenmatch.search.language.parser import LONGEST_QUERY

SORTS: tuple[Sort, ...] = ("relevance", "newest", "confirmed")
PER_PAGE = 20
LAST_PAGE = 500
_parsed = lru_cache(1_000)(parse)
_NAMES = frozenset(kind.argument for kind in FACET_KINDS)
_TEXT_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")


@dataclass(frozen=True)
class SearchArguments:
    """What an address asks for; `ignored` are the arguments and values that make no sense.

    `more` names the facets, by their argument, of which all values are to be shown.
    """

    q: str = ""
    text_id: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    more: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()

    def without(self, facet: str, value: str | None = None) -> "SearchArguments":
        """The same search without a filter, or without one value of it; from the first page."""
        kept = {name: values for name, values in self.filters.items() if name != facet}
        if value is not None:
            rest = tuple(each for each in self.filters.get(facet, ()) if each != value)
            kept.update({facet: rest} if rest else {})
        return replace(self, filters=kept, page=1)

    def as_arguments(self) -> dict[str, Any]:
        """The search as the arguments of an address, without the page."""
        names = {kind.facet: kind.argument for kind in FACET_KINDS}
        found: dict[str, Any] = {names[facet]: v for facet, v in self.filters.items()}
        if self.q:
            found["q"] = self.q
        if self.text_id:
            found["t"] = self.text_id
        if self.sort != "relevance":
            found["sort"] = self.sort
        return found


def read_arguments(given: Mapping[str, list[str]]) -> SearchArguments:
    """The search that an address's arguments mean."""
    ignored: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    for kind in FACET_KINDS:
        values = [value for value in dict.fromkeys(given.get(kind.argument, [])) if value]
        known = known_values(kind)
        ignored += [f"{kind.argument}={value[:40]}" for value in values if value not in known]
        good = tuple(value for value in values if value in known)
        if good:
            filters[kind.facet] = good
    sort = _first(given, "sort") or "relevance"
    if sort not in SORTS:
        ignored.append(f"sort={sort[:40]}")
        sort = "relevance"
    return SearchArguments(
        q=_first(given, "q").strip(),
        text_id=_text_id(_first(given, "t")),
        filters=filters,
        sort=cast(Sort, sort),
        page=min(page_number(_first(given, "page")), LAST_PAGE),
        more=frozenset(given.get("more", ())).intersection(_NAMES),
        ignored=tuple(ignored),
    )


def parsed(arguments: SearchArguments, stored_text: str | None) -> ParsedQuery:
    """The query as a tree: the stored text's, or what stands in the search box."""
    if stored_text is not None:
        return ParsedQuery(text_node(stored_text), is_text=True)
    return _parsed(arguments.q) if len(arguments.q) <= LONGEST_QUERY else parse(arguments.q)


def engine_query(arguments: SearchArguments, query: ParsedQuery) -> SearchQuery:
    """What the engine is asked."""
    return SearchQuery(
        tree=query.tree,
        filters=arguments.filters,
        sort=shown_sort(arguments, query),
        page=arguments.page,
        per_page=PER_PAGE,
    )


def shown_sort(arguments: SearchArguments, query: ParsedQuery) -> Sort:
    """The order of the results; without words nothing is more relevant than something else."""
    if query.tree is None and arguments.sort == "relevance":
        return "newest"
    return arguments.sort


def _text_id(text: str) -> str:
    """The id of a stored text; what has not the form of one is in no table."""
    return text if not text or _TEXT_ID.fullmatch(text) else "-"


def _first(given: Mapping[str, list[str]], name: str) -> str:
    values = given.get(name)
    return values[0] if values else ""


__all__ = [
    "LAST_PAGE",
    "PER_PAGE",
    "SORTS",
    "SearchArguments",
    "engine_query",
    "parsed",
    "read_arguments",
    "shown_sort",
]
