"""Whoosh's own reader opens the index, so that its tools can look into it."""

from pathlib import Path

from whoosh.index import open_dir
from whoosh.query import Term

from greenmatch.search.whoosh import Tuning, WhooshEngine
from tests.factories.search import MemorySource, search_document


def test_whoosh_finds_the_same_living_documents(tmp_path: Path) -> None:
    source = MemorySource(*(search_document(n, f"Heat pump {n}") for n in range(1, 6)))
    engine = WhooshEngine(tmp_path, source, tuning=Tuning(processes=1, background=False))
    engine.rebuild()
    del source.kept[2]
    source.put(search_document(6, "Pump house"))
    engine.apply([2, 6])
    with open_dir(tmp_path).searcher() as searcher:
        found = searcher.search(Term("text", "pump"), limit=None)
        assert {hit["listing"] for hit in found} == {1, 3, 4, 5, 6}


def test_whoosh_walks_the_dictionary(tmp_path: Path) -> None:
    source = MemorySource(search_document(1, "Heat pumps", organisation="abc"))
    engine = WhooshEngine(tmp_path, source, tuning=Tuning(processes=1, background=False))
    engine.rebuild()
    reader = open_dir(tmp_path).reader()
    assert list(reader.all_terms()) == [("org", b"abc"), ("text", b"heat"), ("text", b"pump")]
    assert reader.doc_frequency("text", "pump") == 1
