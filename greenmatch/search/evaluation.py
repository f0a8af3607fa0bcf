"""How well the engine ranks, on a set of documents, queries and judgments."""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from greenmatch.core.errors import DomainError
from greenmatch.core.judged import Row, json_rows, judgements, text_of
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
    source = _Files(json_rows(documents))
    judged = judgements(qrels)
    with tempfile.TemporaryDirectory(prefix="greenmatch-") as folder:
        engine = WhooshEngine(Path(folder), source, tuning=Tuning(processes=1, background=False))
        engine.rebuild()
        # Places instead of scores: the measures break ties by name, a page in its own order.
        run = [
            measures.ScoredDoc(name, source.names[listing_id], float(DEPTH - place))
            for name, query in json_rows(queries).items()
            if name in judged
            for place, listing_id in enumerate(_ask(engine, text_of(query, "text")))
        ]
    wanted = [measures.nDCG @ DEPTH, measures.R @ DEPTH, measures.RR @ DEPTH]
    truth = [
        measures.Qrel(query, document, relevance)
        for query, documents_of in judged.items()
        for document, relevance in documents_of.items()
    ]
    found = measures.calc_aggregate(wanted, truth, run)
    return Evaluation(len(judged), *(float(found[measure]) for measure in wanted))


def _ask(engine: WhooshEngine, text: str) -> Iterable[int]:
    """The best answers to a text, without the lift, which knows nothing of the subject."""
    tree = text_node(text)
    if tree is None:
        return ()
    page = engine.search(SearchQuery(tree=tree, per_page=DEPTH, lift=False, facets=()))
    return [hit.listing_id for hit in page.hits]


class _Files:
    """The documents of a file as a source of the engine, numbered in their order, each id once."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = list(rows.values())
        self.names = list(rows)

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
            titles=(text_of(row, "title"),),
            bodies=(text_of(row, "text"),),
            published_at=_NEVER,
            confirmed_at=_NEVER,
        )


def _measures() -> Any:
    """The library of measures: loaded here, for its start takes longer than most commands."""
    try:
        return import_module("ir_measures")
    except ModuleNotFoundError as error:
        message = "Evaluation needs the package ir-measures (requirements/run.txt)."
        raise DomainError(message) from error
