"""Organisations in every state."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select, true
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import ListingState
from greenmatch.core.text import normalise
from greenmatch.organisations.models import Organisation, OrganisationState


@dataclass(frozen=True)
class OrganisationFilter:
    """What to look for: a name or a public id, a state, and who has been checked or taken over."""

    text: str = ""
    state: OrganisationState | None = None
    verified: bool | None = None
    claimed: bool | None = None


def all_organisations(wanted: OrganisationFilter) -> Select[Organisation]:
    """Organisations in every state, the newest first."""
    query = select(Organisation).order_by(Organisation.created_at.desc(), Organisation.id.desc())
    if wanted.text:
        words = normalise(wanted.text).split()
        named = [Organisation.folded.contains(word, autoescape=True) for word in words]
        query = query.where((Organisation.public_id == wanted.text) | and_(true(), *named))
    if wanted.state is not None:
        query = query.where(Organisation.state == wanted.state)
    if wanted.verified is not None:
        query = query.where(Organisation.verified_at.is_not(None) == wanted.verified)
    if wanted.claimed is not None:
        query = query.where(Organisation.claimed == wanted.claimed)
    return query


def count_by_state(session: Session, organisation_id: int) -> dict[ListingState, int]:
    """How many listings the organisation has in each state; anonymous needs too."""
    query = (
        select(Listing.state, func.count())
        .where(Listing.organisation_id == organisation_id)
        .group_by(Listing.state)
    )
    return {row[0]: row[1] for row in session.execute(query)}
