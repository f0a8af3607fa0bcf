from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from greenmatch.core.changes import Change, Waiting, note_changes
from greenmatch.core.clock import now
from greenmatch.core.worker import NotNow
from greenmatch.core.worker.consuming import Consumer, Feed

NAME = "test"


@pytest.fixture
def taken() -> list[int]:
    """The listings that the consumer took, in their order."""
    return []


@pytest.fixture
def make_feed(session: Session, taken: list[int]) -> Callable[..., Feed]:
    """A feed whose consumer fails where a listing is among `bad`."""

    def make(*, bad: dict[int, Exception], batch: int = 20) -> Feed:
        def handle(_session: Session, waiting: Waiting) -> None:
            for listing in waiting.listing_ids:
                if listing in bad:
                    raise bad[listing]
            taken.extend(waiting.listing_ids)

        return Feed(Consumer(NAME, handle, batch))

    return make


def note(session: Session, *listings: int) -> None:
    note_changes(session, listings, only=[NAME])
    session.commit()


def waiting(session: Session) -> int:
    return session.scalar(select(func.count()).where(Change.consumer == NAME)) or 0


def take_often(feed: Feed, session: Session, times: int = 30) -> list[Exception]:
    """What the worker does: takes again and again, and goes on after an error."""
    failures = []
    for _ in range(times):
        try:
            feed.take(session)
        except Exception as failure:  # noqa: BLE001 - whatever the consumer raised
            session.rollback()
            failures.append(failure)
    return failures


class TestTake:
    def test_rows_go_once_their_listings_are_taken(
        self, session: Session, make_feed: Callable[..., Feed], taken: list[int]
    ) -> None:
        note(session, 3, 1, 3)

        assert make_feed(bad={}).take(session) == 3

        assert taken == [3, 1]
        assert waiting(session) == 0

    def test_other_consumers_rows_stay(
        self, session: Session, make_feed: Callable[..., Feed]
    ) -> None:
        note_changes(session, [1], only=["somebody else"])
        session.commit()

        assert make_feed(bad={}).take(session) == 0

    def test_a_listing_that_fails_does_not_stop_the_others(
        self, session: Session, make_feed: Callable[..., Feed], taken: list[int]
    ) -> None:
        note(session, *range(1, 101))
        feed = make_feed(bad={42: ValueError("bad content")})

        failures = take_often(feed, session)

        assert sorted(taken) == [*range(1, 42), *range(43, 101)]
        assert waiting(session) == 1
        assert feed.failing
        assert "42" in failures[-1].__notes__[0]

    def test_it_is_tried_again_later(
        self, session: Session, make_feed: Callable[..., Feed], taken: list[int]
    ) -> None:
        note(session, 1)
        bad: dict[int, Exception] = {1: ValueError("not yet")}
        feed = make_feed(bad=bad)
        take_often(feed, session, times=2)
        bad.clear()

        assert feed.take(session) == 0, "it rests for a moment"
        with time_machine.travel(now() + timedelta(seconds=3), tick=False):
            assert feed.take(session) == 1

        assert taken == [1]
        assert not feed.failing

    @pytest.mark.parametrize(
        "failure",
        [NotNow("rebuilding"), OperationalError("", {}, Exception("away")), OSError("disk full")],
    )
    def test_what_is_no_listings_fault_puts_none_aside(
        self, session: Session, make_feed: Callable[..., Feed], failure: Exception
    ) -> None:
        note(session, 1)
        bad = {1: failure}
        feed = make_feed(bad=bad)
        take_often(feed, session, times=3)
        bad.clear()

        assert not feed.failing
        assert feed.take(session) == 1
