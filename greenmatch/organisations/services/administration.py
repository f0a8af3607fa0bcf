"""What administrators do to organisations."""

from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.organisations.models import Organisation, OrganisationState
from greenmatch.organisations.services.telling import record_act, tell_members
from greenmatch.organisations.signals import organisation_hidden, organisation_shown


def suspend_organisation(
    session: Session, *, organisation: Organisation, actor_id: int, reason: str
) -> None:
    """Hide the organisation and its listings; its members can read and leave, and are told why."""
    _switch(session, organisation, OrganisationState.ACTIVE, OrganisationState.SUSPENDED)
    record_act(session, organisation, "organisation.suspended", actor_id=actor_id, reason=reason)
    tell_members(session, organisation, "organisations/suspended", reason=reason)
    organisation_hidden.send(session, organisation=organisation)


def activate_organisation(session: Session, *, organisation: Organisation, actor_id: int) -> None:
    """Show a suspended organisation and let its members act for it again."""
    _switch(session, organisation, OrganisationState.SUSPENDED, OrganisationState.ACTIVE)
    record_act(session, organisation, "organisation.activated", actor_id=actor_id)
    tell_members(session, organisation, "organisations/activated")
    organisation_shown.send(session, organisation=organisation)


def set_verified(
    session: Session, *, organisation: Organisation, verified: bool, actor_id: int
) -> None:
    """Note that somebody has checked who this organisation is, or take that back."""
    if (organisation.verified_at is not None) == verified:
        return
    organisation.verified_at = now() if verified else None
    session.flush()
    action = "organisation.verified" if verified else "organisation.unverified"
    record_act(session, organisation, action, actor_id=actor_id)


def _switch(
    session: Session,
    organisation: Organisation,
    before: OrganisationState,
    after: OrganisationState,
) -> None:
    if organisation.state is not before:
        raise Conflict(_("This is not possible in the organisation’s present state."))
    organisation.state = after
    session.flush()
