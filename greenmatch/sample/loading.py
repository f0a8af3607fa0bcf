"""Loads the sample catalogue, and takes it away again."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Technology
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import publish_at_once, start_listing, submit_version
from greenmatch.core.changes import note_changes
from greenmatch.core.clock import now
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.models import MemberRole, Membership, Organisation
from greenmatch.sample.files import SampleListing, SampleOrganisation, listings, organisations
from greenmatch.sample.people import add_people, make_passwords, sample_people

SOURCE = "sample"
# So that the moderation queue has something to look at.
IN_REVIEW = 3


def has_sample(session: Session) -> bool:
    """Whether sample data or sample accounts are present."""
    return bool(
        session.scalar(select(exists().where(Listing.sample.is_(True))))
        or session.scalar(select(exists().where(User.sample.is_(True))))
    )


def load_sample(session: Session, instance: Path) -> int:
    """How many listings were added; what is there already is left as it is."""
    passwords = make_passwords(instance)
    with unit_of_work(session):
        people = add_people(session, passwords)
        houses = _organisations(session, people)
        return _listings(session, houses, people)


def remove_sample(session: Session, instance: Path) -> int:
    """How many sample listings were removed, with their organisations and accounts."""
    with unit_of_work(session):
        ids = session.scalars(select(Listing.id).where(Listing.sample.is_(True))).all()
        note_changes(session, ids)
        session.execute(delete(Listing).where(Listing.id.in_(ids)))
        used = select(Listing.organisation_id)
        session.execute(
            delete(Organisation).where(Organisation.sample.is_(True), Organisation.id.not_in(used))
        )
        for user in session.scalars(sample_people()):
            session.delete(user)
    (instance / "sample_accounts.json").unlink(missing_ok=True)
    return len(ids)


def _organisations(session: Session, people: dict[str, User]) -> dict[str, Organisation]:
    known = {
        each.source_key: each
        for each in session.scalars(select(Organisation).where(Organisation.source == SOURCE))
    }
    providing = {row.organisation for row in listings() if isinstance(row.content, Technology)}
    found = {}
    for row in organisations():
        house = known.get(row.key)
        if house is None:
            house = _organisation(row, people["provider" if row.key in providing else "seeker"])
            session.add(house)
        found[row.key] = house
    session.flush()
    return found


def _organisation(row: SampleOrganisation, owner: User) -> Organisation:
    moment = now()
    house = Organisation(
        name=row.name,
        name_zh=row.name_zh,
        type=row.type,
        country=row.country,
        about=row.about,
        about_zh=row.about_zh,
        website=row.website,
        source=SOURCE,
        source_key=row.key,
        sample=True,
        created_at=moment,
    )
    house.memberships.append(Membership(user=owner, role=MemberRole.OWNER, joined_at=moment))
    return house


def _listings(session: Session, houses: dict[str, Organisation], people: dict[str, User]) -> int:
    known = set(session.scalars(select(Listing.source_key).where(Listing.source == SOURCE)))
    rows = [row for row in listings() if row.key not in known]
    waiting = {row.key for row in _spread(rows)} if not known else set()
    for row in rows:
        _listing(session, row, houses[row.organisation], publish=row.key not in waiting)
    return len(rows)


def _spread(rows: Sequence[SampleListing]) -> Sequence[SampleListing]:
    return rows[:: max(1, len(rows) // IN_REVIEW)][:IN_REVIEW]


def _listing(session: Session, row: SampleListing, house: Organisation, *, publish: bool) -> None:
    owner = house.memberships[0].user_id
    listing = start_listing(session, actor_id=owner, organisation=house, content=row.content)
    listing.sample = True
    listing.source, listing.source_key = SOURCE, row.key
    if publish:
        publish_at_once(session, version=listing.versions[0])
    else:
        submit_version(session, listing=listing, actor_id=owner)
