"""Takes the sample catalogue away again, with all that people did with it."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.core.changes import note_changes
from greenmatch.core.mail import forget_mails
from greenmatch.core.work import unit_of_work
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread
from greenmatch.organisations.models import Membership, Organisation
from greenmatch.organisations.signals import organisation_changed
from greenmatch.sample.first_run import end_first_run
from greenmatch.sample.people import FILE, sample_people

_OURS = select(User.id).where(User.sample.is_(True))


def remove_sample(session: Session, instance: Path) -> int:
    """How many listings were removed, with the sample organisations, enquiries and accounts.

    What was made with a sample account goes too. What was imported stays, whoever took it over,
    and so does an organisation that a real person has joined meanwhile, or that has listings
    which are not ours; it is no sample any more. The audit log stays.
    """
    with unit_of_work(session):
        deserted = _deserted(session)
        listings = _listings_of(session, deserted)
        houses = _empty_houses(session, deserted, listings)
        note_changes(session, listings)
        _remove_threads(session, listings, houses, deserted)
        session.execute(delete(Listing).where(Listing.id.in_(listings)))
        session.execute(delete(Organisation).where(Organisation.id.in_(houses)))
        _release(session, deserted)
        _remove_people(session)
        end_first_run(session)
    (instance / FILE).unlink(missing_ok=True)
    return len(listings)


def _deserted(session: Session) -> Sequence[int]:
    """The organisations that are sample, or have a sample member, and for which no real person
    acts."""
    members = select(Membership.id).join(Membership.user)
    members = members.where(Membership.organisation_id == Organisation.id)
    return session.scalars(
        select(Organisation.id).where(
            or_(Organisation.sample.is_(True), exists(members.where(User.sample.is_(True)))),
            ~exists(members.where(User.sample.is_(False))),
        )
    ).all()


def _listings_of(session: Session, deserted: Sequence[int]) -> Sequence[int]:
    """The sample listings, and those of deserted organisations that only we have written."""
    # A person who has left leaves no name on what they wrote: such a version is not ours.
    foreign = exists().where(
        ListingVersion.listing_id == Listing.id,
        or_(ListingVersion.author_id.is_(None), ListingVersion.author_id.not_in(_OURS)),
    )
    written = and_(Listing.organisation_id.in_(deserted), Listing.source.is_(None), ~foreign)
    return session.scalars(select(Listing.id).where(or_(Listing.sample.is_(True), written))).all()


def _empty_houses(
    session: Session, deserted: Sequence[int], listings: Sequence[int]
) -> Sequence[int]:
    """The deserted organisations that nobody imported and that have no other listings."""
    others = exists().where(Listing.organisation_id == Organisation.id, Listing.id.not_in(listings))
    return session.scalars(
        select(Organisation.id).where(
            Organisation.id.in_(deserted),
            or_(Organisation.sample.is_(True), Organisation.source.is_(None)),
            ~others,
        )
    ).all()


def _remove_threads(
    session: Session, listings: Sequence[int], houses: Sequence[int], deserted: Sequence[int]
) -> None:
    begun_by_us = and_(EnquiryThread.sender_id.in_(deserted), EnquiryThread.started_by.in_(_OURS))
    threads = select(EnquiryThread.id).where(
        or_(
            EnquiryThread.listing_id.in_(listings),
            EnquiryThread.sender_id.in_(houses),
            EnquiryThread.owner_id.in_(houses),
            begun_by_us,
        )
    )
    session.execute(delete(EnquiryMessage).where(EnquiryMessage.thread_id.in_(threads)))
    session.execute(delete(EnquiryThread).where(EnquiryThread.id.in_(threads)))


def _release(session: Session, deserted: Sequence[int]) -> None:
    """Let real people take over what stays without a member, and nothing be sample any more."""
    for house in session.scalars(select(Organisation).where(Organisation.id.in_(deserted))):
        house.claimed = False
        organisation_changed.send(session, organisation=house)
    # Without its source, the sample that is loaded again does not put its listings there.
    session.execute(
        update(Organisation)
        .where(Organisation.sample.is_(True))
        .values(sample=False, source=None, source_key=None)
    )


def _remove_people(session: Session) -> None:
    for user in session.scalars(sample_people()).all():
        if user.email:
            forget_mails(session, user.email)
        session.delete(user)
