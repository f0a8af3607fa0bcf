"""The numbers that tell an administrator how the platform does."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import Kind, ListingState
from greenmatch.core.jobs import JobRun
from greenmatch.core.mail import OutgoingMail
from greenmatch.moderation.queries import QueueLength, queue_length
from greenmatch.organisations.models import (
    ClaimRequest,
    ClaimState,
    Organisation,
    OrganisationState,
)


@dataclass(frozen=True)
class PeopleFigures:
    """Accounts: in use, in use but without a confirmed address, suspended."""

    active: int
    unconfirmed: int
    suspended: int


@dataclass(frozen=True)
class OrganisationFigures:
    """Organisations: shown, of these not claimed by anybody, suspended."""

    active: int
    unclaimed: int
    suspended: int


@dataclass(frozen=True)
class MailFigures:
    """Mails: waiting to be sent (of these tried in vain before), and given up."""

    waiting: int
    retried: int
    failed: int


@dataclass(frozen=True)
class Figures:
    """All of them. `listings` counts by state and kind; states without any are left out."""

    queue: QueueLength
    people: PeopleFigures
    organisations: OrganisationFigures
    claims: int
    listings: dict[ListingState, dict[Kind, int]]
    mails: MailFigures
    failed_jobs: Sequence[JobRun]


def figures(session: Session) -> Figures:
    """The figures now; seven queries."""
    return Figures(
        queue=queue_length(session),
        people=_people(session),
        organisations=_organisations(session),
        claims=_claims(session),
        listings=_listings(session),
        mails=_mails(session),
        failed_jobs=session.scalars(
            select(JobRun).where(JobRun.error.is_not(None)).order_by(JobRun.name)
        ).all(),
    )


def _people(session: Session) -> PeopleFigures:
    active = User.state == AccountState.ACTIVE
    query = select(
        func.count().filter(active),
        func.count().filter(active, User.confirmed_at.is_(None)),
        func.count().filter(User.state == AccountState.SUSPENDED),
    ).select_from(User)
    return PeopleFigures(*session.execute(query).one())


def _organisations(session: Session) -> OrganisationFigures:
    active = Organisation.state == OrganisationState.ACTIVE
    query = select(
        func.count().filter(active),
        func.count().filter(active, Organisation.claimed.is_(False)),
        func.count().filter(Organisation.state == OrganisationState.SUSPENDED),
    ).select_from(Organisation)
    return OrganisationFigures(*session.execute(query).one())


def _claims(session: Session) -> int:
    query = select(func.count()).where(ClaimRequest.state == ClaimState.OPEN)
    return session.scalar(query) or 0


def _listings(session: Session) -> dict[ListingState, dict[Kind, int]]:
    query = select(Listing.state, Listing.kind, func.count()).group_by(Listing.state, Listing.kind)
    found = {(row[0], row[1]): row[2] for row in session.execute(query)}
    return {
        state: {kind: found.get((state, kind), 0) for kind in Kind}
        for state in ListingState
        if any((state, kind) in found for kind in Kind)
    }


def _mails(session: Session) -> MailFigures:
    waiting = OutgoingMail.next_attempt_at.is_not(None)
    query = select(
        func.count().filter(waiting),
        func.count().filter(waiting, OutgoingMail.attempts > 0),
        func.count().filter(~waiting, OutgoingMail.sent_at.is_(None)),
    ).select_from(OutgoingMail)
    return MailFigures(*session.execute(query).one())
