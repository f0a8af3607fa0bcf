"""Tells of single rows: on the screen, and as JSON lines for whoever repairs the file."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TextIO

import msgspec

from greenmatch.exchange.problems import Problem
from greenmatch.exchange.services import Outcome


class Report(AbstractContextManager["Report"]):
    """Says what is to be said of a row: `say` takes lines for people, `path` gets JSON lines.

    FileExistsError where there is something at `path`. An import that is refused before its
    first row leaves no file, so that the repaired command can name the same one.
    """

    def __init__(self, say: Callable[[str], None], path: Path | None = None) -> None:
        self._say = say
        self._file: TextIO | None = path.open("x", encoding="utf-8") if path else None
        self._path = path

    def tell(self, line: int, outcome: Outcome, problem: Problem) -> None:
        """Tell why the row that begins on the line was rejected or left alone."""
        field = f"{problem.field}: " if problem.field else ""
        self._say(f"line {line}: {outcome}: {field}{problem.reason}")
        if self._file is not None:
            entry = {"line": line, "outcome": outcome.value, **problem._asdict()}
            self._file.write(msgspec.json.encode(entry).decode() + "\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._file is None or self._path is None:
            return
        empty = self._file.tell() == 0
        self._file.close()
        if empty and kind is not None:
            self._path.unlink(missing_ok=True)
