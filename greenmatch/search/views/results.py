"""The results page."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.i18n import _, current_language
from greenmatch.core.pagination import Page
from greenmatch.core.web.access import public
from greenmatch.core.work import unit_of_work
from greenmatch.search.arguments import (
    PER_PAGE,
    SORTS,
    SearchArguments,
    engine_query,
    parsed,
    read_arguments,
    shown_sort,
)
from greenmatch.search.engine import Drop, SearchPage
from greenmatch.search.facets import FACET_KINDS, KINDS, FacetKind, facet_groups, value_name
from greenmatch.search.language import ParsedQuery, is_text_query
from greenmatch.search.models import StoredText
from greenmatch.search.results import Shown, corrected, note_text, query_without, results
from greenmatch.search.runtime import current_engine
from greenmatch.search.services import store_text
from greenmatch.search.views.limiting import limit_searches


@public
def search() -> ResponseReturnValue:
    """What fits the words, the text and the filters of the address."""
    limit_searches()
    arguments = read_arguments(request.args.to_dict(flat=False))
    stored = db.session().get(StoredText, arguments.text_id) if arguments.text_id else None
    query = parsed(arguments, stored.text if stored else None)
    page = current_engine().search(engine_query(arguments, query))
    language = current_language()
    found = results(db.session(), page, query.tree, language)
    return render_template(
        "search/results.html",
        arguments=arguments,
        stored=stored,
        text_gone=bool(arguments.text_id) and stored is None,
        page=Page(tuple(found), page.page, PER_PAGE, page.total),
        outcome=page,
        shown=Shown(
            q=arguments.q,
            text_id=arguments.text_id,
            sort=arguments.sort,
            given=tuple(arguments.as_arguments().items()),
            groups=facet_groups(page.facets, arguments.filters, language),
            active=_active(arguments, language),
            drops=_drops(arguments, page, language),
            sorts=_sorts(arguments, query),
            relaxed=page.relaxed,
            is_text=query.is_text,
        ),
        notes=[note_text(note) for note in query.notes],
        corrected=corrected(arguments.q, page),
        kind=_only_kind(arguments),
    )


@public
def text_query() -> ResponseReturnValue:
    """Take a text that is too long for an address, keep it for a day, and show its results."""
    limit_searches()
    q = request.form.get("q", "")
    kind = request.form.get("kind", "")
    kinds: dict[str, Any] = {"kind": kind} if kind in KINDS else {}
    if not is_text_query(q):
        return redirect(url_for("search.results", q=q.strip(), **kinds))
    with unit_of_work(db.session) as work:
        text_id = store_text(work.session, text=q.strip()).id
    return redirect(url_for("search.results", t=text_id, **kinds))


def _active(arguments: SearchArguments, language: str) -> tuple[tuple[str, str], ...]:
    """The filters in use, each with the address of the search without it."""
    return tuple(
        (
            _named(kind, value, language),
            url_for("search.results", **arguments.without(kind.facet, value).as_arguments()),
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
        return url_for(
            "search.results", **arguments.without(drop.facet, drop.value or None).as_arguments()
        )
    values = {**arguments.as_arguments(), "q": query_without(arguments.q, drop.value)}
    return url_for("search.results", **values)


def _sorts(arguments: SearchArguments, query: ParsedQuery) -> tuple[tuple[str, str, bool], ...]:
    labels = {
        "relevance": _("Relevance"),
        "newest": _("Newest"),
        "confirmed": _("Recently confirmed"),
    }
    shown = shown_sort(arguments, query)
    offered = SORTS if query.tree is not None else SORTS[1:]
    return tuple((sort, labels[sort], sort == shown) for sort in offered)


def _only_kind(arguments: SearchArguments) -> str:
    kinds = arguments.filters.get("kind", ())
    return kinds[0] if len(kinds) == 1 else ""
