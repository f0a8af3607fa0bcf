"""What the site relies on in the engine, beyond equality with the reference."""

import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from greenmatch.search.documents import SearchDocument
from greenmatch.search.engine import (
    Correction,
    Drop,
    IndexUnusableError,
    RebuildRunningError,
    SearchPage,
    SearchQuery,
)
from greenmatch.search.language import parse
from greenmatch.search.whoosh import Tuning, WhooshEngine
from tests.factories.search import MemorySource, search_document

AT_ONCE = Tuning(processes=1, background=False)


@pytest.fixture
def source() -> MemorySource:
    return MemorySource(
        search_document(1, "Solar pump", countries=("KE",), trl=7),
        search_document(2, "Heat pump for dairies", countries=("DE",), trl=9),
        search_document(3, "Lithium battery storage", countries=("CN",)),
        search_document(4, "锂电池储能系统", countries=("CN",), kind="need"),
    )


@pytest.fixture
def engine(source: MemorySource, tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path, source, tuning=AT_ONCE)
    engine.rebuild()
    return engine


def ask(engine: WhooshEngine, text: str, **query: object) -> SearchPage:
    return engine.search(SearchQuery(tree=parse(text).tree, **query))  # type: ignore[arg-type]


def ids(page: SearchPage) -> list[int]:
    return [hit.listing_id for hit in page.hits]


class TestHelp:
    def test_a_misspelt_word_is_corrected_to_one_of_the_catalogue(
        self, engine: WhooshEngine
    ) -> None:
        assert ask(engine, "litium").corrections == (Correction("litium", "lithium"),)

    def test_a_known_word_is_not_corrected(self, engine: WhooshEngine) -> None:
        assert ask(engine, "lithium").corrections == ()

    def test_if_nothing_has_all_words_any_word_is_enough(self, engine: WhooshEngine) -> None:
        page = ask(engine, "solar dairies")
        assert page.relaxed
        assert sorted(ids(page)) == [1, 2]

    def test_a_filter_that_empties_a_search_does_not_relax_it(self, engine: WhooshEngine) -> None:
        page = ask(engine, "solar pump", filters={"country": ("DE",)})
        assert (page.total, page.relaxed) == (0, False)
        assert set(page.drops) == {Drop(None, "solar", 1), Drop("country", "DE", 1)}

    def test_suggestions_complete_the_last_word_and_find_titles(self, engine: WhooshEngine) -> None:
        found = engine.suggest("heat pu")
        assert found.words == ("pump",)
        assert found.listing_ids == (2,)

    def test_a_selected_value_keeps_the_counts_of_its_siblings(self, engine: WhooshEngine) -> None:
        page = ask(engine, "pump", filters={"country": ("DE",)})
        assert ids(page) == [2]
        assert page.facets["country"] == {"DE": 1, "KE": 1}
        assert page.facets["trl"] == {"9": 1}


class TestPages:
    def test_a_page_beyond_the_end_gives_the_last_one(self, engine: WhooshEngine) -> None:
        page = ask(engine, "pump", page=10**9, per_page=1)
        assert (page.page, len(page.hits)) == (2, 1)

    def test_without_words_the_newest_come_first(self, engine: WhooshEngine) -> None:
        assert ids(engine.search(SearchQuery(sort="newest"))) == [4, 3, 2, 1]


class TestApply:
    def test_a_change_is_found_at_once_by_another_process(
        self, engine: WhooshEngine, source: MemorySource, tmp_path: Path
    ) -> None:
        other = WhooshEngine(tmp_path, source)
        assert ask(other, "turbine").total == 0
        source.put(search_document(9, "Wind turbine"))
        engine.apply([9])
        assert ids(ask(other, "turbine")) == [9]

    def test_a_withdrawn_listing_is_not_found_nor_counted(
        self, engine: WhooshEngine, source: MemorySource
    ) -> None:
        del source.kept[1]
        engine.apply([1])
        page = ask(engine, "pump")
        assert ids(page) == [2]
        assert page.facets["country"] == {"DE": 1}

    def test_the_commit_tells_which_change_rows_it_contains(self, engine: WhooshEngine) -> None:
        before = engine.status()
        generation = engine.apply([1], receipts=[41, 42])
        after = engine.status()
        assert after.receipts == (41, 42)
        assert after.generation >= generation > before.generation
        assert after.lineage == before.lineage

    def test_many_small_changes_leave_few_segments(
        self, engine: WhooshEngine, source: MemorySource
    ) -> None:
        for number in range(10, 40):
            source.put(search_document(number, f"Thing {number}"))
            engine.apply([number])
        assert engine.status().segments < 8
        assert engine.listing_ids() == set(source.kept)


