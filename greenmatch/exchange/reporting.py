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
    """Says what is to be said of a row: `say` takes lines for people, `path` gets JSON lines."""

    def __init__(self, say: Callable[[str], None], path: Path | None = None) -> None:
        self._say = say
        self._file: TextIO | None = path.open("w", encoding="utf-8") if path else None

    def tell(self, line: int, outcome: Outcome, problem: Problem) -> None:
        """Tell why the row that begins on the line was rejected or left alone."""
        field = f"{problem.field}: " if problem.field else ""
        self._say(f"line {line}: {outcome}: {field}{problem.reason}")
        if self._file is not None:
            entry = {"line": line, "outcome": outcome.value, **problem._asdict()}
            self._file.write(msgspec.json.encode(entry).decode() + "\n")

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
