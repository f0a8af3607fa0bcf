"""Mails about enquiries: to every member of the other side, with no address in them."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.queries.titles import public_titles
from greenmatch.catalogue.states import ListingState
from greenmatch.core.i18n import _, in_language
from greenmatch.core.mail import send_mail
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.queries import masked_threads, side
from greenmatch.organisations.queries import member_addresses
from greenmatch.taxonomy import choice_name

EXCERPT = 400


def tell_other_side(
    session: Session, thread: EnquiryThread, *, writer_id: int, template: str, body: str
) -> None:
    """Mail the side that did not write. An unnamed owner stays unnamed in it."""
    to_owner = writer_id == thread.sender_id
    receiver = thread.owner_id if to_owner else thread.sender_id
    writer = thread.sender if to_owner else thread.owner
    masked = not to_owner and bool(masked_threads(session, [thread]))
    for address, language in member_addresses(session, receiver):
        send_mail(
            session,
            to=address,
            language=language,
            template=template,
            context={
                "thread": thread.public_id,
                "title": _title(session, thread, language, to_owner=to_owner),
                "writer": side(writer, masked=masked),
                "excerpt": body[:EXCERPT],
                "reason": choice_name("decline_reason", thread.reason, language)
                if thread.reason
                else "",
                "note": thread.note,
            },
        )


def _title(session: Session, thread: EnquiryThread, language: str, *, to_owner: bool) -> str:
    if to_owner or thread.listing.state is not ListingState.WITHDRAWN:
        titles = public_titles(session, [thread.listing_id], language)
        if title := titles.get(thread.listing_id):
            return title
    with in_language(language):
        return _("Withdrawn listing")
