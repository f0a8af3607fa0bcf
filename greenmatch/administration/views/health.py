"""What machines ask this site: whether it is well, and what a crawler may read."""

import logging
from typing import Any

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from greenmatch.administration.queries.health import Health, read_health
from greenmatch.administration.views.blueprint import bp
from greenmatch.core.database import db
from greenmatch.core.i18n import LANGUAGES
from greenmatch.core.web.access import public, shown_to_reader
from greenmatch.search.runtime import current_engine

log = logging.getLogger(__name__)

# Pages behind a sign-in or made for one person; all else may be read.
CLOSED = (
    "/account",
    "/admin",
    "/dashboard",
    "/enquiries",
    "/invitation/",
    "/listings/*/",
    "/mails",
    "/moderation",
    "/organisation/",
    "/password",
    "/sign-",
)

machine_bp = Blueprint("machines", __name__)


@bp.route("/health")
@machine_bp.route("/health")
@public
def health() -> ResponseReturnValue:
    """`{"status": "ok"}`, or "fail" with 503; administrators see of what."""
    try:
        found = read_health(db.session())
        detail = _detail(found) if shown_to_reader("admin.overview") else {}
    except SQLAlchemyError as failure:
        log.warning("the database cannot be read: %s", type(failure).__name__)
        return _answer(ok=False, detail={})
    return _answer(ok=found.ok, detail=detail)


@machine_bp.route("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """What crawlers are asked to leave alone."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{language}{path}" for path in CLOSED for language in LANGUAGES]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _answer(*, ok: bool, detail: dict[str, Any]) -> tuple[Response, int]:
    answer = jsonify({"status": "ok" if ok else "fail", **detail})
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if ok else 503


def _index() -> dict[str, Any]:
    status = current_engine().status()
    return {
        "state": status.state,
        "documents": status.documents,
        "generation": status.generation,
        "problem": status.problem,
    }


def _detail(found: Health) -> dict[str, Any]:
    return {
        "database": {"ok": True, "kind": db.engine.dialect.name},
        "worker": {
            "ok": found.worker_ok,
            "last_seen": found.worker_at.isoformat() if found.worker_at else None,
        },
        "changes": {
            "ok": found.changes_ok,
            "waiting": found.waiting,
            "lag_seconds": round(found.lag.total_seconds(), 3),
        },
        "index": _index(),
    }
