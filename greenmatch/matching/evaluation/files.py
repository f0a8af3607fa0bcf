"""Rows and judgements of files that other systems wrote, line by line."""

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
    """For each need the relevance of each technology.

    Lines hold need, technology and relevance between tabs (or blanks), with or without TREC's
    second column and a heading. Raises DomainError for a file of another form, or without any.
    """
    found: dict[str, dict[str, int]] = {}
    for number, cells in _cells(path):
        try:
            need, *_, technology, relevance = cells if len(cells) in (3, 4) else []
            found.setdefault(need, {})[technology] = int(float(relevance))
        except (ValueError, OverflowError) as error:
            if number > 1:
                raise DomainError(f"{path.name}, line {number}: not a judgement.") from error
    if not any(found.values()):
        raise DomainError(f"{path.name}: no judgement in it.")
    return {need: judged for need, judged in found.items() if judged}


def ticks(path: Path) -> dict[str, str]:
    """The sector's code of each technology; a heading does no harm, since it names none.

    Raises DomainError for a file of another form.
    """
    found: dict[str, str] = {}
    for number, cells in _cells(path):
        if len(cells) < 2:
            raise DomainError(f"{path.name}, line {number}: no technology with its sector.")
        if cells[1]:
            found[cells[0]] = cells[1]
    return found


def text_of(row: Row, name: str) -> str:
    """A text of a row; halves of characters, which JSON can hold but no file, become signs."""
    value = row.get(name)
    text = "" if value is None else str(value)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def texts_of(row: Row, name: str) -> tuple[str, ...]:
    """A list of texts; one that is given as a single text ends at commas and semicolons."""
    value = row.get(name)
    if isinstance(value, list):
        return tuple(text_of({name: each}, name) for each in value)
    parts = text_of(row, name).replace(";", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
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
