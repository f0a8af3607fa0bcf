"""Who may do what to enquiries."""

from greenmatch.catalogue.models import Listing
from greenmatch.core.permissions import Actor, rule
from greenmatch.enquiries.models import EnquiryThread, ThreadState


@rule("enquiry.start")
def may_start(actor: Actor, _listing: Listing) -> bool:
    """Whoever has a confirmed address and an organisation to act for."""
    return actor.signed_in and actor.confirmed and bool(actor.organisation_ids)


@rule("enquiry.read")
def may_read(actor: Actor, thread: EnquiryThread) -> bool:
    """The members of both organisations, also while they are suspended."""
    own = actor.organisation_ids | actor.suspended_organisation_ids
    return bool(own & {thread.sender_id, thread.owner_id})


@rule("enquiry.write")
def may_write(actor: Actor, thread: EnquiryThread) -> bool:
    """The members of both organisations, until the thread has ended."""
    if thread.state in (ThreadState.DECLINED, ThreadState.CLOSED) or not actor.confirmed:
        return False
    return bool(actor.organisation_ids & {thread.sender_id, thread.owner_id})


@rule("enquiry.decide")
def may_decide(actor: Actor, thread: EnquiryThread) -> bool:
    """The members of the organisation that was asked.

    That it is open still is the services' concern: who comes too late is not forbidden to decide.
    """
    return actor.confirmed and thread.owner_id in actor.organisation_ids
