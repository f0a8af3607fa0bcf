"""Limits: counted for all processes in the database, or roughly in one process."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core import limits
from greenmatch.core.clock import now
from greenmatch.core.errors import TooMany
from greenmatch.core.limits import (
    ProcessLimiter,
    Rate,
    RateHit,
    address_key,
    check_rate,
    count_hit,
    forget_hits,
    purge_hits,
    refuse_above,
)

THREE_AN_HOUR = Rate(3, timedelta(hours=1))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time that limits see; replace its only entry to move on."""
    moment = [now()]
    monkeypatch.setattr(limits, "now", lambda: moment[0])
    return moment


def _check(session: Session, key: str = "ada@example.org", bucket: str = "sign-in") -> None:
    check_rate(session, bucket=bucket, key=key, limit=THREE_AN_HOUR)


class TestCheckRate:
    def test_the_limit_is_allowed_and_one_more_is_not(
        self, session: Session, clock: list[datetime]
    ) -> None:
        for _time in range(3):
            _check(session)
            clock[0] += timedelta(minutes=10)

        with pytest.raises(TooMany) as refused:
            _check(session)

        assert refused.value.retry_after == 30 * 60
        assert "30 minutes" in refused.value.message

    def test_who_waits_as_told_may_go_on(self, session: Session, clock: list[datetime]) -> None:
        for _time in range(3):
            _check(session)
            clock[0] += timedelta(minutes=1)
        for _time in range(5):
            with pytest.raises(TooMany) as refused:
                _check(session)

        clock[0] += timedelta(seconds=refused.value.retry_after)

        _check(session)
        with pytest.raises(TooMany):
            _check(session)

    def test_other_keys_and_other_limits_are_counted_apart(self, session: Session) -> None:
        for _time in range(3):
            _check(session)

        _check(session, key="bob@example.org")
        _check(session, bucket="sign-up")

    def test_the_spelling_of_a_key_makes_no_difference(self, session: Session) -> None:
        for key in ("ada@example.org", "ADA@example.org", " Ada@Example.org "):
            _check(session, key)

        with pytest.raises(TooMany):
            _check(session)

    def test_no_limit_counts_nothing(self, session: Session) -> None:
        check_rate(session, bucket="x", key="y", limit=None)

        assert session.scalars(select(RateHit)).all() == []

    def test_what_is_stored_names_nobody(
        self, session: Session, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _check(session)
        monkeypatch.setitem(app.config, "SECRET_KEY", "another")
        _check(session)

        first, second = session.scalars(select(RateHit.key_hash))
        assert first != second, "without the secret the hash cannot be made"
        assert "ada" not in first

    def test_only_failures_may_be_counted(self, session: Session) -> None:
        for _time in range(5):
            refuse_above(session, bucket="b", key="k", limit=THREE_AN_HOUR)
        for _time in range(3):
            count_hit(session, bucket="b", key="k")

        with pytest.raises(TooMany):
            refuse_above(session, bucket="b", key="k", limit=THREE_AN_HOUR)

        forget_hits(session, bucket="b", key="k")
        refuse_above(session, bucket="b", key="k", limit=THREE_AN_HOUR)

    def test_old_counts_are_removed(self, session: Session, clock: list[datetime]) -> None:
        _check(session)
        session.commit()
        clock[0] += timedelta(hours=23)
        _check(session)
        session.commit()
        clock[0] += timedelta(hours=2)

        purge_hits(session)

        assert len(session.scalars(select(RateHit)).all()) == 1


class TestAddressKey:
    @pytest.mark.parametrize(
        ("address", "key"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
            ("", "unknown"),
            (None, "unknown"),
            ("nonsense", "unknown"),
        ],
    )
    def test_a_household_is_one_key(self, address: str | None, key: str) -> None:
        assert address_key(address) == key


class TestProcessLimiter:
    def _limiter(self, moment: list[float], most_keys: int = 100) -> ProcessLimiter:
        rate = Rate(60, timedelta(minutes=1))
        return ProcessLimiter(rate, most_keys, clock=lambda: moment[0])

    def test_a_full_bucket_empties_and_fills_up_again(self, app: Flask) -> None:
        moment = [0.0]
        limiter = self._limiter(moment)
        with app.test_request_context():
            for _time in range(60):
                limiter.check("a")
            with pytest.raises(TooMany) as refused:
                limiter.check("a")
            assert refused.value.retry_after == 1
            limiter.check("b")

            moment[0] += 2
            limiter.check("a")
            limiter.check("a")
            with pytest.raises(TooMany):
                limiter.check("a")

    def test_its_memory_is_bounded(self) -> None:
        limiter = self._limiter([0.0], most_keys=10)

        for number in range(1000):
            limiter.check(str(number))

        assert len(limiter._buckets) == 10
