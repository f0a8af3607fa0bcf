"""Backups: all of an instance in one file, and back, also into the other kind of database."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, select

from greenmatch.cli.backup import write_backup
from greenmatch.core.clock import now
from greenmatch.core.database import db
from greenmatch.core.files import FolderStore, current_store, store_document
from greenmatch.core.work import unit_of_work
from greenmatch.core.worker import only_worker
from greenmatch.sample.loading import load_sample
from tests.factories.files import PDF
from tests.fixtures.commands import Greenmatch
from tests.fixtures.web import MakeApp

STALE = {"heartbeat", "index_state"}


def contents(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a database, as text."""
    engine = create_engine(address)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: sorted(
                tuple(str(value) for value in row) for row in connection.execute(select(table))
            )
            for name, table in tables.tables.items()
            if name not in STALE
        }
    engine.dispose()
    return found


@dataclass(frozen=True)
class Original:
    """An instance with the sample catalogue and an upload, and the backup of it."""

    database: str
    instance: Path
    backup: Path


@pytest.fixture(scope="module")
def original(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Original:
    app = make_app()
    instance = Path(app.instance_path)
    backup = tmp_path_factory.mktemp("backup") / "backup.zip"
    with app.app_context():
        load_sample(db.session(), instance)
        store = current_store()
        with unit_of_work(db.session):
            store_document(db.session(), store, data=PDF, filename="report.pdf", max_bytes=9999)
        store.put("notinrows2", b"being uploaded")
        write_backup(backup, engine=db.engine, store=store, instance=instance)
        address = db.engine.url.render_as_string(hide_password=False)
    return Original(address, instance, backup)


@pytest.fixture
def restored(greenmatch: Greenmatch, original: Original) -> None:
    """The test's own instance, restored from the backup."""
    done = greenmatch("db", "restore", str(original.backup))
    assert done.code == 0, done.err
    assert "1 files" in done.out


class TestBackup:
    def test_it_can_be_read_by_its_owner_only(self, original: Original) -> None:
        assert original.backup.stat().st_mode & 0o077 == 0

    def test_it_overwrites_nothing(self, greenmatch: Greenmatch, original: Original) -> None:
        before = original.backup.read_bytes()
        greenmatch("db", "upgrade")

        done = greenmatch("db", "backup", str(original.backup))

        assert done.code == 1
        assert "exists already" in done.err
        assert original.backup.read_bytes() == before

    def test_what_cannot_be_written_leaves_nothing_behind(
        self, greenmatch: Greenmatch, tmp_path: Path
    ) -> None:
        greenmatch("db", "upgrade")

        assert greenmatch("db", "backup", str(tmp_path / "missing" / "backup.zip")).code == 1
        assert not list(tmp_path.glob("*.zip*"))

    def test_an_instance_without_tables_has_nothing_to_back_up(
        self, greenmatch: Greenmatch, tmp_path: Path
    ) -> None:
        done = greenmatch("db", "backup", str(tmp_path / "backup.zip"))

        assert done.code == 1
        assert "greenmatch init" in done.err


class TestRestore:
    @pytest.mark.usefixtures("restored")
    def test_everything_comes_back(
        self, greenmatch: Greenmatch, original: Original, own_database: str, own_instance: Path
    ) -> None:
        assert contents(own_database) == contents(original.database)
        files, before = FolderStore(own_instance / "files"), original.instance / "files"
        (kept,) = (key for key in FolderStore(before).keys_before(now()) if key != "notinrows2")
        assert files.get(kept) == PDF
        assert not files.exists("notinrows2")
        for secret in ("secret_key", "sample_accounts.json"):
            assert (own_instance / secret).read_bytes() == (original.instance / secret).read_bytes()
        assert greenmatch("db", "check").code == 0

    @pytest.mark.usefixtures("restored")
    def test_the_other_kind_of_database_takes_it_too(
        self, greenmatch: Greenmatch, original: Original, own_database: str, tmp_path: Path
    ) -> None:
        elsewhere = {
            "GREENMATCH_INSTANCE": str(tmp_path / "elsewhere"),
            "GREENMATCH_DATABASE_URL": f"sqlite:///{tmp_path / 'elsewhere.sqlite'}",
        }
        assert greenmatch("db", "restore", str(original.backup), **elsewhere).code == 0
        again = tmp_path / "again.zip"
        assert greenmatch("db", "backup", str(again), **elsewhere).code == 0

        assert greenmatch("db", "restore", str(again), "--force").code == 0
        assert greenmatch("db", "check").code == 0
        assert contents(own_database) == contents(original.database)

    @pytest.mark.usefixtures("restored")
    def test_what_is_there_is_replaced_by_force_only(
        self, greenmatch: Greenmatch, original: Original, own_database: str
    ) -> None:
        greenmatch("admin", "create", "later@greenmatch.example")
        later = contents(own_database)

        refused = greenmatch("db", "restore", str(original.backup))
        assert refused.code == 1
        assert "--force" in refused.err
        assert contents(own_database) == later

        assert greenmatch("db", "restore", str(original.backup), "--force").code == 0
        assert contents(own_database) == contents(original.database)

    @pytest.mark.usefixtures("restored")
    def test_new_rows_are_numbered_behind_the_old_ones(self, greenmatch: Greenmatch) -> None:
        assert greenmatch("admin", "create", "new@greenmatch.example").code == 0

    @pytest.mark.usefixtures("restored")
    def test_the_index_is_to_be_rebuilt(self, greenmatch: Greenmatch) -> None:
        assert "unusable" in greenmatch("search", "status").out

    def test_a_running_instance_is_left_alone(
        self, greenmatch: Greenmatch, original: Original, own_instance: Path
    ) -> None:
        with only_worker(own_instance, lambda: True):
            done = greenmatch("db", "restore", str(original.backup), "--force")

        assert done.code == 1
        assert "stop it first" in done.err

    @pytest.mark.parametrize("damage", ["cut short", "changed", "something else", "newer"])
    def test_what_is_no_whole_backup_changes_nothing(
        self, greenmatch: Greenmatch, original: Original, own_database: str, damage: str
    ) -> None:
        greenmatch("init", "--no-sample")
        before = contents(own_database)
        broken = original.backup.with_name("broken.zip")
        damage_file(original.backup, broken, damage)

        done = greenmatch("db", "restore", str(broken), "--force")

        assert done.code == 1
        assert "backup" in done.err
        assert contents(own_database) == before


def damage_file(whole: Path, broken: Path, damage: str) -> None:
    if damage == "cut short":
        data = whole.read_bytes()
        broken.write_bytes(data[: len(data) // 2])
        return
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist() if damage != "something else" else ():
            data = old.read(name)
            if damage == "changed" and name == "tables/listing.jsonl":
                data = b"[]\n"
            if damage == "newer" and name == "manifest.json":
                data = json.dumps(json.loads(data) | {"revision": "of the future"}).encode()
            new.writestr(name, data)
