"""One thread, and writing in it."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError, NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks, authorise_view, may
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.enquiries.forms import AcceptForm, MessageForm
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.queries import (
    masked_threads,
    own_sides,
    side,
    thread_by_public_id,
    thread_history,
    thread_titles,
    unread_threads,
)
from greenmatch.enquiries.services import ENDED, add_message, mark_read
from greenmatch.enquiries.views.asking import REPLIES_PER_ENQUIRY, limit_writing


def found_thread(public_id: str) -> EnquiryThread:
    """The thread, if this person takes part in it; NotFound for everybody else."""
    thread = thread_by_public_id(db.session(), public_id)
    if thread is None or not may("enquiry.read", thread):
        authorise_view("account.use")
        raise NotFound(_("There is no such enquiry."))
    return thread


@asks("enquiry.read")
def thread(public_id: str) -> ResponseReturnValue:
    """One thread, and a reply to it."""
    found = found_thread(public_id)
    form = MessageForm()
    if not form.validate_on_submit():
        return show_form("enquiries/thread.html", form, **thread_values(found))
    if found.state in ENDED:
        raise Conflict(_("This enquiry has ended in the meantime: nothing can be added."))
    authorise_view("enquiry.write", found)
    try:
        reply(found, form)
    except DomainError as error:
        return show_form("enquiries/thread.html", form, error, **thread_values(found))
    flash(_("Sent."), "success")
    return redirect(url_for("enquiries.thread", public_id=public_id) + "#end")


@asks("enquiry.read")
def read(public_id: str) -> ResponseReturnValue:
    """Mark a thread as read."""
    found = found_thread(public_id)
    with unit_of_work(db.session) as work:
        mark_read(work.session, thread=found, user_id=current_actor().user_id or 0)
    return redirect(url_for("enquiries.thread", public_id=public_id))


def thread_values(found: EnquiryThread) -> dict[str, Any]:
    """What the thread's page shows."""
    session, actor = db.session(), current_actor()
    masked = bool(masked_threads(session, [found]))
    own = found.owner_id in own_sides(actor)
    return {
        "thread": found,
        "history": thread_history(session, found),
        "title": thread_titles(session, [found], actor, current_language()).get(found.id, ""),
        "owner": side(found.owner, masked=masked and not own),
        "sender": side(found.sender, masked=False),
        "own": own,
        "hidden_from_sender": masked,
        "unread": found.id in unread_threads(session, actor),
        "accept_form": AcceptForm(),
    }


def reply(found: EnquiryThread, form: MessageForm) -> None:
    """Add the form's message for the side on which its writer is."""
    actor = current_actor()
    with unit_of_work(db.session) as work:
        limit_writing(work.session, actor.user_id or 0, "message", REPLIES_PER_ENQUIRY)
        add_message(
            work.session,
            thread=found,
            sender=found.owner if actor.acts_for(found.owner_id) else found.sender,
            author_id=actor.user_id or 0,
            body=form.body.data or "",
            token=form.token.data,
        )
