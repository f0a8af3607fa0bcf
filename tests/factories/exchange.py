"""Rows of other catalogues, and imports of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.exchange.mapping import Chooser
from greenmatch.exchange.reading import open_rows
from greenmatch.exchange.reporting import Report
from greenmatch.exchange.running import Import, Wishes
from greenmatch.exchange.tally import Tally

SOURCE = "Test register"
Row = dict[str, Any]


def make_row(key: str = "r-1", **values: Any) -> Row:
    """A row in our own format."""
    return {
        "id": key,
        "source": SOURCE,
        "kind": "technology",
        "title": f"Heat pump {key}",
        "summary": "It takes heat out of waste water.",
        "organisation": "Milk Works",
        "organisation_country": "KE",
        "sectors": ["energy/waste-heat"],
        **values,
    }


def no_progress(_position: int) -> None:
    """Nobody looks at the progress."""


@dataclass
class Importer:
    """Imports rows into the database of a session; `said` is what the last run reported."""

    session: Session
    folder: Path
    said: list[str] = field(default_factory=list)

    def run(
        self,
        rows: Sequence[Mapping[str, Any]],
        *,
        progress: Callable[[int], None] = no_progress,
        mapping: str | None = None,
        **wishes: Any,
    ) -> Tally:
        """Import the rows, and give what became of them."""
        path = self.folder / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        self.session.commit()
        self.said.clear()
        run = Import(self.session, Chooser(mapping), Wishes(**wishes), Report(self.said.append))
        with open_rows(path) as file:
            try:
                run.run(file, progress)
            except KeyboardInterrupt:
                self.said.append("stopped")
        return run.tally

    def counts(self, rows: Sequence[Mapping[str, Any]], **wishes: Any) -> dict[str, int]:
        """Import the rows, and give the outcomes that occurred."""
        outcomes = self.run(rows, **wishes).outcomes
        return {outcome.value: number for outcome, number in outcomes.items() if number}


def imported(session: Session, key: str = "r-1") -> Listing:
    """The listing that came from the row with this id."""
    session.expire_all()
    return session.scalars(select(Listing).where(Listing.source_key == key)).one()
