"""Sets of judged pairs, as files that other systems wrote: rows with an id, and judgements.

They measure how well search and matching rank.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from greenmatch.core.errors import DomainError

Row = dict[str, Any]


def json_rows(path: Path) -> dict[str, Row]:
    """The objects of a JSON lines file by their id; of two with one id the last.

    Raises DomainError for a file of another form, or without any.
    """
    rows: dict[str, Row] = {}
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            rows[str(row["id"])] = row
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            message = f"{path.name}, line {number}: not an object with an id."
            raise DomainError(message) from error
    if not rows:
        raise DomainError(f"{path.name}: no row in it.")
    return rows


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """For each query the relevance of each document.

    Lines hold query, document and relevance between tabs (or blanks), with or without TREC's
    second column and a heading. Raises DomainError for a file of another form, or without any.
    """
    found: dict[str, dict[str, int]] = {}
    for number, fields in cells(path):
        try:
            query, *_, document, relevance = fields if len(fields) in (3, 4) else []
            found.setdefault(query, {})[document] = int(float(relevance))
        except (ValueError, OverflowError) as error:
            if number > 1:
                raise DomainError(f"{path.name}, line {number}: not a judgement.") from error
    if not any(found.values()):
        raise DomainError(f"{path.name}: no judgement in it.")
    return {query: judged for query, judged in found.items() if judged}


def text_of(row: Row, name: str) -> str:
    """A text of a row; halves of characters, which JSON can hold but no file, become signs."""
    value = row.get(name)
    text = "" if value is None else str(value)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The fields of each line, with its number; tabs part them, or blanks where there is none."""
    for number, line in _lines(path):
        yield number, [cell.strip() for cell in line.split("\t" if "\t" in line else None)]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers; only a line feed ends one."""
    for number, line in enumerate(path.read_bytes().removeprefix(BOM_UTF8).split(b"\n"), 1):
        try:
            text = line.decode().strip(" \t\r")
        except UnicodeDecodeError as error:
            raise DomainError(f"{path.name}, line {number}: not UTF-8.") from error
        if text:
            yield number, text
