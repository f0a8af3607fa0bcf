"""How what happens to an organisation is told: by mail, and to the audit log."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.audit import record
from greenmatch.core.mail import send_mail
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.queries import member_addresses


def record_act(
    session: Session,
    organisation: Organisation,
    action: str,
    *,
    actor_id: int | None,
    **details: str,
) -> None:
    """Add an audit entry about the organisation; `details` must hold nothing personal."""
    record(
        session,
        actor_id=actor_id,
        action=action,
        subject_type="organisation",
        subject_id=organisation.public_id,
        details=details,
    )


def tell_members(
    session: Session, organisation: Organisation, template: str, **context: Any
) -> None:
    """Mail every member, each in their language."""
    tell_all(
        session,
        member_addresses(session, organisation.id),
        template,
        organisation=organisation,
        **context,
    )


def tell_all(
    session: Session, addresses: Iterable[tuple[str, str]], template: str, **context: Any
) -> None:
    """Mail every address, in the language that goes with it."""
    for email, language in addresses:
        send_mail(session, to=email, language=language, template=template, context=context)


def hold(session: Session, organisation: Organisation) -> None:
    """Let nobody else change who belongs to the organisation until this transaction ends."""
    session.execute(
        select(Organisation.id).where(Organisation.id == organisation.id).with_for_update()
    )
