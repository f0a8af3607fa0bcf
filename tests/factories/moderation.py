"""Listings on their way through moderation."""

from typing import Any

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import (
    Claim,
    Content,
    Need,
    SectorTag,
    Technology,
    TextBlock,
)
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.services import (
    approve_version,
    save_draft,
    start_listing,
    submit_version,
)
from greenmatch.organisations.models import Organisation
from tests.factories.organisations import make_provider


def technology(title: str = "Membrane for brackish water", **values: Any) -> Technology:
    """A technology with everything that a submission needs."""
    text = TextBlock(
        title=title,
        summary="Takes salt out of well water with little power.",
        problem="Wells near the coast turn salty.",
        how_it_works="Pressure drives the water through a membrane.",
        novelty="It needs half of the usual pressure.",
    )
    language = values.pop("original", "en")
    return Technology(
        **{
            "original": language,
            "texts": {language: text},
            "sectors": (SectorTag("water/drinking-water"),),
            "climate_objective": "adaptation",
            "trl": 7,
            "role": "owner",
            "claims": (Claim(metric="Power", value="0.8", unit="kWh/m3", baseline="1.6 kWh/m3"),),
            "ip_situation": "know-how",
            "cooperation": ("license",),
            **values,
        }
    )


def need(title: str = "Less salt in irrigation water", **values: Any) -> Need:
    """A need with everything that a submission needs."""
    text = TextBlock(
        title=title,
        summary="Our wells turn salty.",
        problem="Yields fall by a third.",
        outcome="Water below 500 mg/L of salt.",
    )
    language = values.pop("original", "en")
    return Need(
        **{
            "original": language,
            "texts": {language: text},
            "sectors": (SectorTag("water/drinking-water"),),
            "country": "KE",
            **values,
        }
    )


def make_submitted(
    session: Session,
    *,
    content: Content | None = None,
    author: User | None = None,
    organisation: Organisation | None = None,
) -> ListingVersion:
    """A new listing's first version, handed to the moderators."""
    if organisation is None:
        owner, organisation = make_provider(session)
        author = author or owner
    listing = start_listing(
        session,
        actor_id=author.id if author else None,
        organisation=organisation,
        content=content or technology(),
    )
    version = submit_version(session, listing=listing, actor_id=listing.versions[-1].author_id)
    session.flush()
    return version


def make_published(session: Session, **values: Any) -> Listing:
    """A listing that the public sees."""
    version = make_submitted(session, **values)
    return approve_version(session, version=version, seen=version.edits)


def make_revision(session: Session, listing: Listing, content: Content) -> ListingVersion:
    """A change to a public listing, handed to the moderators."""
    author = listing.versions[-1].author_id
    save_draft(session, listing=listing, actor_id=author, content=content, seen=listing.versions[-1].edits)
    return submit_version(session, listing=listing, actor_id=author)
