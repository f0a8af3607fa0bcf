"""The running application's search engine."""

from flask import Flask, current_app
from sqlalchemy.orm import Session

from greenmatch.config import Settings
from greenmatch.core.database import db
from greenmatch.search.source import DatabaseSource
from greenmatch.search.whoosh.engine import Tuning, WhooshEngine

_KEY = "greenmatch.search"
ANSWERS = 300
"""Answers that a process keeps until the index changes."""


def init_search(app: Flask, settings: Settings) -> None:
    """Open the index of the instance; it need not exist yet."""

    def new_session() -> Session:
        with app.app_context():
            return Session(db.engine)

    app.extensions[_KEY] = WhooshEngine(
        settings.instance / "search",
        DatabaseSource(new_session),
        tuning=Tuning(cache=settings.search_memory, answers=ANSWERS),
    )


def current_engine() -> WhooshEngine:
    """The engine of the current application."""
    engine = current_app.extensions[_KEY]
    assert isinstance(engine, WhooshEngine)  # noqa: S101 - put there by init_search
    return engine
