"""What the asked organisation does with an enquiry, and how a thread ends.

A second click finds the thought carried out and leads back to the thread. Who comes after
somebody else is told so, and what they typed is given back.
"""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.errors import DomainError
from greenmatch.core.i18n import _
from greenmatch.core.web.access import asks, authorise_view
from greenmatch.core.web.forms import PlatformForm
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.enquiries.forms import AcceptForm, DeclineForm, MessageForm
from greenmatch.enquiries.models import EnquiryThread, ThreadState
from greenmatch.enquiries.services import (
    accept_enquiry,
    close_enquiry,
    decline_enquiry,
    expect_state,
)
from greenmatch.enquiries.views.reading import found_thread, reply, thread_values


@asks("enquiry.read")
def accept(public_id: str) -> ResponseReturnValue:
    """Accept an enquiry, and send what stands in the reply's box."""
    found = found_thread(public_id)
    form = MessageForm()
    typed = bool((form.body.data or "").strip())
    accepted = found.state is ThreadState.ACCEPTED
    authorise_view("enquiry.write" if accepted else "enquiry.decide", found)
    if typed and not form.validate():
        return show_form("enquiries/thread.html", form, **thread_values(found))
    if not accepted:
        _accept(found)
    try:
        if typed:
            reply(found, form)
    except DomainError as error:
        return show_form("enquiries/thread.html", form, error, **thread_values(found))
    return _back(found)


def _accept(found: EnquiryThread) -> None:
    actor, reveal = current_actor(), bool(AcceptForm().reveal.data)
    with unit_of_work(db.session) as work:
        accept_enquiry(work.session, thread=found, actor_id=actor.user_id or 0, reveal=reveal)
    flash(_("Accepted. The other side gets an email."), "success")


@asks("enquiry.read")
def decline(public_id: str) -> ResponseReturnValue:
    """Ask for a reason, then decline."""
    found = found_thread(public_id)
    authorise_view("enquiry.decide", found)
    form = DeclineForm()
    if not form.is_submitted():
        if found.state is ThreadState.DECLINED:
            return _back(found)
        expect_state(found, ThreadState.OPEN)
    values = thread_values(found)
    if not form.validate_on_submit():
        return show_form("enquiries/decline.html", form, **values)
    try:
        with unit_of_work(db.session) as work:
            decline_enquiry(
                work.session,
                thread=found,
                actor_id=current_actor().user_id or 0,
                reason=form.reason.data or "",
                note=form.note.data or "",
            )
    except DomainError as error:
        return show_form("enquiries/decline.html", form, error, **values)
    flash(_("Declined. The other side gets an email with the reason."), "success")
    return _back(found)


@asks("enquiry.read")
def close(public_id: str) -> ResponseReturnValue:
    """Ask, then end the thread."""
    found = found_thread(public_id)
    if found.state is ThreadState.CLOSED:
        return _back(found)
    expect_state(found, ThreadState.OPEN, ThreadState.ACCEPTED)
    authorise_view("enquiry.write", found)
    form = PlatformForm()
    if not form.validate_on_submit():
        return render_template("enquiries/close.html", form=form, **thread_values(found))
    with unit_of_work(db.session) as work:
        actor = current_actor()
        closer = found.owner_id if actor.acts_for(found.owner_id) else found.sender_id
        close_enquiry(work.session, thread=found, actor_id=actor.user_id, closer_id=closer)
    flash(_("Closed. The other side gets an email; both sides can still read it."), "success")
    return _back(found)


def _back(found: EnquiryThread) -> ResponseReturnValue:
    return redirect(url_for("enquiries.thread", public_id=found.public_id))
