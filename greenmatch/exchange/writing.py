"""A batch of rows: looked up without a lock, then written in one short transaction.

Every row is safe from the others: a change has a savepoint of its own; new listings share one,
and where the database refuses that, each gets its own.
"""

import time
from collections.abc import Callable, Sequence

from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from greenmatch.core.database import begin_write
from greenmatch.core.errors import DomainError
from greenmatch.core.i18n import _
from greenmatch.core.work import unit_of_work
from greenmatch.exchange.preparing import Item
from greenmatch.exchange.queries import Identity, Known, closed_houses, house, known_listings
from greenmatch.exchange.services import (
    Decision,
    Fresh,
    Outcome,
    add_records,
    decide,
    store_change,
)

LARGEST_BATCH = 200
SMALLEST_BATCH = 10
FIRST_BATCH = 50
HOLD = 0.25
"""Seconds for which a batch may keep other writers waiting; the next one is made to fit."""
PATIENCE = 12
"""How often the database's own waiting time (ten seconds) is begun again while others write."""
WRITES = (Outcome.ADDED, Outcome.UPDATED, Outcome.REVIEW)
Decided = list[tuple[Item, Decision]]


class Writer:
    """Deals with batches; `size` is how large the next should be."""

    def __init__(self, session: Session, *, publish: bool, dry_run: bool) -> None:
        self._session = session
        self._publish = publish
        self._dry_run = dry_run
        self.size = FIRST_BATCH

    def deal_with(self, batch: Sequence[Item]) -> Decided:
        """What became of each row of the batch; what it demands is committed."""
        decided, _known = self._decided(batch)
        self._session.rollback()
        rest = [pair for pair in decided if pair[1].outcome not in WRITES]
        writing = [
            (item.with_sectors(), decision)
            for item, decision in decided
            if decision.outcome in WRITES
        ]
        if self._dry_run or not writing:
            return rest + writing
        return rest + self._write([item for item, _decision in writing])

    def _decided(
        self, batch: Sequence[Item], *, lock: bool = False
    ) -> tuple[Decided, dict[Identity, Known]]:
        records = [item.record for item in batch]
        known = known_listings(self._session, records, lock=lock)
        closed = closed_houses(self._session, records)
        decided = [
            (
                item,
                decide(
                    self._session,
                    known=known.get(item.identity),
                    record=item.record,
                    digest=item.digest,
                    publish=self._publish,
                    closed=house(item.record) in closed,
                ),
            )
            for item in batch
        ]
        return decided, known

    def _write(self, items: Sequence[Item]) -> Decided:
        self._wait_for_turn()
        began = time.monotonic()
        with unit_of_work(self._session):
            # Decided again, now that nobody else can write.
            decided, known = self._decided(items, lock=True)
            fresh = [item for item, decision in decided if decision.outcome is Outcome.ADDED]
            done = self._add(fresh) if fresh else []
            for item, decision in decided:
                if decision.outcome is not Outcome.ADDED:
                    done.append((item, self._change(item, decision, known)))
        self._session.expunge_all()
        took = max(time.monotonic() - began, 0.001)
        self.size = max(SMALLEST_BATCH, min(LARGEST_BATCH, int(len(items) * HOLD / took)))
        return done

    def _wait_for_turn(self) -> None:
        """Begin to write, with more patience than a person at a form has."""
        for _attempt in range(PATIENCE):
            try:
                return begin_write(self._session)
            except OperationalError:
                self._session.rollback()
        return begin_write(self._session)

    def _add(self, fresh: Sequence[Item]) -> Decided:
        refused = self._tried(lambda: self._add_all(fresh))
        if refused is None:
            return [(item, Decision(Outcome.ADDED)) for item in fresh]
        if len(fresh) == 1:
            return [(fresh[0], refused)]
        return [pair for item in fresh for pair in self._add([item])]

    def _add_all(self, fresh: Sequence[Item]) -> None:
        rows = [Fresh(item.record, item.digest) for item in fresh]
        add_records(self._session, fresh=rows, publish=self._publish)

    def _change(self, item: Item, decision: Decision, known: dict[Identity, Known]) -> Decision:
        if decision.outcome not in WRITES:
            return decision
        refused = self._tried(
            lambda: store_change(
                self._session,
                known=known[item.identity],
                record=item.record,
                digest=item.digest,
                outcome=decision.outcome,
                publish=self._publish,
            )
        )
        return refused or decision

    def _tried(self, act: Callable[[], object]) -> Decision | None:
        """Why the act was refused; nothing of it is left then."""
        try:
            with self._session.begin_nested():
                act()
        except DomainError as refused:
            return Decision(Outcome.REJECTED, refused.message)
        except (IntegrityError, DataError) as refused:
            why = str(refused.orig).partition("\n")[0]
            return Decision(Outcome.REJECTED, _("the database refuses it: %(why)s", why=why))
        return None
