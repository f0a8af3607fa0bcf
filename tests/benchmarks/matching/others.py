"""The same texts through bm25s and through Whoosh: for each need the best technologies by words.

Neither knows what listings state, conditions, related words or other languages, and both find
technologies for needs only, not needs for technologies.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bm25s
import Stemmer
from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import OrGroup, QueryParser

from greenmatch.matching.document import MatchDocument
from tests.benchmarks.matching.corpus import read_corpus
from tests.benchmarks.matching.measuring import peak_megabytes

TOP = 50
THREADS = 2


@dataclass(frozen=True)
class Searched:
    """Seconds to index so many technologies, seconds to ask for so many needs, and memory."""

    technologies: int
    needs: int
    indexing: float
    asking: float
    megabytes: float

    def seconds_for(self, technologies: int, needs: int) -> float:
        """Asking for so many needs among so many technologies, at the same pace."""
        return self.asking * needs / self.needs * technologies / self.technologies


def with_bm25s(data: Path | None, technologies: int, needs: int) -> Searched:
    """bm25s with its own tokens, stop words and English stems, on two threads."""
    corpus, stemmer = read_corpus(data), Stemmer.Stemmer("english")
    texts = [_text(corpus.technology(number)) for number in range(technologies)]
    wanted = [_text(corpus.need(number)) for number in range(needs)]
    started = time.perf_counter()
    tokens = bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
    engine = bm25s.BM25(k1=1.2, b=0.75)
    engine.index(tokens, show_progress=False)
    indexed = time.perf_counter()
    queries = bm25s.tokenize(wanted, stopwords="en", stemmer=stemmer, show_progress=False)
    engine.retrieve(queries, k=TOP, n_threads=THREADS, show_progress=False)
    asked = time.perf_counter()
    return Searched(technologies, needs, indexed - started, asked - indexed, peak_megabytes())


def with_whoosh(data: Path | None, technologies: int, needs: int) -> Searched:
    """A Whoosh query a need: any of its words."""
    corpus = read_corpus(data)
    schema = fields.Schema(
        number=fields.NUMERIC(stored=True), text=fields.TEXT(analyzer=StemmingAnalyzer())
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        started = time.perf_counter()
        writer = index.create_in(folder, schema).writer(limitmb=256)
        for number in range(technologies):
            writer.add_document(number=number, text=_text(corpus.technology(number)))
        writer.commit()
        indexed = time.perf_counter()
        parser = QueryParser("text", schema, group=OrGroup, plugins=[])
        with index.open_dir(folder).searcher() as searcher:
            for text in _words(corpus.need(number) for number in range(needs)):
                len(searcher.search(parser.parse(text), limit=TOP).top_n)
        asked = time.perf_counter()
    return Searched(technologies, needs, indexed - started, asked - indexed, peak_megabytes())


def _text(document: MatchDocument) -> str:
    block = document.texts["en"]
    wanted = [each.text for each in document.requirements]
    return "\n".join([block.title, *block.keywords, block.summary, block.body, *wanted])


def _words(documents: Iterator[MatchDocument]) -> Iterator[str]:
    """Each text as words alone, without signs that a query would take for commands."""
    for document in documents:
        yield " ".join(word for word in _text(document).split() if word.isalnum())
