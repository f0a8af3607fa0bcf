"""Single organisations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.database import is_public_id
from greenmatch.core.errors import Gone, NotFound
from greenmatch.core.i18n import _
from greenmatch.organisations.models import Organisation, OrganisationState
from greenmatch.organisations.queries.figures import is_known


def organisation_by_public_id(session: Session, public_id: str) -> Organisation:
    """The organisation with a public id, in any state; NotFound where there is none."""
    query = select(Organisation).where(Organisation.public_id == public_id)
    found = session.scalar(query) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_("There is no such organisation."))
    return found


def public_organisation(session: Session, public_id: str) -> Organisation:
    """The organisation as anybody may see it; Gone where it was closed, NotFound where it is
    suspended or must not be named."""
    found = organisation_by_public_id(session, public_id)
    if found.state is OrganisationState.CLOSED:
        raise Gone(_("This organisation is no longer on this site."))
    known = select(Organisation.id).where(Organisation.id == found.id, is_known())
    named = found.claimed or session.scalar(known) is not None
    if found.state is not OrganisationState.ACTIVE or not named:
        raise NotFound(_("There is no such organisation."))
    return found


def logos_in_use(session: Session) -> set[str]:
    """The file ids of all logos, for who removes files that nothing refers to."""
    query = select(Organisation.logo).where(Organisation.logo.is_not(None))
    return {logo for logo in session.scalars(query) if logo}
