"""How often one of the first three suggested sectors is one that a person gave.

    python tests/benchmarks/sector_suggestion.py --data DIR [--misses]

DIR holds the files that data/sector_labels.tsv names. Its rows were drawn at random and labelled
by hand with one to three acceptable sectors, or "none", which is right where nothing is suggested.
"tune" (100 rows) served to find the weights. "held-out" (100 rows) did not, but whoever wrote the
word lists had read it; "check" (100 rows) was drawn and labelled after them.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from greenmatch.taxonomy import Suggestion, suggest_sectors

LABELS = Path(__file__).parent / "data" / "sector_labels.tsv"
NOTHING = {"none"}


class Row(NamedTuple):
    """A labelled row with its texts and what is suggested for it."""

    part: str
    title: str
    wanted: set[str]
    suggested: list[Suggestion]

    def hit(self, first: int = 3) -> bool:
        """Whether one of the first few suggestions is acceptable."""
        if self.wanted == NOTHING:
            return not self.suggested
        return any(each.code in self.wanted for each in self.suggested[:first])


def labelled_rows(folder: Path) -> Iterator[Row]:
    """The labelled rows, their texts read from the folder."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file, delimiter="\t"))
    texts = {
        (name, str(record["id"])): record
        for name in {label["file"] for label in labels}
        for record in map(json.loads, (folder / name).open(encoding="utf-8"))
    }
    for label in labels:
        record = texts[label["file"], label["id"]]
        text = "\n".join(record.get(field) or "" for field in ("summary", "description"))
        suggested = suggest_sectors(text, title=record["title"])
        yield Row(label["part"], record["title"], set(label["sectors"].split(",")), suggested)


def print_accuracy(rows: list[Row]) -> None:
    """Print one line a part."""
    parts = {name: [row for row in rows if row.part == name] for name in ("tune", "held-out")}
    parts["first 200"] = parts["tune"] + parts["held-out"]
    parts["check"] = [row for row in rows if row.part == "check"]
    for name, members in parts.items():
        top3 = sum(row.hit() for row in members) / len(members)
        top1 = sum(row.hit(1) for row in members) / len(members)
        print(f"{name:10} {len(members):4} rows  top-3 {top3:.3f}  top-1 {top1:.3f}")


def print_calibration(rows: list[Row]) -> None:
    """Print how often suggestions of a confidence are acceptable ones."""
    made = [(each.confidence, each.code in row.wanted) for row in rows for each in row.suggested]
    for low in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        high = 1.0 if low == 0.8 else (0.2 if low == 0.0 else low + 0.1)
        right = [hit for confidence, hit in made if low <= confidence < high]
        if right:
            share = sum(right) / len(right)
            print(f"confidence {low:.1f} to {high:.1f}: {share:.2f} of {len(right)} acceptable")


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="list the rows that were missed")
    options = parser.parse_args()
    rows = list(labelled_rows(options.data))
    print_accuracy(rows)
    print_calibration(rows)
    if options.misses:
        for row in rows:
            if not row.hit():
                print(f"{row.part}: {row.title[:70]} | {sorted(row.wanted)}")
                for each in row.suggested:
                    print(f"    {each.code} {each.confidence} {', '.join(each.words)}")


if __name__ == "__main__":
    main()
