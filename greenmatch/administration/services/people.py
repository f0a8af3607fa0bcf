"""What administrators do to people, so that somebody who runs the platform is always left."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User
from greenmatch.accounts.services.administration import change_role, suspend_person
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.core.permissions import Role


def give_role(session: Session, *, user: User, role: Role, actor_id: int) -> None:
    """The person with another role; Conflict for the last administrator, or for oneself."""
    _keep_an_admin(session, user, actor_id)
    change_role(session, user=user, role=role, actor_id=actor_id)


def suspend(session: Session, *, user: User, reason: str, actor_id: int) -> None:
    """The person, suspended and told why; Conflict for the last administrator, or for oneself."""
    _keep_an_admin(session, user, actor_id)
    suspend_person(session, user=user, actor_id=actor_id, reason=reason)


def _keep_an_admin(session: Session, user: User, actor_id: int) -> None:
    """Refuse what could leave nobody; two administrators who act on each other take turns."""
    query = select(User.id).where(User.role == Role.ADMIN, User.state == AccountState.ACTIVE)
    admins = set(session.scalars(query.order_by(User.id).with_for_update()))
    if user.id == actor_id:
        raise Conflict(_("You cannot do this to yourself: ask another administrator."))
    if actor_id not in admins:
        raise Conflict(_("You are no longer an administrator."))
