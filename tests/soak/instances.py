"""A prepared instance for a soak, and the people who use it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from flask import Flask

from greenmatch.app import create_app
from greenmatch.config import Settings
from tests.fixtures.server import Server, clean_environment
from tests.soak.people import Moderator, Provider
from tests.soak.visiting import Visitor

LETTERS = "bcdfghjklmnpqrstvwxz"


@contextmanager
def served(folder: Path, database_url: str, **settings: str) -> Iterator[Server]:
    """The sample site on an empty database, served on a port that stays the same."""
    environment = clean_environment(
        folder,
        GREENMATCH_DATABASE_URL=database_url,
        GREENMATCH_RATE_LIMITS="no",
        GREENMATCH_LOG_LEVEL="WARNING",
        **settings,
    )
    server = Server(environment, folder)
    server.command("init", "--sample")
    server.start("--workers", "2")
    port = server.url.rpartition(":")[2]
    server.environment = {**environment, "GREENMATCH_PORT": port, "GREENMATCH_WEB_WORKERS": "2"}
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()


def people(server: Server) -> tuple[Provider, Moderator]:
    """The sample provider and administrator, signed in."""
    provider, admin = (sample_visitor(server, part) for part in ("provider", "admin"))
    return Provider(provider), Moderator(admin)


def sample_visitor(server: Server, part: str) -> Visitor:
    """One of the sample's people, signed in: provider, seeker or admin."""
    kept = Path(server.environment["GREENMATCH_INSTANCE"]) / "sample_accounts.json"
    passwords = json.loads(kept.read_text("utf-8"))
    visitor = Visitor(lambda: server.url)
    email = f"{part}@sample.example"
    visitor.sign_in(email, passwords[email])
    return visitor


def words(random: Random, number: int) -> list[str]:
    """Words that nobody has written before, to search for."""
    made: set[str] = set()
    while len(made) < number:
        made.add("".join(random.choice(LETTERS) for _ in range(9)))
    return sorted(made, key=lambda _word: random.random())


def application(server: Server) -> Flask:
    """An application on the same instance, to look at what is stored."""
    own = {k: v for k, v in server.environment.items() if k.startswith("GREENMATCH_")}
    return create_app(Settings.from_environment({**os.environ, **own}))
