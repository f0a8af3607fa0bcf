"""The audit log: who did what, narrowed, and to take along."""

import csv
import io
import json
from collections.abc import Collection, Iterator

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from greenmatch.accounts.models import User
from greenmatch.administration.queries.audit import (
    AuditFilter,
    actions_seen,
    actors_of,
    narrowed_entries,
)
from greenmatch.administration.views.blueprint import bp
from greenmatch.administration.wording import (
    SUBJECT_NAMES,
    action_name,
    entry_details,
    subject_address,
    subject_name,
)
from greenmatch.core.audit import AuditEntry
from greenmatch.core.clock import now
from greenmatch.core.database import db
from greenmatch.core.pagination import page_number, paginate
from greenmatch.core.web.access import requires
from greenmatch.core.web.filters import FilterReader

PAGE_SIZE = 50
BATCH = 500
MOST_IN_FILE = 100_000
COLUMNS = (
    "at",
    "actor_id",
    "actor_name",
    "action",
    "subject_type",
    "subject_id",
    "details",
    "request_id",
)
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@bp.route("/admin/audit")
@requires("admin.audit")
def audit_log() -> ResponseReturnValue:
    """The log, newest first; by action, person, subject and day."""
    session = db.session()
    actions = actions_seen(session)
    wanted, reader = _audit_filter(actions)
    number = page_number(request.args.get("page"))
    page = paginate(session, narrowed_entries(wanted), number=number, size=PAGE_SIZE)
    return render_template(
        "administration/audit.html",
        page=page,
        actors=actors_of(session, page.items),
        actions=[(code, action_name(code)) for code in actions],
        subject_types=[(code, str(name)) for code, name in SUBJECT_NAMES.items()],
        arguments=reader.arguments,
        ignored=reader.ignored,
        action_name=action_name,
        entry_details=entry_details,
        subject_name=subject_name,
        subject_address=subject_address,
    )


@bp.route("/admin/audit.csv")
@requires("admin.audit")
def audit_csv() -> ResponseReturnValue:
    """The same entries as a table for a spreadsheet; the newest ones, where there are many."""
    wanted, _reader = _audit_filter(actions_seen(db.session()))
    name = f"audit-{now():%Y-%m-%d}.csv"
    return Response(
        "".join(_csv(narrowed_entries(wanted).limit(MOST_IN_FILE))),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _audit_filter(actions: Collection[str]) -> tuple[AuditFilter, FilterReader]:
    reader = FilterReader()
    wanted = AuditFilter(
        action=reader.known("action", actions.__contains__),
        person=reader.text("person"),
        subject_type=reader.known("subject_type", SUBJECT_NAMES.__contains__),
        subject=reader.text("subject"),
        since=reader.day("since"),
        until=reader.day("until"),
    )
    return wanted, reader


def _csv(query: Select[AuditEntry]) -> Iterator[str]:
    session = db.session()
    yield "\ufeff" + _line(COLUMNS)
    found = session.scalars(query.execution_options(yield_per=BATCH))
    for batch in found.partitions():
        actors = actors_of(session, batch)
        for entry in batch:
            yield _line(_cells(entry, actors.get(entry.actor_id or 0)))


def _cells(entry: AuditEntry, actor: User | None) -> tuple[str, ...]:
    return (
        entry.at.isoformat(),
        actor.public_id if actor else "",
        actor.shown_name if actor else "",
        entry.action,
        entry.subject_type,
        entry.subject_id,
        json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
        entry.request_id or "",
    )


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return out.getvalue()
