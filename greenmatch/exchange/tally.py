"""What an import did, counted and in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from greenmatch.catalogue.completeness import completeness, missing_for_submission
from greenmatch.catalogue.content import Content
from greenmatch.core.i18n import _
from greenmatch.exchange.mapping import Record
from greenmatch.exchange.services import Outcome


@dataclass
class Tally:
    """Rows by what became of them; of those that are new or changed, what is unknown or long.

    `line` is the last line whose row is safely stored.
    """

    line: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    mappings: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    long: Counter[str] = field(default_factory=Counter)
    not_understood: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """How many rows were dealt with."""
        return self.outcomes.total()

    @property
    def written(self) -> int:
        """How many rows changed something here."""
        return sum(
            self.outcomes[outcome] for outcome in (Outcome.ADDED, Outcome.UPDATED, Outcome.REVIEW)
        )

    def accept(self, record: Record, outcome: Outcome, mapping: str) -> None:
        """Count a row that was understood."""
        self.outcomes[outcome] += 1
        self.mappings[mapping] += 1
        if outcome is Outcome.UNCHANGED:
            return
        self.sectors[_origin(record.content)] += 1
        self.not_understood.update(record.not_understood)
        missing = [part.field for part in completeness(record.content).missing if part.needed]
        self.unknown.update(missing)
        self.long.update(missing_for_submission(record.content).keys() - set(missing))

    def reject(self) -> None:
        """Count a row that was refused."""
        self.outcomes[Outcome.REJECTED] += 1

    def sentences(self) -> Iterator[str]:
        """The summary, a line each."""
        parts = ", ".join(f"{self.outcomes[outcome]:,} {outcome}" for outcome in Outcome)
        yield _("%(rows)s rows: %(parts)s.", rows=f"{self.rows:,}", parts=parts)
        for text, counts in (
            (_("Read as"), self.mappings),
            (_("Sectors"), self.sectors),
            (_("Unknown, though a person's form asks for it"), self.unknown),
            (_("Longer than a person's form allows, kept whole"), self.long),
            (_("Given but not understood, so unknown"), self.not_understood),
        ):
            if counts:
                yield f"{text}: {_listed(counts)}."


def _origin(content: Content) -> str:
    if not content.sectors:
        return "unknown"
    return "suggested from the text" if content.sectors[0].suggested else "named by the source"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts.most_common())
