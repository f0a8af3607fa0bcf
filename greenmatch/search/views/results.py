"""The results page."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.queries import public_stamps
from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.keeping import Same
from greenmatch.core.pagination import Page
from greenmatch.core.web.access import public
from greenmatch.core.web.whole import whole_page
from greenmatch.core.work import unit_of_work
from greenmatch.search.arguments import (
    PER_PAGE,
    SearchArguments,
    engine_query,
    parsed,
    read_arguments,
)
from greenmatch.search.facets import KINDS
from greenmatch.search.language import is_text_query
from greenmatch.search.models import StoredText
from greenmatch.search.results import corrected, note_text, results
from greenmatch.search.runtime import current_engine
from greenmatch.search.services import store_text
from greenmatch.search.views.limiting import limit_searches
from greenmatch.search.views.showing import shown


@public
def search() -> ResponseReturnValue:
    """What fits the words, the text and the filters of the address."""
    limit_searches()
    arguments = read_arguments(request.args.to_dict(flat=False))
    session = db.session()
    stored = session.get(StoredText, arguments.text_id) if arguments.text_id else None
    query = parsed(arguments, stored.text if stored else None)
    outcome = current_engine().search(engine_query(arguments, query))
    stamps = public_stamps(session, [hit.listing_id for hit in outcome.hits])

    def page() -> str:
        found = results(session, stamps, query.tree, current_language())
        return render_template(
            "search/results.html",
            arguments=arguments,
            stored=stored,
            text_gone=bool(arguments.text_id) and stored is None,
            outcome=outcome,
            page=Page(tuple(found), outcome.page, PER_PAGE, outcome.total),
            shown=shown(arguments, query, outcome),
            notes=[note_text(note) for note in query.notes],
            corrected=corrected(arguments.q, outcome),
            kind=_only_kind(arguments),
        )

    # One answer of the engine, the same listings as they are now: then it is the same page.
    answer = Same(outcome.hits or outcome.facets), outcome.catching_up, stored is None
    return whole_page((answer, tuple(stamps.values())), page)


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


def _only_kind(arguments: SearchArguments) -> str:
    kinds = arguments.filters.get("kind", ())
    return kinds[0] if len(kinds) == 1 else ""
