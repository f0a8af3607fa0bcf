"""Whoosh as its manual shows it: four fields, a multifield parser, facets by ``groupedby``."""

from pathlib import Path
from typing import Any

from whoosh import fields, index, qparser, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.query import And, Or, Term

from greenmatch.search.documents import SearchDocument
from tests.benchmarks.search.cases import FACETS, Question
from tests.benchmarks.search.engines import Answer

_TEXTS = ("title", "keywords", "summary", "body")


def _schema() -> Any:
    texts = {
        name: fields.TEXT(analyzer=StemmingAnalyzer(), spelling=name == "title") for name in _TEXTS
    }
    facets = {name: fields.KEYWORD(sortable=True) for name in FACETS}
    return fields.Schema(
        id=fields.NUMERIC(stored=True, unique=True),
        published=fields.DATETIME(sortable=True),
        **texts,
        **facets,
    )


class NaiveWhoosh:
    """Whoosh's own writer, searcher, scoring and facets."""

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(folder).searcher()

    @classmethod
    def build(cls, folder: Path, documents: list[SearchDocument]) -> None:
        """With two processes, as its manual advises for batches."""
        folder.mkdir(parents=True, exist_ok=True)
        writer = index.create_in(folder, _schema()).writer(procs=2, limitmb=256)
        for document in documents:
            writer.add_document(
                id=document.listing_id,
                published=document.published_at.replace(tzinfo=None),
                title=" ".join(document.titles),
                keywords=" ".join(document.keywords),
                summary=" ".join(document.summaries),
                body=" ".join(document.bodies),
                kind=document.kind,
                trl=str(document.trl),
                sector=" ".join(document.sectors),
                country=" ".join(document.countries),
            )
        writer.commit()

    def answer(self, question: Question) -> Answer | None:
        """The answer."""
        if question.operator == "prefix":
            found = self._searcher.reader().expand_prefix("title", question.words[0])
            return Answer(len(list(found)[:8]), [])
        if question.operator == "misspelt":
            return Answer(len(self._searcher.suggest("title", question.words[0])), [])
        group = qparser.AndGroup if question.operator == "and" else qparser.OrGroup
        parser = qparser.MultifieldParser(_TEXTS, self._searcher.schema, group=group)
        text = " ".join(question.words)
        query = parser.parse(f'"{text}"' if question.operator == "phrase" else text)
        result = self._searcher.search(
            query, limit=20, filter=_filter(question), **_options(question)
        )
        facets: dict[str, dict[str, int]] = {}
        if question.facets:
            facets = {name: dict(result.groups(name)) for name in FACETS}
        return Answer(len(result), [hit["id"] for hit in result], facets)


def _options(question: Question) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if question.newest:
        options["sortedby"] = sorting.FieldFacet("published", reverse=True)
    if question.facets:
        groups = sorting.Facets()
        for name in FACETS:
            groups.add_facet(
                name, sorting.FieldFacet(name, allow_overlap=True, maptype=sorting.Count)
            )
        options["groupedby"] = groups
    return options


def _filter(question: Question) -> Any:
    """The filters as a query."""
    each = [
        Or([Term(name, value) for value in values]) for name, values in question.filters.items()
    ]
    return And(each) if each else None


ENGINE = NaiveWhoosh
