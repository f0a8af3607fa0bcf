"""An import from its first row to its last.

Rows are read, mapped and given sectors while nothing is locked. Then a batch is looked up, and
only what has changed is written, in one short transaction with a savepoint a row, so that a
running site keeps answering and a bad row takes no other with it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DataError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from greenmatch.catalogue.states import Kind
from greenmatch.core.audit import record as audit
from greenmatch.core.errors import DomainError
from greenmatch.core.i18n import _
from greenmatch.core.work import unit_of_work
from greenmatch.exchange.checking import check_file
from greenmatch.exchange.mapping import Chooser
from greenmatch.exchange.preparing import Item, Preparer
from greenmatch.exchange.problems import Problem, RowRefused
from greenmatch.exchange.queries import Known, known_listings
from greenmatch.exchange.reading import RowFile
from greenmatch.exchange.reporting import Report
from greenmatch.exchange.seen import SeenRows
from greenmatch.exchange.services import Decision, Outcome, decide, store
from greenmatch.exchange.tally import Tally

LARGEST_BATCH = 200
SMALLEST_BATCH = 10
HOLD = 0.25
"""Seconds for which a batch may keep other writers waiting; the next one is made to fit."""
_WRITES = (Outcome.ADDED, Outcome.UPDATED, Outcome.REVIEW)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How rows are to be imported. `kind` is for rows that do not say theirs."""

    kind: Kind | None = None
    publish: bool = False
    dry_run: bool = False


class Import:
    """One run over one file; `tally` counts what has been dealt with and is safely stored."""

    def __init__(self, session: Session, chooser: Chooser, wishes: Wishes, report: Report) -> None:
        self._session = session
        self._chooser = chooser
        self._wishes = wishes
        self._report = report
        self._size = LARGEST_BATCH
        self.tally = Tally()

    def run(self, rows: RowFile, progress: Callable[[int], None]) -> Tally:
        """Import every row; `progress` is told how many bytes of the file are done.

        FileRefused, before anything is written, where no row of the file can be imported.
        """
        check_file(rows, self._chooser, self._wishes.kind)
        try:
            with SeenRows() as seen:
                for batch in self._batches(rows, seen):
                    self._import(batch)
                    progress(rows.position)
        finally:
            self._session.rollback()
            self._sign()
        return self.tally

    def _batches(self, rows: RowFile, seen: SeenRows) -> Iterator[list[Item]]:
        preparer = Preparer(self._chooser, seen, self._wishes.kind)
        batch: list[Item] = []
        for row in rows:
            try:
                item = preparer.prepare(row)
            except RowRefused as refused:
                self._reject(row.line, refused.problems)
                continue
            if item is None:
                self.tally.outcomes[Outcome.UNCHANGED] += 1
                continue
            batch.append(item)
            if len(batch) >= self._size:
                yield batch
                batch = []
        yield batch

    def _import(self, batch: list[Item]) -> None:
        """Look everything up without a lock, then write what is to be written."""
        known = known_listings(self._session, [item.record for item in batch])
        decided = [(item, self._decide(item, known)) for item in batch]
        self._session.rollback()
        writing = [item for item, decision in decided if decision.outcome in _WRITES]
        if writing and not self._wishes.dry_run:
            decided = [pair for pair in decided if pair[1].outcome not in _WRITES]
            decided += self._write(writing)
        for item, decision in decided:
            self._count(item, decision)
        self.tally.line = batch[-1].line if batch else self.tally.line

    def _decide(self, item: Item, known: dict[tuple[str, str], Known]) -> Decision:
        return decide(
            self._session,
            known=known.get(item.identity),
            record=item.record,
            digest=item.digest,
            publish=self._wishes.publish,
        )

    def _write(self, items: Sequence[Item]) -> list[tuple[Item, Decision]]:
        with unit_of_work(self._session):
            began = time.monotonic()
            records = [item.record for item in items]
            known = known_listings(self._session, records, lock=True)
            done = [(item, self._write_one(item, known)) for item in items]
        self._session.expunge_all()
        took = time.monotonic() - began
        fitting = int(len(items) * HOLD / max(took, 0.001))
        self._size = max(SMALLEST_BATCH, min(LARGEST_BATCH, fitting))
        return done

    def _write_one(self, item: Item, known: dict[tuple[str, str], Known]) -> Decision:
        """Decide again, now that nobody else can write, and do it."""
        decision = self._decide(item, known)
        if decision.outcome not in _WRITES:
            return decision
        try:
            with self._session.begin_nested():
                store(
                    self._session,
                    known=known.get(item.identity),
                    record=item.record,
                    digest=item.digest,
                    outcome=decision.outcome,
                    publish=self._wishes.publish,
                )
        except DomainError as refused:
            return Decision(Outcome.REJECTED, refused.message)
        except (IntegrityError, DataError) as refused:
            return Decision(
                Outcome.REJECTED, _("the database refuses it: %(why)s", why=_why(refused))
            )
        return decision

    def _count(self, item: Item, decision: Decision) -> None:
        if decision.outcome is Outcome.REJECTED:
            self._reject(item.line, [Problem("", decision.reason)])
            return
        self.tally.accept(item.record, decision.outcome, item.mapping)
        if decision.reason:
            self._report.tell(item.line, decision.outcome, Problem("", decision.reason))

    def _reject(self, line: int, problems: Sequence[Problem]) -> None:
        self.tally.reject()
        for problem in problems:
            self._report.tell(line, Outcome.REJECTED, problem)

    def _sign(self) -> None:
        """One entry in the audit log for the whole run."""
        if not self.tally.written or self._wishes.dry_run:
            return
        counts = {outcome.value: number for outcome, number in self.tally.outcomes.items()}
        with unit_of_work(self._session):
            audit(
                self._session,
                actor_id=None,
                action="import.run",
                subject_type="import",
                subject_id="",
                details={**counts, "publish": self._wishes.publish},
            )


def _why(refused: StatementError) -> str:
    return str(refused.orig).splitlines()[0]
