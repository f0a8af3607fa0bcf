"""An import from its first row to its last.

Rows are read, mapped and given sectors while nothing is locked; then they are written in
batches, so that a running site keeps answering.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from greenmatch.catalogue.states import Kind
from greenmatch.core.audit import record as audit
from greenmatch.core.work import unit_of_work
from greenmatch.exchange.checking import check_file
from greenmatch.exchange.mapping import Chooser
from greenmatch.exchange.preparing import Item, Preparer
from greenmatch.exchange.problems import Problem, RowRefused
from greenmatch.exchange.reading import RowFile
from greenmatch.exchange.reporting import Report
from greenmatch.exchange.seen import SeenRows
from greenmatch.exchange.services import Decision, Outcome
from greenmatch.exchange.tally import Tally
from greenmatch.exchange.writing import Writer


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
        self._writer = Writer(session, publish=wishes.publish, dry_run=wishes.dry_run)
        self.tally = Tally()

    def run(self, rows: RowFile, progress: Callable[[int], None]) -> Tally:
        """Import every row; `progress` is told how many bytes of the file are done.

        FileRefused, before anything is written, where no row of the file can be imported.
        """
        check_file(rows, self._chooser, self._wishes.kind)
        try:
            with SeenRows() as seen:
                for batch in self._batches(rows, seen):
                    self._deal_with(batch)
                    progress(rows.position)
        except KeyboardInterrupt:
            self._session.rollback()
            self._sign()
            raise
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
            if len(batch) >= self._writer.size:
                yield batch
                batch = []
        if batch:
            yield batch

    def _deal_with(self, batch: list[Item]) -> None:
        for item, decision in self._writer.deal_with(batch):
            self._count(item, decision)
        self.tally.line = batch[-1].line

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
