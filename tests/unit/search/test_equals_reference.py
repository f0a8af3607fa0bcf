"""The engine finds, counts and orders exactly what the plain reference does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from greenmatch.search.documents import FACETS, SearchDocument
from greenmatch.search.engine import SearchPage, SearchQuery
from greenmatch.search.language import parse
from greenmatch.search.language.tree import Text
from greenmatch.search.reference import ReferenceEngine
from greenmatch.search.whoosh import Tuning, WhooshEngine, merging_postings, tidying
from tests.factories.search import FIRST_DAY, MemorySource, search_document

WORDS = ["solar", "pumps", "heat", "storing", "wind", "CO₂", "cafés", "the", "电池", "太陽能", "储"]
VALUES: dict[str, list[str]] = {
    "sector": ["energy", "energy/solar-pv", "water", "water/reuse"],
    "country": ["DE", "CN", "KE"],
    "cooperation": ["licence", "pilot"],
    "ip": ["registered", "none", "unknown"],
    "trl": ["3", "6", "9", "unknown"],
    "sdg": ["6", "7", "13"],
    "kind": ["technology", "need"],
    "organisation_type": ["company", "unknown"],
}
PATENTS = ["WO2012088469", "CN201910123456"]
CLASSES = ["H01M 10/0525", "H02S 10/00"]
TODAY = datetime(2025, 9, 1, tzinfo=UTC)


def some(values: list[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@st.composite
def documents(draw: st.DrawFn, listing_id: st.SearchStrategy[int]) -> SearchDocument:
    return search_document(
        draw(listing_id),
        kind=draw(st.sampled_from(VALUES["kind"])),
        titles=draw(st.lists(texts, min_size=1, max_size=2).map(tuple)),
        keywords=draw(some(WORDS)),
        summaries=(draw(texts),),
        bodies=draw(st.lists(texts, max_size=2).map(tuple)),
        sectors=draw(some(VALUES["sector"])),
        countries=draw(some(VALUES["country"], 2)),
        trl=draw(st.sampled_from([3, 6, 9, None])),
        sdgs=draw(some([6, 7, 13])),
        cooperation=draw(some(VALUES["cooperation"])),
        ip_situation=draw(st.sampled_from(["registered", "none", ""])),
        patents=draw(some(PATENTS, 1)),
        classes=draw(some(CLASSES, 1)),
        organisation=draw(st.sampled_from(["org1", "org2", None])),
        organisation_type=draw(st.sampled_from(["company", ""])),
        completeness=draw(st.sampled_from([0.0, 0.25, 1.0])),
        confirmed_at=FIRST_DAY + timedelta(days=draw(st.integers(0, 300))),
    )


pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map("-{}".format),
    st.sampled_from(WORDS).map("title:{}".format),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=2).map(
        lambda w: f'title:"{" ".join(w)}"'
    ),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" OR ".join),
    st.sampled_from(["trl:>=6", "sector:energy", "country:DE,KE", "-country:CN", "sdg:7"]),
    st.sampled_from(["patent:WO2012088469A1", "ipc:H01M", "org:org1", "OR", "-ipc:H01M"]),
    st.text(max_size=5),
)
typed = st.one_of(
    st.lists(pieces, max_size=4).map(" ".join),
    st.sampled_from(["WO 2012/088469", "H01M 10/0525", "h02s 10/00"]),
)
trees = st.one_of(
    typed.map(lambda text: parse(text).tree),
    st.dictionaries(st.sampled_from(["solar", "heat", "wind", "电池"]), st.integers(1, 3)).map(
        lambda terms: Text(tuple(sorted(terms.items())))
    ),
)


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    names = draw(st.lists(st.sampled_from(FACETS), max_size=2, unique=True))
    return SearchQuery(
        tree=draw(trees),
        filters={name: draw(some(VALUES[name], 2)) for name in names},
        sort=draw(st.sampled_from(["relevance", "relevance", "newest", "confirmed"])),
        page=draw(st.sampled_from([1, 1, 2, 10**9])),
        per_page=draw(st.sampled_from([3, 20])),
        lift=draw(st.booleans()),
        facets=draw(st.sampled_from([FACETS, ("sector", "trl"), ()])),
    )


def assert_same(real: SearchPage, plain: SearchPage) -> None:
    """Same set, totals and counts; same order but for scores that are as good as equal."""
    assert (real.total, real.page, real.relaxed) == (plain.total, plain.page, plain.relaxed)
    assert real.facets == plain.facets
    assert len(real.hits) == len(plain.hits)
    for mine, other in zip(real.hits, plain.hits, strict=True):
        assert mine.score == pytest.approx(other.score, rel=1e-5, abs=1e-5)


def assert_same_order(query: SearchQuery, real: SearchPage, everything: SearchPage) -> None:
    """Each hit stands where its score in the reference allows."""
    scores = dict(everything.hits)
    for hit in real.hits:
        assert hit.score == pytest.approx(scores[hit.listing_id], rel=1e-5, abs=1e-5)
    if query.sort != "relevance":
        start = (real.page - 1) * query.per_page
        expected = everything.hits[start : start + query.per_page]
        assert [h.listing_id for h in real.hits] == [h.listing_id for h in expected]


def compare(query: SearchQuery, engine: WhooshEngine, reference: ReferenceEngine) -> None:
    real = engine.search(query)
    assert_same(real, reference.search(query))
    everything = SearchQuery(
        tree=query.tree, filters=query.filters, sort=query.sort, per_page=200, lift=query.lift
    )
    assert_same_order(query, real, reference.search(everything))


@given(
    st.lists(documents(st.integers(1, 60)), max_size=25, unique_by=lambda d: d.listing_id),
    st.lists(queries(), min_size=1, max_size=4),
)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rebuilt_index_answers_like_the_reference(
    kept: list[SearchDocument], asked: list[SearchQuery]
) -> None:
    source = MemorySource(*kept)
    with TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), source, tuning=Tuning(processes=1), today=lambda: TODAY)
        engine.rebuild()
        for query in asked:
            compare(query, engine, ReferenceEngine(source, today=lambda: TODAY))


class ChangingIndex(RuleBasedStateMachine):
    """Any sequence of adding, changing, withdrawing, reopening, merging and rebuilding."""

    @initialize()
    def start(self) -> None:
        self.source = MemorySource()
        self.folder = TemporaryDirectory()
        self.changed: set[int] = set()
        self.open()
        self.engine.rebuild()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule()
    def open(self) -> None:
        """Another process: nothing is in memory, and it merges eagerly."""
        tuning = Tuning(processes=1, background=False, cache=20_000)
        self.engine = WhooshEngine(
            Path(self.folder.name), self.source, tuning=tuning, today=lambda: TODAY
        )

    @rule(kept=st.lists(documents(st.integers(1, 12)), max_size=4))
    def publish(self, kept: list[SearchDocument]) -> None:
        self.source.put(*kept)
        self.changed.update(document.listing_id for document in kept)

    @rule(listing_id=st.integers(1, 12))
    def withdraw(self, listing_id: int) -> None:
        self.source.kept.pop(listing_id, None)
        self.changed.add(listing_id)

    @rule()
    def apply(self) -> None:
        self.engine.apply(sorted(self.changed))
        self.changed.clear()

    @rule()
    def rebuild(self) -> None:
        self.engine.rebuild()
        self.changed.clear()

    @precondition(lambda self: not self.changed)
    @rule(query=queries())
    def ask(self, query: SearchQuery) -> None:
        compare(query, self.engine, ReferenceEngine(self.source, today=lambda: TODAY))

    @invariant()
    def nothing_is_damaged(self) -> None:
        if hasattr(self, "engine"):
            assert self.engine.verify() == ""


@pytest.fixture(autouse=True)
def _eager_merging() -> Iterator[None]:
    """Merge with every second segment and in tiny pieces, so that few documents reach all code."""
    with (
        mock.patch.object(tidying, "FANOUT", 2),
        mock.patch.object(tidying, "SMALL", 3),
        mock.patch.object(merging_postings, "_PIECE", 7),
    ):
        yield


TestChangingIndex = ChangingIndex.TestCase
TestChangingIndex.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
