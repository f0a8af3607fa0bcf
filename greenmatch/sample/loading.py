"""Loads the sample catalogue; what is there already is left as it is."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Technology
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import publish_at_once, start_listing, submit_version
from greenmatch.core.clock import now
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.models import MemberRole, Membership, Organisation
from greenmatch.sample.dating import age, in_the_future
from greenmatch.sample.files import SampleListing, SampleOrganisation, listings, organisations
from greenmatch.sample.people import add_people, make_passwords
from greenmatch.sample.talking import add_enquiries

SOURCE = "sample"
# So that the moderation queue has something to look at: a technology in each language and a
# need, none of them part of an enquiry or half of one of the best matches.
IN_REVIEW = frozenset({"blade-ear", "waterless-co2-dyeing", "pasture-methane"})
# So that lists by date are no lists by kind: a step that visits all of them in a mixed order.
_STEP = 37
_APART = timedelta(hours=11)


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
        added = _listings(session, houses)
        add_enquiries(session, added, houses)
        return len(added)


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


def _listings(session: Session, houses: Mapping[str, Organisation]) -> dict[str, Listing]:
    """The listings that were missing, by their keys in the files."""
    known = set(session.scalars(select(Listing.source_key).where(Listing.source == SOURCE)))
    rows = in_the_future(listings())
    added = {}
    for number, row in enumerate(rows):
        if row.key not in known:
            listing = _listing(session, row, houses[row.organisation])
            age(listing, number * _STEP % len(rows) * _APART)
            added[row.key] = listing
    session.flush()
    return added


def _listing(session: Session, row: SampleListing, house: Organisation) -> Listing:
    owner = house.memberships[0].user_id
    listing = start_listing(session, actor_id=owner, organisation=house, content=row.content)
    listing.sample = True
    listing.source, listing.source_key = SOURCE, row.key
    if row.key in IN_REVIEW:
        submit_version(session, listing=listing, actor_id=owner)
    else:
        publish_at_once(session, version=listing.versions[0])
    return listing
