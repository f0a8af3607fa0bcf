"""Stores of files, their names, and the removal of what nothing refers to."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.errors import NotFound
from greenmatch.core.files import (
    FileStore,
    FolderStore,
    MemoryStore,
    StoredFile,
    remove_orphans,
    store_document,
    stored_file,
    stored_files,
)
from greenmatch.core.files.names import LONGEST_NAME, clean_file_name
from tests.factories import files

KEY = "abcdefgh23"


@pytest.fixture(params=["folder", "memory"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return FolderStore(tmp_path / "files") if request.param == "folder" else MemoryStore()


class TestFileStore:
    def test_what_is_put_is_got_until_it_is_deleted(self, any_store: FileStore) -> None:
        any_store.put(KEY, b"first")
        any_store.put(KEY, b"second")
        any_store.put(f"{KEY}-card", b"small")

        assert any_store.get(KEY) == b"second"
        assert any_store.exists(f"{KEY}-card")

        any_store.delete(KEY)
        any_store.delete(KEY)
        assert not any_store.exists(KEY)
        assert any_store.exists(f"{KEY}-card")
        with pytest.raises(NotFound):
            any_store.get(KEY)

    @pytest.mark.parametrize(
        "key", ["", "../../etc", "abc", f"{KEY}/x", f"{KEY}\n", f"{KEY}-../x", "ABCDEFGH23"]
    )
    def test_what_is_no_key_never_reaches_the_disk(self, any_store: FileStore, key: str) -> None:
        for use in (any_store.get, any_store.delete, any_store.exists):
            with pytest.raises(ValueError, match="not a file key"):
                use(key)
        with pytest.raises(ValueError, match="not a file key"):
            any_store.put(key, b"x")

    def test_keys_are_listed_by_age(self, any_store: FileStore) -> None:
        any_store.put(KEY, b"x")

        assert list(any_store.keys_before(now() - timedelta(minutes=1))) == []
        assert list(any_store.keys_before(now() + timedelta(minutes=1))) == [KEY]


class TestFolderStore:
    def test_a_write_that_fails_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_handle: int) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(os, "fsync", full)
        store = FolderStore(tmp_path)

        with pytest.raises(OSError, match="no space"):
            store.put(KEY, b"x")

        assert not [path for path in tmp_path.rglob("*") if path.is_file()]


class TestRemoveOrphans:
    @pytest.fixture
    def old(self, session: Session, store: MemoryStore) -> StoredFile:
        return self._aged(session, store, days=9)

    def _aged(self, session: Session, store: MemoryStore, days: int) -> StoredFile:
        file = store_document(session, store, data=files.PDF, filename="a.pdf", max_bytes=1000)
        file.created_at = store.written[file.public_id] = now() - timedelta(days=days)
        session.flush()
        return file

    def _remove(self, session: Session, store: MemoryStore, *referenced: str) -> int:
        week = now() - timedelta(days=7)
        return remove_orphans(session, store, referenced=set(referenced), older_than=week)

    def test_an_old_file_that_nothing_names_goes_in_two_steps(
        self, session: Session, store: MemoryStore, old: StoredFile
    ) -> None:
        public_id = old.public_id

        assert self._remove(session, store) == 1
        assert session.scalar(select(StoredFile)) is None
        assert store.exists(public_id), "the deletion of the row may still be rolled back"

        assert self._remove(session, store) == 0
        assert not store.exists(public_id)

    def test_what_is_named_or_new_stays(
        self, session: Session, store: MemoryStore, old: StoredFile
    ) -> None:
        new = self._aged(session, store, days=1)

        assert self._remove(session, store, old.public_id) == 0
        assert self._remove(session, store, old.public_id) == 0
        assert set(store.files) == {old.public_id, new.public_id}

    def test_bytes_whose_row_was_rolled_back_go_once_they_are_old(
        self, session: Session, store: MemoryStore
    ) -> None:
        store.put(KEY, b"x")
        assert self._remove(session, store) == 0
        assert store.exists(KEY)

        store.written[KEY] -= timedelta(days=8)
        self._remove(session, store)
        assert not store.exists(KEY)


class TestStoredFiles:
    def test_files_are_found_by_their_public_ids(
        self, session: Session, store: MemoryStore
    ) -> None:
        one, two = (
            store_document(session, store, data=files.PDF, filename="a.pdf", max_bytes=1000)
            for _ in range(2)
        )

        assert stored_file(session, one.public_id) is one
        assert stored_files(session, [two.public_id, KEY]) == {two.public_id: two}
        assert stored_files(session, []) == {}
        with pytest.raises(NotFound):
            stored_file(session, KEY)


class TestCleanFileName:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("report.pdf", "report.pdf"),
            ("技术说明书.pdf", "技术说明书.pdf"),
            ("/etc/passwd", "passwd.pdf"),
            ("C:\\Users\\me\\plan.docx", "plan.pdf"),
            ("..", "document.pdf"),
            ("", "document.pdf"),
            (None, "document.pdf"),
            (".pdf", "document.pdf"),
            ("in\u202evoice\u200b.exe", "invoice.pdf"),
            ("a\x00b\x1f\n\tc.pdf", "ab c.pdf"),
            ("a\ud800b.pdf", "ab.pdf"),
            ("  many   blanks  .pdf", "many blanks.pdf"),
            ('what? "now": <x>|*.pdf', "what now x.pdf"),
            ("v1.2 final.pdf", "v1.2 final.pdf"),
            ("cafe\u0301 🌱.pdf", "café 🌱.pdf"),
        ],
    )
    def test_a_name_is_made_fit_to_be_shown(self, given: str | None, shown: str) -> None:
        assert clean_file_name(given, ".pdf", fallback="document") == shown

    def test_a_long_name_is_shortened(self) -> None:
        name = clean_file_name("x" * 5000 + ".pdf", ".pdf")

        assert len(name) == LONGEST_NAME
        assert name.endswith("x.pdf")
