"""Takes the sample catalogue away again, with all that people did with it."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing
from greenmatch.core.changes import note_changes
from greenmatch.core.mail import forget_mails
from greenmatch.core.work import unit_of_work
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread
from greenmatch.organisations.models import Membership, Organisation
from greenmatch.sample.people import FILE, sample_people


def remove_sample(session: Session, instance: Path) -> int:
    """How many listings were removed, with the sample organisations, enquiries and accounts.

    What was made with a sample account goes too. An organisation that a real person has joined
    meanwhile stays, with the listings that are not ours, and is no sample any more. The audit
    log stays.
    """
    with unit_of_work(session):
        houses = _empty_houses(session)
        listings = _listings_of(session, houses)
        note_changes(session, listings)
        _remove_threads(session, listings, houses)
        session.execute(delete(Listing).where(Listing.id.in_(listings)))
        session.execute(delete(Organisation).where(Organisation.id.in_(houses)))
        session.execute(
            update(Organisation).where(Organisation.sample.is_(True)).values(sample=False)
        )
        _remove_people(session)
    (instance / FILE).unlink(missing_ok=True)
    return len(listings)


def _empty_houses(session: Session) -> Sequence[int]:
    """The organisations that are sample, or were made with a sample account, and for which no
    real person acts."""
    members = select(Membership.id).join(Membership.user)
    members = members.where(Membership.organisation_id == Organisation.id)
    return session.scalars(
        select(Organisation.id).where(
            or_(Organisation.sample.is_(True), exists(members.where(User.sample.is_(True)))),
            ~exists(members.where(User.sample.is_(False))),
        )
    ).all()


def _listings_of(session: Session, houses: Sequence[int]) -> Sequence[int]:
    theirs = or_(Listing.sample.is_(True), Listing.organisation_id.in_(houses))
    return session.scalars(select(Listing.id).where(theirs)).all()


def _remove_threads(session: Session, listings: Sequence[int], houses: Sequence[int]) -> None:
    threads = select(EnquiryThread.id).where(
        or_(
            EnquiryThread.listing_id.in_(listings),
            EnquiryThread.sender_id.in_(houses),
            EnquiryThread.owner_id.in_(houses),
        )
    )
    session.execute(delete(EnquiryMessage).where(EnquiryMessage.thread_id.in_(threads)))
    session.execute(delete(EnquiryThread).where(EnquiryThread.id.in_(threads)))


def _remove_people(session: Session) -> None:
    for user in session.scalars(sample_people()).all():
        if user.email:
            forget_mails(session, user.email)
        session.delete(user)
