"""An organisation's beginning, its profile and its end."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.organisations.models import (
    MemberRole,
    Membership,
    Organisation,
    OrganisationState,
)
from greenmatch.organisations.services.telling import hold, record_act
from greenmatch.organisations.signals import (
    organisation_changed,
    organisation_closed,
    organisation_hidden,
)

# Two clicks on "Create" are one wish.
SAME_WISH = timedelta(minutes=10)
# What other features show beside a listing.
_SHOWN_ELSEWHERE = ("name", "name_zh", "type", "country")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What an organisation says of itself; `type` and `country` are the taxonomy's codes."""

    name: str
    name_zh: str = ""
    type: str = ""
    country: str = ""
    website: str = ""
    about: str = ""
    about_zh: str = ""


def create_organisation(session: Session, *, profile: Profile, owner_id: int) -> Organisation:
    """A new organisation with its first owner; the same one again where it was just created."""
    # Held so that the second of two clicks sees what the first one made.
    session.execute(select(User.id).where(User.id == owner_id).with_for_update())
    if (same := _just_created(session, profile.name, owner_id)) is not None:
        return same
    organisation = Organisation(**asdict(profile), created_at=now())
    organisation.memberships.append(
        Membership(user_id=owner_id, role=MemberRole.OWNER, joined_at=now())
    )
    session.add(organisation)
    session.flush()
    record_act(session, organisation, "organisation.created", actor_id=owner_id)
    return organisation


def _just_created(session: Session, name: str, owner_id: int) -> Organisation | None:
    query = select(Organisation).join(Organisation.memberships)
    return session.scalar(
        query.where(
            Membership.user_id == owner_id,
            Membership.role == MemberRole.OWNER,
            Organisation.name == name,
            Organisation.state == OrganisationState.ACTIVE,
            Organisation.created_at > now() - SAME_WISH,
        ).limit(1)
    )


def edit_organisation(
    session: Session,
    *,
    organisation: Organisation,
    profile: Profile,
    based_on: int,
    actor_id: int,
    reason: str = "",
) -> Organisation:
    """Change the profile; Conflict where somebody did since revision `based_on` was shown."""
    hold(session, organisation)
    session.refresh(organisation)
    new = asdict(profile)
    changed = [name for name, value in new.items() if getattr(organisation, name) != value]
    if not changed:
        return organisation
    if organisation.revision != based_on:
        raise Conflict(_("Somebody else has changed this in the meantime."))
    for name in changed:
        setattr(organisation, name, new[name])
    _note_edit(session, organisation, changed, actor_id=actor_id, reason=reason)
    if set(changed) & set(_SHOWN_ELSEWHERE):
        organisation_changed.send(session, organisation=organisation)
    return organisation


def set_logo(
    session: Session, *, organisation: Organisation, logo: str | None, actor_id: int
) -> None:
    """Show the picture with this file id as the logo, or none."""
    if organisation.logo != logo:
        organisation.logo = logo
        _note_edit(session, organisation, ["logo"], actor_id=actor_id)


def _note_edit(
    session: Session,
    organisation: Organisation,
    fields: list[str],
    *,
    actor_id: int,
    reason: str = "",
) -> None:
    organisation.revision += 1
    session.flush()
    details = {"fields": " ".join(fields)} | ({"reason": reason} if reason else {})
    record_act(session, organisation, "organisation.edited", actor_id=actor_id, **details)


def close_organisation(
    session: Session, *, organisation: Organisation, actor_id: int | None
) -> None:
    """End the organisation for good: nobody acts for it, its listings are withdrawn and its
    enquiries end."""
    if organisation.state is OrganisationState.CLOSED:
        return
    organisation.state = OrganisationState.CLOSED
    session.flush()
    record_act(session, organisation, "organisation.closed", actor_id=actor_id)
    organisation_closed.send(session, organisation=organisation, actor_id=actor_id)
    organisation_hidden.send(session, organisation=organisation)


def import_organisation(
    session: Session, *, source: str, source_key: str, profile: Profile, source_url: str = ""
) -> Organisation:
    """The organisation that a source names so; made, and marked as unclaimed, where it is new.

    One that exists is left as it is: people may have edited or claimed it.
    """
    query = select(Organisation).where(
        Organisation.source == source, Organisation.source_key == source_key
    )
    if (found := session.scalar(query)) is not None:
        return found
    organisation = Organisation(
        **asdict(profile),
        claimed=False,
        source=source,
        source_key=source_key,
        source_url=source_url,
        created_at=now(),
    )
    session.add(organisation)
    session.flush()
    return organisation
