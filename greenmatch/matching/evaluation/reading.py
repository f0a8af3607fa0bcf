"""Files in the format of the evaluation set, as the matcher sees listings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from greenmatch.core.errors import Invalid
from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.matching.evaluation.cordis import without_jargon

Judgements = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class TestSet:
    """Technologies, needs and which of them belong together; rows in the order of the files."""

    technologies: Sequence[MatchDocument]
    technology_names: Sequence[str]
    needs: Sequence[MatchDocument]
    need_names: Sequence[str]
    judgements: Judgements


def read_test_set(
    technologies: Path, needs: Path, judgements: Path, sectors: Path | None = None
) -> TestSet:
    """What the files hold; a need without a judgement is left out.

    Only titles, texts and keywords are read. With `sectors`, technologies have those of that file
    and needs their `sector_code`; the codes are compared as they are given. Raises Invalid for
    a file that has another form.
    """
    judged = _judgements(judgements)
    ticks = {row[0]: row[1] for row in _table(sectors, 2)} if sectors else None
    offers = list(_rows(technologies))
    wants = [row for row in _rows(needs) if row["id"] in judged]
    return TestSet(
        [_technology(number, row, ticks) for number, row in enumerate(offers)],
        [row["id"] for row in offers],
        [_need(len(offers) + number, row, ticks) for number, row in enumerate(wants)],
        [row["id"] for row in wants],
        judged,
    )


def with_sectors(test_set: TestSet, ticks: Mapping[str, str]) -> TestSet:
    """The same with these sectors ticked for the technologies, by name, and no others."""
    changed = [
        replace(document, sectors=(ticks[name],) if name in ticks else ())
        for document, name in zip(test_set.technologies, test_set.technology_names, strict=True)
    ]
    return replace(test_set, technologies=changed)


def _technology(
    number: int, row: Mapping[str, Any], ticks: Mapping[str, str] | None
) -> MatchDocument:
    tick = ticks.get(row["id"]) if ticks else None
    return MatchDocument(
        number, "technology", texts={"en": _texts(row)}, sectors=(tick,) if tick else ()
    )


def _need(number: int, row: Mapping[str, Any], ticks: Mapping[str, str] | None) -> MatchDocument:
    texts = replace(_texts(row), title=without_jargon(row["title"]))
    sectors = (row["sector_code"],) if ticks is not None and row.get("sector_code") else ()
    return MatchDocument(number, "need", texts={"en": texts}, sectors=sectors)


def _texts(row: Mapping[str, Any]) -> TextFields:
    return TextFields(
        title=row.get("title") or "",
        summary=row.get("summary") or "",
        body=row.get("description") or "",
        keywords=tuple(row.get("keywords") or ()),
    )


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for query, document, relevance in _table(path, 3):
        found.setdefault(query, {})[document] = int(relevance)
    return found


def _table(path: Path, columns: int) -> Iterator[tuple[str, ...]]:
    """The first columns of a tab-separated file, without its heading."""
    for number, line in _lines(path):
        if number == 1:
            continue
        cells = line.split("\t")
        if len(cells) < columns:
            raise Invalid(f"{path}, line {number}: {columns} columns are needed")
        yield tuple(cells[:columns])


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            row["id"], row["title"]
        except (ValueError, KeyError, TypeError) as wrong:
            raise Invalid(f"{path}, line {number}: {wrong!r}") from wrong
        yield row


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers. A line ends at a line feed only: texts hold other breaks."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if stripped := line.rstrip("\r\n"):
                yield number, stripped
