"""The engines that are compared, behind one interface."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from greenmatch.search.documents import SearchDocument
from tests.benchmarks.search.cases import Question


class Answer(NamedTuple):
    """How many matches, the first twenty listings, and the facets' counts."""

    total: int
    listings: list[int]
    facets: dict[str, dict[str, int]] = {}


class Engine(Protocol):
    """An engine over an index in a folder, opened for searching."""

    def __init__(self, folder: Path) -> None: ...

    @classmethod
    def build(cls, folder: Path, documents: list[SearchDocument]) -> None:
        """Make the index, with both cores where the engine can."""
        ...

    def answer(self, question: Question) -> Answer | None:
        """The answer, None for what the engine does not offer."""
        ...


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def facet_rows(document: SearchDocument) -> Iterable[tuple[str, str]]:
    """Facet and value, a row each, for engines that keep them in a table."""
    yield "kind", document.kind
    yield "trl", str(document.trl)
    yield from (("sector", value) for value in document.sectors)
    yield from (("country", value) for value in document.countries)


def body_of(document: SearchDocument) -> str:
    """All texts of a document in one, for engines that get one field."""
    texts = (*document.titles, *document.keywords, *document.summaries, *document.bodies)
    return "\n".join(texts)


NAMES = {
    "greenmatch": "ours",
    "tantivy": "tantivy_engine",
    "sqlite fts5": "sqlite",
    "postgresql": "postgres",
    "whoosh as its manual shows it": "naive_whoosh",
}
"""The engines and their modules here."""


def engine_class(name: str) -> type[Engine]:
    """The class of an engine; only its own module is imported."""
    found: type[Engine] = import_module(f"{__name__}.{NAMES[name]}").ENGINE
    return found
