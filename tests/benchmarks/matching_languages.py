"""How often a technology is found for a need in the other language, among thousands of others.

    python -m tests.benchmarks.matching_languages --data DIR [--misses]

data/language_pairs.jsonl holds 40 pairs in our own words, 20 with a Chinese need and an English
technology and 20 the other way round, written before anything was measured. All are put among the
real listings in DIR (listings/, match_eval/, needs/); R@5 is the share of needs whose technology is
among the first five, and the same from the technology's side. Once with the texts alone; once with
the sectors that both sides would tick, where real listings have those that an import suggests.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from greenmatch.matching.document import Kind, MatchDocument, TextFields
from greenmatch.matching.features import count_listing
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import Collection, MatchIndex, collect, match_one
from greenmatch.matching.snapshot import make_snapshot
from greenmatch.taxonomy import suggest_sectors

PAIRS = Path(__file__).parent / "data" / "language_pairs.jsonl"
TECHNOLOGIES = ("listings/technologies.jsonl", "match_eval/technologies.jsonl")
NEEDS = ("needs/eu_calls.jsonl", "needs/sbir_topics.jsonl")
CONFIDENT = 0.5
FIRST = 5


@dataclass(frozen=True)
class Outcome:
    """For each pair where its technology stands for its need, and the other way; None: nowhere."""

    names: Sequence[str]
    from_need: Sequence[int | None]
    from_technology: Sequence[int | None]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def listing(number: int, kind: Kind, row: Mapping[str, Any], language: str = "en") -> MatchDocument:
    """A row as the matcher sees it, without sectors."""
    words = row.get("keywords") or row.get("tags") or ()
    keywords = words.split(",") if isinstance(words, str) else words
    text = TextFields(
        row.get("title") or "",
        row.get("summary") or "",
        row.get("description") or "",
        tuple(map(str, keywords)),
    )
    return MatchDocument(number, kind, texts={language: text})


def real(folder: Path, files: Sequence[str], kind: Kind, first: int) -> list[MatchDocument]:
    """The real listings of a kind, numbered from `first`."""
    found = [row for name in files for row in rows(folder / name)]
    return [listing(first + place, kind, row) for place, row in enumerate(found)]


def with_suggested(document: MatchDocument) -> MatchDocument:
    """The listing with the sectors that an import suggests for it."""
    text = " ".join(
        f"{block.title} {block.summary} {block.body}" for block in document.texts.values()
    )
    codes = [each.code for each in suggest_sectors(text) if each.confidence >= CONFIDENT]
    return replace(document, suggested_sectors=tuple(codes))


def planted(kind: Kind, first: int, *, sectors: bool) -> list[MatchDocument]:
    """One side of the pairs, numbered from `first`."""
    return [
        replace(
            listing(first + place, kind, row[kind], row[kind]["language"]),
            sectors=tuple(row["sectors"]) if sectors else (),
        )
        for place, row in enumerate(rows(PAIRS))
    ]


def places(ones: Collection, others: MatchIndex, first: int, partner: int) -> list[int | None]:
    """For each of the last listings of `ones` (numbered from `first`) where its partner stands."""
    found: list[int | None] = []
    for row in np.flatnonzero(ones.listing_ids >= first):
        ranking = match_one(ones.take(np.array([row])), others, top=50, least=1)
        wanted = partner + int(ones.listing_ids[row]) - first
        place = np.flatnonzero(ranking.listing_ids == wanted)
        found.append(int(place[0]) + 1 if len(place) else None)
    return found


def run(folder: Path, *, sectors: bool) -> Outcome:
    """The pairs hidden among the real listings, under the shipped policy."""
    offers = real(folder, TECHNOLOGIES, "technology", 0)
    wants = real(folder, NEEDS, "need", 100_000)
    if sectors:
        offers, wants = ([with_suggested(each) for each in group] for group in (offers, wants))
    offers += planted("technology", 50_000, sectors=sectors)
    wants += planted("need", 150_000, sectors=sectors)
    counted = [count_listing(each) for each in offers]
    snapshot = make_snapshot(1, counted, SHIPPED_POLICY)
    technologies = collect("technology", offers, snapshot, SHIPPED_POLICY, counted)
    needs = collect("need", wants, snapshot, SHIPPED_POLICY)
    return Outcome(
        [row["id"] for row in rows(PAIRS)],
        places(needs, MatchIndex(technologies), 150_000, 50_000),
        places(technologies, MatchIndex(needs), 50_000, 150_000),
    )


def recall(found: Sequence[int | None]) -> float:
    """The share that is among the first five."""
    return sum(place is not None and place <= FIRST for place in found) / len(found)


def main() -> None:
    """Print R@5 for both directions, with texts alone and with sectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="name the pairs that were not found")
    options = parser.parse_args()
    for sectors in (False, True):
        outcome = run(options.data, sectors=sectors)
        half = len(outcome.names) // 2
        name = "texts and sectors" if sectors else "texts alone"
        print(
            f"{name:18} R@5 {recall(outcome.from_need):.3f}"
            f" (zh needs {recall(outcome.from_need[:half]):.2f},"
            f" en needs {recall(outcome.from_need[half:]):.2f});"
            f" from the technology {recall(outcome.from_technology):.3f}"
        )
        for pair, place in zip(outcome.names, outcome.from_need, strict=True):
            if options.misses and (place is None or place > FIRST):
                print(f"   {pair}: {place or 'not among the first 50'}")


if __name__ == "__main__":
    main()
