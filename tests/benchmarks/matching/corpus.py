"""Technologies and needs of any number, put together from real ones, from a seed.

A technology takes sentences, title words and keywords from two real ones, so it has a subject of
its own and shares words with others as real ones do; a need takes sentences from one.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from greenmatch.core.text import sentences
from greenmatch.matching.document import MatchDocument, StatedRequirement, TextFields
from greenmatch.taxonomy import countries, enumeration, sectors

SEED = 20250301
TECHNOLOGIES = ("match_eval/technologies.jsonl", "listings/technologies.jsonl")
NEEDS = ("needs/eu_calls.jsonl", "needs/sbir_topics.jsonl")
SAMPLE = Path("greenmatch/sample/data")
FIRST_NEED = 10_000_000


@dataclass
class Corpus:
    """Listings by number, each always the same."""

    technologies: Sequence[dict[str, Any]]
    needs: Sequence[dict[str, Any]]

    def technology(self, number: int) -> MatchDocument:
        """The technology of this number."""
        chance = random.Random(f"{SEED}-t{number}")  # noqa: S311 - no secret
        one, other = (self.technologies[_below(chance, len(self.technologies))] for _ in range(2))
        texts = [*_sentences(one), *_sentences(other)]
        texts = chance.sample(texts, min(len(texts), 8))
        title = [*one["title"].split()[:6], *other["title"].split()[-4:]]
        keywords = (one.get("keywords") or one.get("tags") or [])[:4]
        block = TextFields(
            " ".join(title), " ".join(texts[:1]), " ".join(texts[1:]), tuple(keywords)
        )
        places = chance.sample(self._countries, chance.randint(1, 4))
        return MatchDocument(
            number,
            "technology",
            organisation_id=number // 3,
            texts={"en": block},
            countries=tuple(places),
            origins=tuple(places[:1]),
            trl=chance.choice((None, 3, 4, 5, 6, 7, 8, 9)),
            **self._stated(chance),
        )

    def need(self, number: int) -> MatchDocument:
        """The need of this number."""
        chance = random.Random(f"{SEED}-n{number}")  # noqa: S311 - no secret
        one = self.needs[_below(chance, len(self.needs))]
        texts = _sentences(one)
        texts = chance.sample(texts, min(len(texts), 14))
        block = TextFields(one["title"], " ".join(texts[:1]), " ".join(texts[1:]))
        wanted = chance.sample(_REQUIREMENTS, chance.randint(0, 3))
        return MatchDocument(
            FIRST_NEED + number,
            "need",
            organisation_id=FIRST_NEED + number,
            texts={"en": block},
            countries=(chance.choice(self._countries),),
            trl=chance.choice((None, 4, 6, 8)),
            requirements=tuple(StatedRequirement(text, "must") for text in wanted),
            **self._stated(chance),
        )

    def _stated(self, chance: random.Random) -> dict[str, Any]:
        return {
            "sectors": tuple(chance.sample(self._sectors, chance.randint(1, 3))),
            "sdgs": tuple(chance.sample(range(1, 18), chance.randint(1, 3))),
            "climate_objective": chance.choice(("mitigation", "adaptation", "both", "")),
            "classes": tuple(chance.sample(_CLASSES, chance.randint(0, 2))),
            "cooperation": tuple(chance.sample(self._forms, chance.randint(1, 4))),
        }

    @cached_property
    def _sectors(self) -> list[str]:
        return [sector.code for sector in sectors(2)]

    @cached_property
    def _forms(self) -> list[str]:
        return [choice.code for choice in enumeration("cooperation")]

    @cached_property
    def _countries(self) -> list[str]:
        return [choice.code for choice in countries("en")][:60]


@cache
def read_corpus(data: Path | None) -> Corpus:
    """The real listings of the data folder, or those of the sample catalogue, to be put together
    anew."""
    if data is None:
        return Corpus(_sample_rows("technologies.json"), _sample_rows("needs.json"))
    return Corpus(list(_rows(data, TECHNOLOGIES)), list(_rows(data, NEEDS)))


def _sample_rows(name: str) -> list[dict[str, Any]]:
    rows = json.loads((SAMPLE / name).read_text("utf-8"))
    english = (row["content"]["texts"].get("en") for row in rows)
    return [_sample_row(texts) for texts in english if texts]


def _sample_row(texts: Mapping[str, Any]) -> dict[str, Any]:
    running = [text for name, text in texts.items() if name not in ("title", "keywords")]
    return {
        "title": texts["title"],
        "keywords": texts.get("keywords", []),
        "description": " ".join(running),
    }


def _rows(data: Path, files: Sequence[str]) -> Iterator[dict[str, Any]]:
    for name in files:
        with (data / name).open(encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            yield from (row for row in rows if row.get("title") and len(_sentences(row)) > 1)


def _sentences(row: dict[str, Any]) -> list[str]:
    if "sentences" not in row:
        row["sentences"] = sentences(row.get("description") or row.get("summary") or "")
    found: list[str] = row["sentences"]
    return found


def _below(chance: random.Random, limit: int) -> int:
    return int(chance.random() * limit)


_CLASSES = [
    f"{section}{number}{letter}"
    for section in "BCFH"
    for number in ("01", "25")
    for letter in "BCD"
]
_REQUIREMENTS = (
    "Operating temperature of at least 80 °C",
    "Electrical efficiency of at least 40 %",
    "Service life of at least 10 years",
    "Removal of at least 90 % of nitrogen",
    "Works off-grid",
    "Power of at least 100 kW",
)
