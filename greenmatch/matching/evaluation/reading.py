"""Files in the format of the evaluation set, as the matcher sees listings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from greenmatch.core.errors import DomainError
from greenmatch.core.judged import Row, cells, json_rows, judgements, text_of
from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.taxonomy.programmes import without_programmes

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
    technologies: Path, needs: Path, qrels: Path, sectors: Path | None = None
) -> TestSet:
    """What the files hold; a need without a judgement is left out, and one without a need too.

    Only titles, texts and keywords are read. With `sectors`, technologies have those of that file
    and needs their `sector_code`; the codes are compared as they are given. Raises DomainError
    for a file that has another form.
    """
    judged = judgements(qrels)
    ticked = _ticks(sectors) if sectors else None
    offers, wants = json_rows(technologies), json_rows(needs)
    wants = {name: row for name, row in wants.items() if name in judged}
    if not wants:
        raise DomainError(f"{needs.name}: no need in it that {qrels.name} judges.")
    return TestSet(
        [_technology(number, *item, ticked) for number, item in enumerate(offers.items())],
        list(offers),
        [_need(len(offers) + number, row, ticked) for number, row in enumerate(wants.values())],
        list(wants),
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
    number: int, name: str, row: Row, ticked: Mapping[str, str] | None
) -> MatchDocument:
    tick = ticked.get(name) if ticked else None
    return MatchDocument(
        number, "technology", texts={"en": _texts(row)}, sectors=(tick,) if tick else ()
    )


def _need(number: int, row: Row, ticked: Mapping[str, str] | None) -> MatchDocument:
    texts = _texts(row)
    texts = replace(texts, title=without_programmes(texts.title))
    code = text_of(row, "sector_code") if ticked is not None else ""
    return MatchDocument(number, "need", texts={"en": texts}, sectors=(code,) if code else ())


def _texts(row: Row) -> TextFields:
    return TextFields(
        title=text_of(row, "title"),
        summary=text_of(row, "summary"),
        body=text_of(row, "description"),
        keywords=_texts_of(row, "keywords"),
    )


def _ticks(path: Path) -> dict[str, str]:
    """The sector's code of each technology; a heading does no harm, since it names none.

    Raises DomainError for a file of another form.
    """
    found: dict[str, str] = {}
    for number, fields in cells(path):
        if len(fields) < 2:
            raise DomainError(f"{path.name}, line {number}: no technology with its sector.")
        if fields[1]:
            found[fields[0]] = fields[1]
    return found


def _texts_of(row: Row, name: str) -> tuple[str, ...]:
    """A list of texts; one that is given as a single text ends at commas and semicolons."""
    value = row.get(name)
    if isinstance(value, list):
        return tuple(text_of({name: each}, name) for each in value)
    parts = text_of(row, name).replace(";", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
