"""How well the engine ranks, on a set of documents, queries and judgments."""

import json
import tempfile
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
    judgments are tab-separated query, document and relevance under a heading. Uses the real engine
    in a temporary folder. Raises :class:`DomainError` for what cannot be read.
    """
    measures = _measures()
    source = _Files(_json_lines(documents))
    judged = list(_judgments(qrels))
    asked = {judgment[0] for judgment in judged}
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), source, tuning=Tuning(processes=1, background=False))
        engine.rebuild()
        run = [
            measures.ScoredDoc(str(query["id"]), source.names[listing_id], score)
            for query in _json_lines(queries)
            if str(query["id"]) in asked
            for listing_id, score in _ask(engine, str(query["text"]))
        ]
    wanted = [measures.nDCG @ DEPTH, measures.R @ DEPTH, measures.RR @ DEPTH]
    found = measures.calc_aggregate(wanted, [measures.Qrel(*each) for each in judged], run)
    return Evaluation(len(asked), *(float(found[measure]) for measure in wanted))


def _ask(engine: WhooshEngine, text: str) -> Iterable[tuple[int, float]]:
    """The best answers to a text, without the lift, which knows nothing of the subject."""
    tree = text_node(text)
    if tree is None:
        return ()
    return engine.search(SearchQuery(tree=tree, per_page=DEPTH, lift=False, facets=())).hits


class _Files:
    """The documents of a file as a source of the engine, numbered in their order."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = list(rows)
        self.names = [str(row["id"]) for row in self._rows]

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
            titles=(str(row.get("title") or ""),),
            bodies=(str(row.get("text") or ""),),
            published_at=_NEVER,
            confirmed_at=_NEVER,
        )


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON lines file."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    row["id"]
                except (ValueError, TypeError, KeyError) as error:
                    message = f"{path.name}, line {number}: not an object with an id."
                    raise DomainError(message) from error
                yield row


def _judgments(path: Path) -> Iterator[tuple[str, str, int]]:
    """Query, document and relevance of each line; a heading is passed over."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            fields = line.split()
            if len(fields) == 3 and fields[2].lstrip("-").isdigit():
                yield fields[0], fields[1], int(fields[2])
            elif fields and number > 1:
                raise DomainError(f"{path.name}, line {number}: not a judgment.")


def _measures() -> Any:
    """The library of measures, which only developers install."""
    try:
        return import_module("ir_measures")
    except ModuleNotFoundError as error:
        message = "Evaluation needs the package ir-measures (requirements/bench.txt)."
        raise DomainError(message) from error
