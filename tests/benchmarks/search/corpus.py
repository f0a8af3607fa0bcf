"""A corpus of any size: real sentences, titles and fields, put together anew, from a seed.

The words come from the folder that ``DATA`` names, else from the sample catalogue. Word frequencies
stay those of the material; which sentences stand together is drawn, so no listing is a real one.
"""

import json
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from greenmatch.core.text import sentences
from greenmatch.search.documents import SearchDocument
from greenmatch.taxonomy import countries, sectors

SEED = 20250301
NEWEST = datetime(2025, 9, 1, tzinfo=UTC)
COOPERATION = [f"cooperation-{n}" for n in range(1, 12)]
ORGANISATION_TYPES = [f"type-{n}" for n in range(1, 15)]
_CHINESE = 0.1
_FILES = (
    "listings/technologies.jsonl",
    "match_eval/technologies.jsonl",
    "needs/eu_calls.jsonl",
    "needs/sbir_topics.jsonl",
    "search_eval/cmrc2018_zh/docs.jsonl",
)


@dataclass(frozen=True)
class Material:
    """What listings are put together from."""

    titles: list[str]
    sentences: list[str]
    keywords: list[str]
    chinese_titles: list[str]
    chinese: list[str]


def material(data: Path | None, sample: Path) -> Material:
    """The material of the data folder, or of the sample catalogue where there is none."""
    rows = list(_rows(data, sample))
    chinese = [row for row in rows if _is_chinese(_text(row))]
    others = [row for row in rows if not _is_chinese(_text(row))]
    return Material(
        titles=[row["title"] for row in others if row.get("title")],
        sentences=_long_ones(others),
        keywords=sorted({k for row in others for k in (row.get("keywords") or []) if len(k) < 40}),
        chinese_titles=[row["title"] for row in chinese if row.get("title")] or ["锂电池储能系统"],
        chinese=_long_ones(chinese) or ["锂电池储能系统适合寒冷地区。"],
    )


@dataclass
class Corpus:
    """Listings 0 to ``size`` - 1, each always the same; a source for the engine."""

    words: Material
    size: int

    @cached_property
    def _sectors(self) -> list[tuple[str, str]]:
        return [(sector.code, sector.parent or "") for sector in sectors(2)]

    @cached_property
    def _countries(self) -> list[str]:
        return [choice.code for choice in countries("en")]

    def all_ids(self) -> Collection[int]:
        """All numbers."""
        return range(self.size)

    def documents(self, listing_ids: Collection[int]) -> Iterator[SearchDocument]:
        """The listings with these numbers."""
        return map(self.document, listing_ids)

    def document(self, number: int, edition: int = 0) -> SearchDocument:
        """One listing; another edition of it differs in everything but its number."""
        draw = random.Random(SEED + number + edition * 10**9)  # noqa: S311  # no secret
        chosen = [_skewed(draw, self._sectors) for _ in range(draw.choice([1, 1, 2, 3]))]
        places = {_skewed(draw, self._countries) for _ in range(draw.choice([1, 1, 2]))}
        return SearchDocument(
            listing_id=number,
            public_id=f"listing{number}",
            kind="need" if draw.random() < 0.15 else "technology",
            **self._texts(draw),
            organisation=f"org{draw.randrange(self.size // 5 + 1)}",
            organisation_type=_skewed(draw, ORGANISATION_TYPES),
            sectors=tuple({code for pair in chosen for code in pair}),
            countries=tuple(places),
            trl=draw.choice([None, *range(1, 10)]),
            sdgs=tuple({draw.randint(1, 17) for _ in range(draw.choice([0, 1, 2, 3]))}),
            cooperation=tuple({_skewed(draw, COOPERATION) for _ in range(draw.choice([1, 2, 3]))}),
            ip_situation=draw.choice(["registered", "registered", "none", "know-how", ""]),
            patents=(f"WO{2000 + number % 25}{number % 10**6:06}",) if draw.random() < 0.3 else (),
            classes=(f"H0{draw.randint(1, 5)}M {draw.randint(1, 60)}/00",),
            published_at=NEWEST - timedelta(minutes=draw.randrange(2_000_000)),
            confirmed_at=NEWEST - timedelta(minutes=draw.randrange(500_000)),
            completeness=draw.random(),
        )

    def _texts(self, draw: random.Random) -> dict[str, Any]:
        """Title, keywords, summary and body: some 200 words in English, 400 characters else."""
        chinese = draw.random() < _CHINESE
        pool = self.words.chinese if chinese else self.words.sentences
        titles = self.words.chinese_titles if chinese else self.words.titles
        first, second = draw.choice(titles).split(), draw.choice(titles).split()
        title = " ".join([*first[: len(first) // 2 + 1], *second[len(second) // 2 :]])
        return {
            "titles": (title[:120],),
            "keywords": tuple(draw.choices(self.words.keywords or ["energy"], k=4)),
            "summaries": (" ".join(draw.choices(pool, k=2)),),
            "bodies": (" ".join(draw.choices(pool, k=draw.randint(3, 11))),),
        }


def _skewed(draw: random.Random, values: list[Any]) -> Any:
    """One of the values, the earlier ones more often, as in real catalogues."""
    return values[int(len(values) * draw.random() ** 2.5)]


def _rows(data: Path | None, sample: Path) -> Iterator[dict[str, Any]]:
    """Title, text and keywords of every row of the material."""
    if data is None:
        for path in sorted(sample.glob("*.json")):
            yield from _inner_texts(json.loads(path.read_text(encoding="utf-8")))
        return
    for name in _FILES:
        for line in (data / name).open(encoding="utf-8"):
            row = json.loads(line)
            text = row.get("description") or row.get("text") or ""
            yield {"title": row.get("title"), "text": text, "keywords": row.get("keywords")}


def _inner_texts(value: Any) -> Iterator[dict[str, Any]]:
    """Every block of texts in a file of the sample catalogue, however deep it lies."""
    if isinstance(value, dict):
        if isinstance(value.get("title"), str):
            text = " ".join(v for k, v in value.items() if isinstance(v, str) and k != "title")
            yield {"title": value["title"], "text": text, "keywords": value.get("keywords")}
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _inner_texts(inner)


def _text(row: dict[str, Any]) -> str:
    return f"{row.get('title') or ''} {row['text']}"


def _long_ones(rows: list[dict[str, Any]]) -> list[str]:
    """The sentences that are neither fragments nor whole paragraphs."""
    found = (sentence for row in rows for sentence in sentences(row["text"]))
    return [sentence for sentence in found if 15 <= len(sentence) <= 400]


def _is_chinese(text: str) -> bool:
    return sum(text[:200].count(character) for character in "的一是在有和为") > 2
