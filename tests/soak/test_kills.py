"""Server and worker are killed at random moments while people submit and approve listings.

What was confirmed to somebody must be true afterwards.
"""

import os
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

import psutil
import pytest

from greenmatch.catalogue.queries import live_listing_ids
from greenmatch.core.changes import count_waiting
from greenmatch.core.database import db
from greenmatch.search.runtime import current_engine
from tests.fixtures.database import NewDatabase
from tests.fixtures.server import Server
from tests.soak.instances import application, people, served, words
from tests.soak.people import Moderator, Provider, finds
from tests.soak.visiting import persist

SEED = int(os.environ.get("SOAK_SEED", "20261125"))
LISTINGS = 200
LEFT_WAITING = 20
LONGEST = 780.0  # seconds for one database
SETTLE = 120.0


class Killer:
    """Kills a web process, the worker or everything, and starts again what does not by itself."""

    def __init__(self, server: Server, random: Random) -> None:
        self.kills: Counter[str] = Counter()
        self._server, self._random = server, random
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._random.uniform(0.5, 5.0)):
            victim = self._random.choices(["web", "worker", "all"], [4, 4, 2])[0]
            if victim == "all":
                self._server.kill()
                self._server.start()
                self.kills["all"] += 1
                continue
            try:
                web, worker = self._server.children()
                chosen = self._random.choice(web if victim == "web" else worker)
                chosen.kill()
                self.kills[victim] += 1
            except (IndexError, psutil.NoSuchProcess):
                continue  # it is being started again


def submit_all(provider: Provider, made: list[str], failures: list[Exception]) -> None:
    try:
        for word in made:
            provider.submit_one(word)
    except Exception as failure:  # noqa: BLE001 - shown by the test
        failures.append(failure)


@pytest.mark.soak
def test_what_was_confirmed_is_true_after_kills(
    tmp_path: Path, new_database: NewDatabase, database_kind: str
) -> None:
    random = Random(SEED)  # noqa: S311 - the same kills each time, on purpose
    began, failures = time.monotonic(), list[Exception]()
    made = words(random, LISTINGS)
    with served(tmp_path, new_database()) as server:
        provider, moderator = people(server)
        before = persist(moderator.whole_queue)
        killer = Killer(server, random)
        killer.start()
        submitting = threading.Thread(target=submit_all, args=(provider, made, failures))
        submitting.start()
        approve_meanwhile(moderator, submitting, began)
        submitting.join()
        killer.stop()
        took = time.monotonic() - began
        assert not failures, failures
        settled = settle(server)
        lost = check(server, provider, moderator, before)
    print(
        f"\n{database_kind}, seed {SEED}: {len(provider.submitted)} submitted, "
        f"{len(moderator.approved)} approved in {took:.0f} s; "
        f"killed: {dict(killer.kills)}; "
        f"{provider.visitor.requests + moderator.visitor.requests} requests, "
        f"{provider.visitor.unanswered + moderator.visitor.unanswered} unanswered; "
        f"settled {settled:.1f} s after the last kill; lost: {len(lost)}"
    )
    assert not lost
    assert len(provider.submitted) == LISTINGS
    assert killer.kills.total() >= 10


def approve_meanwhile(moderator: Moderator, submitting: threading.Thread, began: float) -> None:
    """Approves all but the last ones, which have to be found in the queue."""
    while len(moderator.approved) < LISTINGS - LEFT_WAITING:
        assert time.monotonic() - began < LONGEST, "it takes too long"
        if moderator.approve_next() is None:
            time.sleep(0.2)
            if not submitting.is_alive() and len(persist(moderator.whole_queue)) <= LEFT_WAITING:
                return


def settle(server: Server) -> float:
    """How long the worker needs until nothing waits."""
    began = time.monotonic()
    app = application(server)
    with app.app_context():
        while time.monotonic() - began < SETTLE:
            waiting = count_waiting(db.session())
            db.session.rollback()
            if not any(waiting.values()):
                break
            time.sleep(0.2)
        db.engine.dispose()
    return time.monotonic() - began


def check(server: Server, provider: Provider, moderator: Moderator, before: set[str]) -> list[str]:
    """What was confirmed and is not so; fails where index and database differ."""
    waiting = persist(moderator.whole_queue) - before
    approved, visitor = set(moderator.approved) - before, moderator.visitor
    lost = [f"{each} is not in search" for each in approved if not found(provider, each)]
    for public_id, word in provider.submitted.items():
        if public_id in approved or public_id in waiting:
            continue
        # Approved, but the answer was lost: then it must be found.
        if not persist(lambda: finds(visitor, public_id, word)):  # noqa: B023 - called at once
            lost.append(f"{public_id} is neither in the queue nor in search")
    server.command("db", "check")
    with application(server).app_context():
        engine = current_engine()
        assert engine.verify() == ""
        assert engine.listing_ids() == set(db.session.scalars(live_listing_ids()))
        assert not any(count_waiting(db.session()).values())
        db.session.rollback()
        db.engine.dispose()
    return lost


def found(provider: Provider, public_id: str) -> bool:
    word = provider.submitted[public_id]
    return persist(lambda: finds(provider.visitor, public_id, word))
