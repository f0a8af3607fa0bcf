"""Who belongs to an organisation, and as what; it always keeps an owner."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.organisations.models import MemberRole, Membership, Organisation
from greenmatch.organisations.queries import membership
from greenmatch.organisations.services.telling import hold, record_act, tell_all


def add_member(
    session: Session, *, organisation: Organisation, user_id: int, role: MemberRole
) -> Membership:
    """The person's membership; one who is a member already keeps their role."""
    hold(session, organisation)
    if (found := membership(session, organisation.id, user_id)) is not None:
        return found
    joined = Membership(
        organisation_id=organisation.id, user_id=user_id, role=role, joined_at=now()
    )
    session.add(joined)
    session.flush()
    record_act(
        session, organisation, "organisation.joined", actor_id=user_id, role=joined.role.value
    )
    return joined


def change_member_role(
    session: Session,
    *,
    organisation: Organisation,
    member: Membership,
    role: MemberRole,
    actor_id: int,
) -> None:
    """Make a member an owner or the other way round; Conflict for the last owner."""
    if member.role is role:
        return
    if role is not MemberRole.OWNER:
        _keep_an_owner(session, organisation, member)
    member.role = role
    session.flush()
    record_act(
        session,
        organisation,
        "organisation.member-role-changed",
        actor_id=actor_id,
        person=member.user.public_id,
        role=role.value,
    )


def remove_member(
    session: Session, *, organisation: Organisation, member: Membership, actor_id: int
) -> None:
    """Take somebody out, and tell them; Conflict for the last owner."""
    _keep_an_owner(session, organisation, member)
    person = member.user
    session.delete(member)
    session.flush()
    record_act(
        session,
        organisation,
        "organisation.member-removed",
        actor_id=actor_id,
        person=person.public_id,
    )
    if person.email:
        address = (person.email, person.language)
        tell_all(session, [address], "organisations/removed", organisation=organisation)


def leave_organisation(session: Session, *, organisation: Organisation, user_id: int) -> None:
    """End one's own membership; Conflict for the last owner. Nothing where it has ended."""
    member = membership(session, organisation.id, user_id)
    if member is None:
        return
    _keep_an_owner(session, organisation, member)
    session.delete(member)
    session.flush()
    record_act(session, organisation, "organisation.left", actor_id=user_id)


def is_last_owner(session: Session, organisation: Organisation, member: Membership) -> bool:
    """Whether the organisation would be without an owner if this one went."""
    others = select(func.count()).where(
        Membership.organisation_id == organisation.id,
        Membership.role == MemberRole.OWNER,
        Membership.id != member.id,
    )
    return member.role is MemberRole.OWNER and not session.scalar(others)


def _keep_an_owner(session: Session, organisation: Organisation, member: Membership) -> None:
    hold(session, organisation)
    if is_last_owner(session, organisation, member):
        raise Conflict(
            _(
                "The last owner has to stay. Make somebody else an owner first, or close the "
                "organisation."
            )
        )
