"""tantivy: Rust, the fastest engine that pip installs."""

from importlib import import_module
from pathlib import Path
from typing import Any

from greenmatch.core.text import normalise, stem
from greenmatch.search.documents import SearchDocument
from tests.benchmarks.search.cases import FACETS, Question
from tests.benchmarks.search.engines import Answer, body_of, facet_rows

tantivy: Any = import_module("tantivy")
Occur, Query = tantivy.Occur, tantivy.Query

_COUNTS = {name: {"terms": {"field": name, "size": 400}} for name in FACETS}


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="en_stem")
    builder.add_text_field("word", tokenizer_name="default", index_option="basic")
    builder.add_unsigned_field("id", stored=True, fast=True)
    builder.add_unsigned_field("published", fast=True)
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    return builder.build()


class Tantivy:
    """One text field with English stems; facets as fast fields, counted by aggregation."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        index = tantivy.Index.open(str(folder))
        index.reload()
        self._searcher = index.searcher()

    @classmethod
    def build(cls, folder: Path, documents: list[SearchDocument]) -> None:
        """Two indexing threads, merged at the end."""
        folder.mkdir(parents=True, exist_ok=True)
        writer = tantivy.Index(_schema(), path=str(folder)).writer(512_000_000, 2)
        for document in documents:
            row = tantivy.Document()
            row.add_text("text", body_of(document))
            row.add_text("word", " ".join((*document.titles, *document.keywords)))
            row.add_unsigned("id", document.listing_id)
            row.add_unsigned("published", int(document.published_at.timestamp()))
            for name, value in facet_rows(document):
                row.add_text(name, value)
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()

    def answer(self, question: Question) -> Answer | None:
        """The answer."""
        if question.operator == "prefix":
            found = self._searcher.terms_with_prefix("word", normalise(question.words[0]), limit=8)
            return Answer(len(found), [])
        query = self._query(question)
        options = {"order_by_field": "published"} if question.newest else {}
        result = self._searcher.search(query, 20, count=True, **options)
        listings = [self._searcher.doc(place)["id"][0] for _, place in result.hits]
        return Answer(result.count, listings, self._facets(query) if question.facets else {})

    def _facets(self, query: Any) -> dict[str, dict[str, int]]:
        found = self._searcher.aggregate(query, _COUNTS)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
            for name in FACETS
        }

    def _query(self, question: Question) -> Any:
        if question.operator == "misspelt":
            return Query.fuzzy_term_query(self._schema, "word", question.words[0], distance=2)
        terms = [stem(normalise(word)) for word in question.words]
        terms = [term for term in dict.fromkeys(terms) if term]
        if question.operator == "phrase":
            query = Query.phrase_query(self._schema, "text", terms)
        else:
            occur = Occur.Must if question.operator == "and" else Occur.Should
            each = [(occur, Query.term_query(self._schema, "text", term)) for term in terms]
            query = Query.boolean_query(each)
        for name, values in question.filters.items():
            allowed = Query.term_set_query(self._schema, name, list(values))
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, allowed)])
        return query


ENGINE = Tantivy
