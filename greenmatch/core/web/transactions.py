"""One transaction a request: unsafe methods begin a writing one, safe ones may only read."""

import secrets

from flask import Flask, g, request

from greenmatch.core.database import begin_read, begin_write, db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_transactions(app: Flask) -> None:
    """Begin each request's transaction before anything is read."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    if request.endpoint == "static" or request.endpoint is None:
        return
    session = db.session()
    if request.method in SAFE_METHODS:
        begin_read(session)
    else:
        begin_write(session)


def _end(_error: BaseException | None) -> None:
    # Flask-SQLAlchemy removes the session (and so rolls back) when the context ends.
    db.session.rollback()
