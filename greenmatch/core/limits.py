"""Limits on how often something may be done.

What protects accounts and people (sign-in, sign-up, enquiries) is counted in the database, for
all processes together. What only protects the machine (search) is counted by each process.
"""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from math import ceil

from flask import current_app
from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, IntPk, UtcDateTime
from greenmatch.core.errors import TooMany
from greenmatch.core.i18n import _, _n
from greenmatch.core.work import unit_of_work

# No limit looks further back.
LONGEST_PERIOD = timedelta(days=1)


class RateHit(Base):
    """Something limited was done. Who did it is kept as a keyed hash that names nobody."""

    __tablename__ = "rate_hit"
    __table_args__ = (Index("ix_rate_hit_bucket_key_hash_at", "bucket", "key_hash", "at"),)

    id: Mapped[IntPk]
    bucket: Mapped[str] = mapped_column(String(30))
    key_hash: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True)
class Rate:
    """How often in which period (at most `LONGEST_PERIOD`)."""

    count: int
    per: timedelta


def check_rate(session: Session, *, bucket: str, key: str, limit: Rate | None) -> None:
    """Count one more time for a key, or raise TooMany, with the seconds to wait, at the limit.

    A refused attempt is not counted, so whoever waits that long may go on. The count lasts only
    if the transaction is committed: where a failed attempt is to count, commit it too.
    `limit` None counts nothing. Needs an application context.
    """
    refuse_above(session, bucket=bucket, key=key, limit=limit)
    if limit is not None:
        count_hit(session, bucket=bucket, key=key)


def refuse_above(session: Session, *, bucket: str, key: str, limit: Rate | None) -> None:
    """Raise TooMany at the limit, counting nothing (where only failures count, say)."""
    if limit is None:
        return
    moment = now()
    # The hit that has to grow old before another one is allowed.
    blocking = session.scalar(
        select(RateHit.at)
        .where(
            RateHit.bucket == bucket,
            RateHit.key_hash == _keyed_hash(bucket, key),
            RateHit.at > moment - limit.per,
        )
        .order_by(RateHit.at.desc())
        .offset(limit.count - 1)
        .limit(1)
    )
    if blocking is not None:
        raise too_many(blocking + limit.per - moment)


def count_hit(session: Session, *, bucket: str, key: str) -> None:
    """Count one time for a key."""
    session.add(RateHit(bucket=bucket, key_hash=_keyed_hash(bucket, key), at=now()))
    session.flush()


def forget_hits(session: Session, *, bucket: str, key: str) -> None:
    """Begin to count at nothing again for a key (after a successful sign-in, say)."""
    session.execute(
        delete(RateHit).where(
            RateHit.bucket == bucket, RateHit.key_hash == _keyed_hash(bucket, key)
        )
    )


def purge_hits(session: Session) -> None:
    """Forget what no limit looks at any more; a job of the worker."""
    with unit_of_work(session):
        session.execute(delete(RateHit).where(RateHit.at < now() - LONGEST_PERIOD))


def address_key(address: str | None) -> str:
    """The key of a network address: of IPv6 the network of 64 bits that one household gets."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))


def too_many(wait: timedelta) -> TooMany:
    """The error that says how long to wait."""
    seconds = max(1, ceil(wait.total_seconds()))
    return TooMany(
        _("That was too many times. Please try again in %(wait)s.", wait=_in_words(seconds)),
        seconds,
    )


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return _n("%(num)d second", "%(num)d seconds", seconds)
    if seconds < 3600:
        return _n("%(num)d minute", "%(num)d minutes", ceil(seconds / 60))
    return _n("%(num)d hour", "%(num)d hours", ceil(seconds / 3600))


def _keyed_hash(bucket: str, key: str) -> str:
    # Without the secret nobody can find out which address a hash stands for by trying them all.
    secret = blake2b(str(current_app.config["SECRET_KEY"]).encode(), person=b"rate limits").digest()
    value = f"{bucket}\n{key.strip().casefold()}"
    return blake2b(value.encode("utf-8", "replace"), key=secret, digest_size=16).hexdigest()


@dataclass
class ProcessLimiter:
    """A limit counted in this process only, cheaply and approximately.

    Each key has a bucket that holds `limit.count` and fills up again evenly over `limit.per`.
    Beyond `most_keys` the key that was quiet for longest is forgotten.
    """

    limit: Rate
    most_keys: int = 20_000
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, key: str) -> None:
        """Take one from the key's bucket; TooMany where it is empty."""
        refill = self.limit.count / self.limit.per.total_seconds()
        moment = self.clock()
        with self._lock:
            left, then = self._buckets.pop(key, (float(self.limit.count), moment))
            left = min(float(self.limit.count), left + (moment - then) * refill)
            allowed = left >= 1
            self._buckets[key] = (left - 1 if allowed else left, moment)
            if len(self._buckets) > self.most_keys:
                self._buckets.popitem(last=False)
        if not allowed:
            raise too_many(timedelta(seconds=(1 - left) / refill))
