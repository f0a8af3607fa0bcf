"""How well the engine ranks, on a set of documents, queries and judgments."""

import json
import tempfile
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from greenmatch.core.errors import DomainError
from greenmatch.search.documents import SearchDocument
from greenmatch.search.engine import SearchQuery
from greenmatch.search.language import text_node
from greenmatch.search.whoosh import Tuning, WhooshEngine

DEPTH = 10
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The means over all judged queries, each from 0 to 1."""

    queries: int
    ndcg: float
    recall: float
    mrr: float

    def as_json(self) -> dict[str, float]:
        """The figures under the names that research uses."""
        return {
            "queries": self.queries,
            "nDCG@10": round(self.ndcg, 4),
            "R@10": round(self.recall, 4),
            "MRR@10": round(self.mrr, 4),
        }


def evaluate_search(documents: Path, queries: Path, qrels: Path) -> Evaluation:
    """Index the documents, ask every judged query as a whole text, and score the answers.

    Documents and queries are JSON lines with ``id``, ``text`` and, for documents, ``title``;
    judgments are query, document and relevance under a heading, between tabs (or blanks, and with
    TREC's second column). A judged query that nobody wrote down counts as one without an answer.
    Uses the real engine in a temporary folder. Raises :class:`DomainError` for what cannot be read.
    """
    measures = _measures()
    source = _Files(_json_lines(documents))
    judged = list(_judgments(qrels))
    if not judged:
        raise DomainError(f"{qrels.name}: no judgment in it.")
    asked = {judgment[0] for judgment in judged}
    with tempfile.TemporaryDirectory(prefix="greenmatch-") as folder:
        engine = WhooshEngine(Path(folder), source, tuning=Tuning(processes=1, background=False))
        engine.rebuild()
        # Places instead of scores: the measures break ties by name, a page in its own order.
        run = [
            measures.ScoredDoc(str(query["id"]), source.names[listing_id], float(DEPTH - place))
            for query in _json_lines(queries)
            if str(query["id"]) in asked
            for place, listing_id in enumerate(_ask(engine, _text(query, "text")))
        ]
    wanted = [measures.nDCG @ DEPTH, measures.R @ DEPTH, measures.RR @ DEPTH]
    found = measures.calc_aggregate(wanted, [measures.Qrel(*each) for each in judged], run)
    return Evaluation(len(asked), *(float(found[measure]) for measure in wanted))


def _ask(engine: WhooshEngine, text: str) -> Iterable[int]:
    """The best answers to a text, without the lift, which knows nothing of the subject."""
    tree = text_node(text)
    if tree is None:
        return ()
    page = engine.search(SearchQuery(tree=tree, per_page=DEPTH, lift=False, facets=()))
    return [hit.listing_id for hit in page.hits]


class _Files:
    """The documents of a file as a source of the engine, numbered in their order, each id once."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        named = {str(row["id"]): row for row in rows}
        self._rows = list(named.values())
        self.names = list(named)

    def documents(self, listing_ids: Collection[int]) -> Iterator[SearchDocument]:
        """The rows with these numbers."""
        return (self._document(number) for number in listing_ids)

    def all_ids(self) -> Collection[int]:
        """The numbers of all rows."""
        return range(len(self._rows))

    def _document(self, number: int) -> SearchDocument:
        row = self._rows[number]
        return SearchDocument(
            listing_id=number,
            public_id=self.names[number],
            kind="technology",
            titles=(_text(row, "title"),),
            bodies=(_text(row, "text"),),
            published_at=_NEVER,
            confirmed_at=_NEVER,
        )


def _text(row: dict[str, Any], name: str) -> str:
    """A text of a row; halves of characters, which JSON can hold but no file, become signs."""
    return str(row.get(name) or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers; only a line feed ends one."""
    for number, line in enumerate(path.read_bytes().removeprefix(BOM_UTF8).split(b"\n"), 1):
        try:
            text = line.decode().strip(" \t\r")
        except UnicodeDecodeError as error:
            raise DomainError(f"{path.name}, line {number}: not UTF-8.") from error
        if text:
            yield number, text


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON lines file."""
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            row["id"]
        except (ValueError, TypeError, KeyError) as error:
            message = f"{path.name}, line {number}: not an object with an id."
            raise DomainError(message) from error
        yield row


def _judgments(path: Path) -> Iterator[tuple[str, str, int]]:
    """Query, document and relevance of each line; a heading is passed over."""
    for number, line in _lines(path):
        fields = [field.strip() for field in line.split("\t" if "\t" in line else None)]
        try:
            query, *_, document, relevance = fields if len(fields) in (3, 4) else []
            yield query, document, int(float(relevance))
        except (ValueError, OverflowError) as error:
            if number > 1:
                raise DomainError(f"{path.name}, line {number}: not a judgment.") from error


def _measures() -> Any:
    """The library of measures: loaded here, for its start takes longer than most commands."""
    try:
        return import_module("ir_measures")
    except ModuleNotFoundError as error:
        message = "Evaluation needs the package ir-measures (requirements/run.txt)."
        raise DomainError(message) from error
