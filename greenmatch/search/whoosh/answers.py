"""The answers of one view of the index, kept while nothing changes."""

from collections.abc import Callable, Hashable

from greenmatch.core.keeping import Kept
from greenmatch.search.engine import SearchPage, SearchQuery
from greenmatch.search.whoosh.views import View


class Answers:
    """Up to a number of pages of the newest view, those that were asked for last.

    Those of an older view are forgotten at once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: tuple[View | None, Kept[SearchPage]] = None, Kept(most)

    def page(
        self, view: View, query: SearchQuery, today: int, make: Callable[[], SearchPage]
    ) -> SearchPage:
        """The page of this view for a query on a day, made if it is not here."""
        if not self._most:
            return make()
        of, pages = self._kept
        if of is not view:
            # One assignment: another thread sees either view with its own pages.
            of, pages = self._kept = view, Kept(self._most)
        key = _key(query, today)
        found = pages.get(key)
        if found is None:
            found = make()
            pages.put(key, found, weight=1)
        return found


def _key(query: SearchQuery, today: int) -> Hashable:
    """All that an answer depends on beside the view."""
    filters = tuple((name, tuple(values)) for name, values in query.filters.items())
    paging = query.sort, query.page, query.per_page, query.lift, query.facets
    return today, query.tree, filters, paging