def test_kept_answers_end_with_the_next_change(source: MemorySource, tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, source, tuning=replace(AT_ONCE, answers=2))
    engine.rebuild()
    other = WhooshEngine(tmp_path, source, tuning=AT_ONCE)
    assert ids(ask(engine, "pump")) == ids(ask(engine, "pump"))
    source.put(search_document(5, "Pump of another process"))
    other.apply([5])
    assert sorted(ids(ask(engine, "pump"))) == [1, 2, 5]
    assert ids(ask(engine, "battery")) == [3]
    assert ids(ask(engine, "battery", filters={"country": ("KE",)})) == []


class TestRecovery:
    def test_without_an_index_search_says_so_and_apply_refuses(self, tmp_path: Path) -> None:
        engine = WhooshEngine(tmp_path / "none", MemorySource())
        assert engine.search(SearchQuery()).catching_up
        assert engine.status().state == "unusable"
        with pytest.raises(IndexUnusableError):
            engine.apply([1])

    @pytest.mark.parametrize("pattern", ["*.toc", "*.arrays", "*.json"])
    def test_a_truncated_file_is_noticed_and_a_rebuild_mends_it(
        self, engine: WhooshEngine, source: MemorySource, tmp_path: Path, pattern: str
    ) -> None:
        (path,) = tmp_path.glob(pattern)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        fresh = WhooshEngine(tmp_path, source, tuning=AT_ONCE)
        assert fresh.status().state == "unusable"
        assert ask(fresh, "pump").catching_up
        fresh.rebuild()
        assert fresh.status().state == "ready"
        assert sorted(ids(ask(fresh, "pump"))) == [1, 2]

    def test_a_changed_byte_is_found_by_verification(
        self, engine: WhooshEngine, tmp_path: Path
    ) -> None:
        (path,) = tmp_path.glob("*.arrays")
        content = bytearray(path.read_bytes())
        content[-64] ^= 1  # the first byte of the last array
        path.write_bytes(content)
        assert engine.verify() != ""

    def test_an_older_copy_put_back_is_seen_by_its_generation(
        self, engine: WhooshEngine, source: MemorySource, tmp_path: Path
    ) -> None:
        copy = tmp_path.parent / "copy"
        shutil.copytree(tmp_path, copy)
        known = engine.apply([1])
        shutil.rmtree(tmp_path)
        shutil.copytree(copy, tmp_path)
        assert engine.status().generation < known
        assert WhooshEngine(tmp_path, source).status().generation < known


class ChangingSource(MemorySource):
    """Runs something once, in the middle of a rebuild's reading."""

    meanwhile: Callable[[], object] | None = None

    def documents(self, listing_ids: Collection[int]) -> Iterable[SearchDocument]:
        found = list(super().documents(listing_ids))
        if self.meanwhile:
            todo, self.meanwhile = self.meanwhile, None
            todo()
        return found


class TestRebuild:
    @pytest.fixture
    def source(self) -> ChangingSource:
        return ChangingSource(search_document(1, "Old title"), search_document(2, "Other"))

    def test_it_contains_what_was_applied_meanwhile(
        self, engine: WhooshEngine, source: ChangingSource, tmp_path: Path
    ) -> None:
        other = WhooshEngine(tmp_path, source, tuning=AT_ONCE)

        def change() -> None:
            source.put(search_document(1, "New title"), search_document(3, "Third"))
            del source.kept[2]
            other.apply([1, 2, 3], receipts=[5])
            assert other.status().state == "rebuilding"

        source.meanwhile = change
        engine.rebuild()
        assert engine.listing_ids() == {1, 3}
        assert ids(ask(engine, "title:new")) == [1]
        assert engine.status().receipts == (5,)

    def test_only_one_runs_at_a_time(
        self, engine: WhooshEngine, source: ChangingSource, tmp_path: Path
    ) -> None:
        other = WhooshEngine(tmp_path, source, tuning=AT_ONCE)

        def again() -> None:
            with pytest.raises(RebuildRunningError):
                other.rebuild()

        source.meanwhile = again
        engine.rebuild()
        assert engine.status().state == "ready"

    def test_it_tells_its_progress_and_gives_a_new_lineage(self, engine: WhooshEngine) -> None:
        told: list[tuple[int, int]] = []
        before = engine.status()
        engine.rebuild(lambda done, total: told.append((done, total)))
        after = engine.status()
        assert told == [(2, 2)]
        assert after.lineage != before.lineage
        assert after.generation > before.generation
