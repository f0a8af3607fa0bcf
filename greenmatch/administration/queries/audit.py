"""The audit log, narrowed, with the names of those who acted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.core.audit import AuditEntry, audit_entries

SYSTEM = "system"


@dataclass(frozen=True)
class AuditFilter:
    """What the log is narrowed to. `person` is a name, an address, a public id, or "system";
    `subject` is an id; both days are included."""

    action: str = ""
    person: str = ""
    subject_type: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


def narrowed_entries(wanted: AuditFilter) -> Select[AuditEntry]:
    """The entries that fit, newest first."""
    query = audit_entries(
        action=wanted.action or None,
        subject_type=wanted.subject_type or None,
        subject_id=wanted.subject or None,
        since=_beginning(wanted.since) if wanted.since else None,
        until=_beginning(wanted.until) + timedelta(days=1) if wanted.until else None,
    )
    if wanted.person == SYSTEM:
        return query.where(AuditEntry.actor_id.is_(None))
    if wanted.person:
        return query.where(AuditEntry.actor_id.in_(_people(wanted.person)))
    return query


def actors_of(session: Session, entries: Iterable[AuditEntry]) -> dict[int, User]:
    """Who acted in these entries, by id."""
    ids = {entry.actor_id for entry in entries if entry.actor_id is not None}
    query = select(User).where(User.id.in_(ids))
    return {user.id: user for user in session.scalars(query)} if ids else {}


def actions_seen(session: Session) -> Sequence[str]:
    """Every action that is in the log."""
    return session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def _people(text: str) -> Select[int]:
    return select(User.id).where(
        or_(
            User.public_id == text,
            User.name.icontains(text, autoescape=True),
            User.email.icontains(text, autoescape=True),
        )
    )


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
