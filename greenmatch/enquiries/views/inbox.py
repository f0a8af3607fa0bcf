"""The inbox: all threads of a person's organisations."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.pagination import Page, page_number, paginate
from greenmatch.core.web.access import requires
from greenmatch.core.web.identity import current_actor
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.queries import (
    Part,
    Side,
    inbox_of,
    masked_threads,
    own_sides,
    side,
    thread_titles,
    unread_threads,
)

PAGE_SIZE = 30


@dataclass(frozen=True)
class InboxRow:
    """A thread in the inbox, as its reader may see it; `title` is empty after a withdrawal."""

    thread: EnquiryThread
    title: str
    other: Side
    incoming: bool
    unread: bool


@requires("account.use")
def inbox() -> ResponseReturnValue:
    """The threads, all of them or a part."""
    part = chosen_part()
    page = paginate(
        db.session(),
        inbox_of(current_actor(), part),
        number=page_number(request.args.get("page")),
        size=PAGE_SIZE,
    )
    rows = inbox_rows(page.items)
    return render_template(
        "enquiries/inbox.html",
        page=Page(rows, page.number, page.size, page.total),
        part=part,
        parts=tuple(Part),
    )


def chosen_part() -> Part:
    """The part that the address asks for; all where it asks for nonsense."""
    text = request.args.get("show", "")
    return Part(text) if text in set(Part) else Part.ALL


def inbox_rows(threads: tuple[EnquiryThread, ...]) -> tuple[InboxRow, ...]:
    """The threads with what a list shows of them; three queries."""
    session, actor = db.session(), current_actor()
    titles = thread_titles(session, threads, actor, current_language())
    unread = unread_threads(session, actor)
    masked = masked_threads(session, threads)
    own = own_sides(actor)
    return tuple(
        InboxRow(
            thread=each,
            title=titles.get(each.id, ""),
            other=side(each.sender, masked=False)
            if each.owner_id in own
            else side(each.owner, masked=each.id in masked),
            incoming=each.owner_id in own,
            unread=each.id in unread,
        )
        for each in threads
    )
