"""How a change of an account is told: to the person by mail, to the audit log."""

from typing import Any

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.core.audit import record
from greenmatch.core.mail import send_mail


def tell(session: Session, user: User, template: str, **context: Any) -> None:
    """Mail the person, in their language; silent where the account has no address any more.

    The template sees the context and the person's `name`.
    """
    if user.email:
        send_mail(
            session,
            to=user.email,
            language=user.language,
            template=template,
            context={"name": user.name, **context},
        )


def record_act(
    session: Session, user: User, action: str, *, actor_id: int | None, **details: str
) -> None:
    """Add an audit entry about the account; `details` must hold nothing personal."""
    record(
        session,
        actor_id=actor_id,
        action=action,
        subject_type="user",
        subject_id=user.public_id,
        details=details,
    )
