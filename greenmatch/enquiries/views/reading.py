"""The inbox, and one thread."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.errors import DomainError, NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.pagination import Page, page_number, paginate
from greenmatch.core.permissions import Actor
from greenmatch.core.web.access import asks, authorise_view, may, requires
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.enquiries.forms import AcceptForm, MessageForm
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.queries import (
    Side,
    masked_threads,
    side,
    thread_by_public_id,
    threads_of,
    unread_threads,
)
from greenmatch.enquiries.services import add_message, mark_read
from greenmatch.enquiries.telling import listing_title

PAGE_SIZE = 30


@dataclass(frozen=True)
class InboxRow:
    """A thread in the inbox, as its reader may see it."""

    thread: EnquiryThread
    title: str
    other: Side
    incoming: bool
    unread: bool


@requires("account.use")
def inbox() -> ResponseReturnValue:
    """All threads of the person's organisations."""
    session, actor = db.session(), current_actor()
    own = actor.organisation_ids | actor.suspended_organisation_ids
    page = paginate(
        session, threads_of(own), number=page_number(request.args.get("page")), size=PAGE_SIZE
    )
    unread = unread_threads(session, actor)
    masked = masked_threads(session, page.items)
    rows = tuple(
        InboxRow(
            thread=each,
            title=listing_title(session, each, current_language()),
            other=other_side(each, actor, masked=each.id in masked),
            incoming=each.owner_id in own,
            unread=each.id in unread,
        )
        for each in page.items
    )
    return render_template(
        "enquiries/inbox.html", page=Page(rows, page.number, page.size, page.total)
    )


def found_thread(public_id: str) -> EnquiryThread:
    """The thread, if this person takes part in it; NotFound for everybody else."""
    thread = thread_by_public_id(db.session(), public_id)
    if thread is None or not may("enquiry.read", thread):
        authorise_view("account.use")
        raise NotFound(_("There is no such enquiry."))
    return thread


@asks("account.use")
def thread(public_id: str) -> ResponseReturnValue:
    """One thread, and a reply to it."""
    authorise_view("account.use")
    found = found_thread(public_id)
    form = MessageForm()
    if form.validate_on_submit():
        authorise_view("enquiry.write", found)
        try:
            _reply(found, form)
        except DomainError as error:
            return show_form("enquiries/thread.html", form, error, **thread_values(found))
        flash(_("Sent."), "success")
        return redirect(url_for("enquiries.thread", public_id=public_id) + "#end")
    return show_form("enquiries/thread.html", form, **thread_values(found))


@asks("enquiry.read")
def read(public_id: str) -> ResponseReturnValue:
    """Mark a thread as read."""
    found = found_thread(public_id)
    authorise_view("enquiry.read", found)
    with unit_of_work(db.session) as work:
        mark_read(work.session, thread=found, user_id=current_actor().user_id or 0)
    return redirect(url_for("enquiries.thread", public_id=public_id))


def thread_values(found: EnquiryThread) -> dict[str, Any]:
    """What the thread's page shows."""
    session, actor = db.session(), current_actor()
    masked = bool(masked_threads(session, [found]))
    return {
        "thread": found,
        "title": listing_title(session, found, current_language()),
        "owner": side(found.owner, masked=masked and not _owns(found, actor)),
        "sender": side(found.sender, masked=False),
        "own": _owns(found, actor),
        "hidden_from_sender": masked,
        "unread": found.id in unread_threads(session, actor),
        "accept_form": AcceptForm(),
    }


def other_side(found: EnquiryThread, actor: Actor, *, masked: bool) -> Side:
    """The organisation that the reader talks with."""
    return (
        side(found.sender, masked=False)
        if _owns(found, actor)
        else side(found.owner, masked=masked)
    )


def _owns(found: EnquiryThread, actor: Actor) -> bool:
    return found.owner_id in actor.organisation_ids | actor.suspended_organisation_ids


def _reply(found: EnquiryThread, form: MessageForm) -> None:
    actor = current_actor()
    with unit_of_work(db.session) as work:
        add_message(
            work.session,
            thread=found,
            sender=found.owner if found.owner_id in actor.organisation_ids else found.sender,
            author_id=actor.user_id or 0,
            body=form.body.data or "",
            token=form.token.data or None,
        )
