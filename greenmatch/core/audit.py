"""The audit log: who did what to what, when, in which request."""

from datetime import datetime
from typing import Any

from flask import g, has_app_context
from sqlalchemy import Index, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, IntPk, JsonObject, UtcDateTime


class AuditEntry(Base):
    """One thing that somebody did; entries are added, never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_type", "subject_id"),)

    id: Mapped[IntPk]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject_type: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(40))
    details: Mapped[JsonObject]
    request_id: Mapped[str | None] = mapped_column(String(40))


def record(
    session: Session,
    *,
    actor_id: int | None,
    action: str,
    subject_type: str,
    subject_id: str,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add an entry in the transaction of what it tells of; `actor_id` None is the system."""
    entry = AuditEntry(
        at=now(),
        actor_id=actor_id,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        details=details or {},
        request_id=g.get("request_id") if has_app_context() else None,
    )
    session.add(entry)
    return entry


def audit_entries(
    *,
    action: str | None = None,
    actor_id: int | None = None,
    subject_type: str | None = None,
    subject_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Select[AuditEntry]:
    """Entries that fit every filter given, newest first."""
    wanted = {
        AuditEntry.action: action,
        AuditEntry.actor_id: actor_id,
        AuditEntry.subject_type: subject_type,
        AuditEntry.subject_id: subject_id,
    }
    query = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    if until is not None:
        query = query.where(AuditEntry.at < until)
    return query
