"""PostgreSQL goes away for a while and comes back: the site and its worker go on by themselves."""

import time
from pathlib import Path
from random import Random

import pytest

from greenmatch.core.database import db
from greenmatch.core.worker import Heartbeat
from tests.fixtures.postgres import running_postgres
from tests.fixtures.server import Server
from tests.soak.instances import application, people, served, words
from tests.soak.people import finds
from tests.soak.visiting import persist

AWAY = 15.0
PATIENCE = 60.0


def wait_for_worker(server: Server) -> None:
    """Until the worker is at work: while it starts it may give up without a database."""
    app, began = application(server), time.monotonic()
    with app.app_context():
        while db.session.get(Heartbeat, "worker") is None:
            assert time.monotonic() - began < PATIENCE
            db.session.rollback()
            time.sleep(0.2)
        db.session.rollback()
        db.engine.dispose()


@pytest.mark.soak
def test_the_site_goes_on_after_its_database_was_away(tmp_path: Path, database_kind: str) -> None:
    if database_kind != "postgres":
        pytest.skip("a file is never away")
    first, second = words(Random(2), 2)  # noqa: S311 - the same words each time, on purpose
    with running_postgres() as postgres:
        postgres.execute("CREATE DATABASE away")
        with served(tmp_path, postgres.url("away")) as server:
            provider, moderator = people(server)
            before = provider.submit_one(first)
            wait_for_worker(server)
            processes = [child.pid for kind in server.children() for child in kind]

            with postgres.away():
                time.sleep(AWAY)
                page = moderator.visitor.get("/en/moderation")
                assert page.status == 500, "a page that says so, not a hanging request"
                assert "Something went wrong on our side" in page.text
                assert moderator.visitor.get("/health").status == 503

            came_back = time.monotonic()
            while moderator.visitor.get("/health").status != 200:
                assert time.monotonic() - came_back < PATIENCE
                time.sleep(0.2)
            healthy = time.monotonic() - came_back
            after = provider.submit_one(second)
            for public_id, word in ((before, first), (after, second)):
                path = next(path for path, waiting in moderator.queue() if waiting == public_id)
                assert moderator.approve(path, public_id)
                approved = time.monotonic()
                while not persist(lambda: finds(moderator.visitor, public_id, word)):  # noqa: B023
                    assert time.monotonic() - approved < PATIENCE
            assert [child.pid for kind in server.children() for child in kind] == processes
            log = server.log.read_text()
    print(f"\nthe database was away for {AWAY:.0f} s; healthy {healthy:.1f} s after its return")
    assert log.count("consumer search fails") <= 2, "said once, not at every attempt"
