"""How many requirements are decided from a technology's texts, and how many of these wrongly.

    python -m tests.benchmarks.requirements [--wrong] [--open]

data/requirement_pairs.jsonl has 307 pairs of a need and a technology, made up for this, in seven
parts, each written without a look at the check or at the other parts, with what a careful reader
finds. "a" to "d" say much in other words on purpose, "e" to "g" have the ordinary wording of needs
and listings. Each part was measured before the check was improved with it; a figure of what the
check does with texts that it was not made for is that first one (docs/known-limits.md).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from greenmatch.matching.document import MatchDocument, StatedRequirement, TextFields
from greenmatch.matching.requirements import Finding, check_requirements

PAIRS = Path(__file__).parent / "data" / "requirement_pairs.jsonl"
UNKNOWN = "unknown"
FEW = 3
"""Requirements of a need that should be decided where the text decides as many."""


class Judged(NamedTuple):
    """A pair with its findings, and what a reader finds."""

    pair: str
    languages: str
    findings: list[Finding]
    expected: list[str]

    @property
    def decided(self) -> int:
        """Requirements that the check decides."""
        return sum(each.status != UNKNOWN for each in self.findings)

    @property
    def decidable(self) -> int:
        """Requirements that a reader decides."""
        return sum(each != UNKNOWN for each in self.expected)

    @property
    def has_enough(self) -> bool:
        """Whether three are decided, or as many as a reader decides."""
        return self.decided >= min(FEW, self.decidable)

    def wrong(self) -> Iterator[tuple[Finding, str]]:
        """Decided otherwise than by a reader, with what the reader finds."""
        for finding, expected in zip(self.findings, self.expected, strict=True):
            if finding.status not in (UNKNOWN, expected):
                yield finding, expected

    def open(self) -> Iterator[tuple[Finding, str]]:
        """Left open though a reader decides it."""
        for finding, expected in zip(self.findings, self.expected, strict=True):
            if finding.status == UNKNOWN != expected:
                yield finding, expected


def judged_pairs() -> Iterator[Judged]:
    """All pairs, checked."""
    with PAIRS.open(encoding="utf-8") as lines:
        yield from map(_judged, map(json.loads, lines))


def _judged(row: dict[str, Any]) -> Judged:
    expected = [each.pop("expected") for each in row["requirements"]]
    wanted = tuple(StatedRequirement(**each) for each in row["requirements"])
    need_language, language = row["languages"]
    texts = {language: TextFields(row["title"], row["summary"], row["body"])}
    technology = MatchDocument(1, "technology", texts=texts, claims=tuple(row["claims"]))
    need = MatchDocument(2, "need", requirements=wanted)
    languages = f"{need_language}-{language}"
    return Judged(row["id"], languages, check_requirements(need, technology), expected)


def main() -> None:
    """Print the figures, and on demand what is wrong or open."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--open", action="store_true")
    options = parser.parse_args()
    pairs = list(judged_pairs())
    print(f"{'':<8}{'pairs':>8}{'decidable':>11}{'decided':>9}{'wrong':>7}{'3 and more':>12}")
    for part in ("a", "b", "c", "d", "e", "f", "g", "en-en", "zh-zh", "en-zh", "zh-en", ""):
        some = [each for each in pairs if part in (each.pair[0], each.languages, "")]
        found = Counter(
            pairs=len(some),
            decidable=sum(each.decidable for each in some),
            decided=sum(each.decided for each in some),
            wrong=sum(len(list(each.wrong())) for each in some),
            enough=sum(each.has_enough for each in some),
        )
        print(
            f"{part or 'all':<8}{found['pairs']:>8}{found['decidable']:>11}"
            f"{found['decided']:>9}{found['wrong']:>7}{found['enough']:>12}"
        )
    for each in pairs:
        for finding, expected in [
            *(each.wrong() if options.wrong else ()),
            *(each.open() if options.open else ()),
        ]:
            wanted = finding.requirement
            print(
                f"{each.pair} {wanted.text} {wanted.threshold} {wanted.unit}:"
                f" {finding.status}, not {expected}. {finding.sentence}"
            )


if __name__ == "__main__":
    main()
