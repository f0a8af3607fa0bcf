import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core import changes, jobs
from greenmatch.core.changes import Waiting, note_changes
from greenmatch.core.database import db
from greenmatch.core.jobs import register_job
from greenmatch.core.worker import (
    Heartbeat,
    Worker,
    consuming,
    only_worker,
    register_consumer,
    unless_worker_runs,
)

LONG = 20.0  # seconds after which a test gives up; none waits so long


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The features' own consumers and jobs do not run in these tests."""
    monkeypatch.setattr(consuming, "_consumers", {})
    monkeypatch.setattr(changes, "_consumers", [])
    monkeypatch.setattr(jobs, "_jobs", {})


@pytest.fixture
def run_worker(app: Flask, session: Session) -> Iterator[Callable[[], Worker]]:
    """Starts a worker in a thread; it is stopped after the test."""
    started: list[tuple[Worker, threading.Thread]] = []

    @contextmanager
    def open_session() -> Iterator[Session]:
        with app.app_context():
            yield db.session()

    def start() -> Worker:
        session.commit()
        worker = Worker(open_session, poll=0.01)
        thread = threading.Thread(target=worker.run)
        thread.start()
        started.append((worker, thread))
        return worker

    yield start
    for worker, thread in started:
        worker.stop()
        thread.join(LONG)
        assert not thread.is_alive()


class TestRun:
    def test_changes_reach_their_consumer_while_a_job_takes_long(
        self, session: Session, run_worker: Callable[[], Worker]
    ) -> None:
        in_job, taken = threading.Event(), threading.Event()

        def take(_session: Session, _waiting: Waiting) -> None:
            assert in_job.wait(LONG)
            taken.set()

        def job(_session: Session) -> None:
            in_job.set()
            assert taken.wait(LONG), "the change waited for the job"

        register_consumer("test", take)
        register_job("test", timedelta(hours=1), job)
        note_changes(session, [1])

        run_worker()

        assert taken.wait(LONG)

    def test_one_consumers_fault_is_not_the_next_ones(
        self, session: Session, run_worker: Callable[[], Worker]
    ) -> None:
        taken = threading.Event()

        def fail(_session: Session, _waiting: Waiting) -> None:
            raise RuntimeError("broken")

        register_consumer("broken", fail)
        register_consumer("sound", lambda _session, _waiting: taken.set())
        note_changes(session, [1])

        run_worker()

        assert taken.wait(LONG)

    def test_it_says_that_it_lives(
        self, session: Session, run_worker: Callable[[], Worker]
    ) -> None:
        run_worker()

        deadline = time.monotonic() + LONG
        while session.scalar(select(Heartbeat)) is None:
            assert time.monotonic() < deadline
            session.rollback()
            time.sleep(0.01)

    def test_one_that_does_not_end_in_time_is_ended(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("greenmatch.core.worker.loop.END_WITHIN", 0.01)
        in_job, ended = threading.Event(), threading.Event()

        @contextmanager
        def open_session() -> Iterator[Session]:
            with app.app_context():
                yield db.session()

        def job(_session: Session) -> None:
            in_job.set()
            assert ended.wait(LONG)

        register_job("test", timedelta(hours=1), job)
        worker = Worker(open_session, end_now=lambda _code: ended.set())
        thread = threading.Thread(target=worker.run)
        thread.start()
        assert in_job.wait(LONG)
        worker.stop()

        assert ended.wait(LONG)
        thread.join(LONG)


class TestLock:
    def test_there_is_one_worker(self, tmp_path: Path) -> None:
        with only_worker(tmp_path, lambda: True) as first:
            assert first
            with only_worker(tmp_path, lambda: True) as second:
                assert not second
            with unless_worker_runs(tmp_path) as alone:
                assert not alone

    def test_the_next_one_begins_when_it_ends(self, tmp_path: Path) -> None:
        with only_worker(tmp_path, lambda: True):
            pass
        with only_worker(tmp_path, lambda: True) as next_one:
            assert next_one
