"""The command line as a whole: help, exit codes, sentences instead of tracebacks."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from greenmatch.cli.main import cli
from tests.fixtures.commands import Greenmatch

CONTRACT = {
    "init",
    "serve",
    "worker",
    "admin create",
    "sample load",
    "sample remove",
    "import",
    "search rebuild",
    "search status",
    "matching rebuild",
    "matching status",
    "evaluate search",
    "evaluate matching",
    "db upgrade",
    "db check",
    "db backup",
    "db restore",
}


def commands(group: click.Group, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}"


ALL = sorted(commands(cli))


class TestHelp:
    def test_every_command_of_the_contract_is_there(self) -> None:
        assert set(ALL) >= CONTRACT

    @pytest.mark.parametrize("command", ALL)
    def test_each_explains_itself(self, command: str) -> None:
        shown = CliRunner().invoke(cli, [*command.split(), "--help"])

        assert shown.exit_code == 0
        assert len(shown.output.splitlines()) > 4

    def test_without_arguments_the_commands_are_listed(self, greenmatch: Greenmatch) -> None:
        done = greenmatch()

        assert done.code == 0
        assert "serve" in done.out


class TestRefusals:
    def test_a_wrong_call_is_refused(self, greenmatch: Greenmatch) -> None:
        assert greenmatch("nonsense").code == 1
        assert greenmatch("serve", "--port", "70000").code == 1

    def test_a_wrong_setting_is_named(self, greenmatch: Greenmatch) -> None:
        done = greenmatch("db", "check", GREENMATCH_PORT="many")

        assert done.code == 1
        assert "GREENMATCH_PORT must be" in done.err

    def test_a_folder_that_cannot_be_used_is_named(
        self, greenmatch: Greenmatch, tmp_path: Path
    ) -> None:
        (tmp_path / "file").touch()

        done = greenmatch("init", GREENMATCH_INSTANCE=str(tmp_path / "file" / "instance"))

        assert done.code == 1
        assert str(tmp_path / "file") in done.err

    @pytest.mark.parametrize("command", ["search status", "sample load", "worker", "db check"])
    def test_an_instance_that_was_not_prepared_is_told_how(
        self, greenmatch: Greenmatch, command: str
    ) -> None:
        done = greenmatch(*command.split())

        assert done.code == 1
        assert "greenmatch init" in done.err

    def test_an_older_database_is_told_how(self, greenmatch: Greenmatch, own_database: str) -> None:
        greenmatch("db", "upgrade")
        engine = create_engine(own_database)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE mark (id INTEGER)"))
            connection.execute(text("UPDATE alembic_version SET version_num = 'of the future'"))
        engine.dispose()

        done = greenmatch("search", "status")

        assert done.code == 1
        assert "newer version" in done.err
        assert greenmatch("db", "upgrade").code == 1

    def test_a_server_that_is_away_is_said_in_a_sentence(self, greenmatch: Greenmatch) -> None:
        address = "postgresql://nobody@127.0.0.1:1/nothing"

        done = greenmatch("db", "check", GREENMATCH_DATABASE_URL=address)

        assert done.code == 1
        assert done.err.startswith("The database cannot be reached: ")
        assert len(done.err.splitlines()) == 1

    def test_a_file_that_is_no_database_is_said_in_a_sentence(
        self, greenmatch: Greenmatch, tmp_path: Path
    ) -> None:
        (tmp_path / "broken").write_text("This is no database, whatever its name says. " * 50)

        done = greenmatch("db", "check", GREENMATCH_DATABASE_URL=f"sqlite:///{tmp_path}/broken")

        assert done.code == 1
        assert done.err == "The database file is not a SQLite database.\n"


class TestPrivacy:
    """What a command writes is for its own account alone, whatever the shell's umask."""

    def test_nobody_else_may_read_what_a_command_wrote(
        self, greenmatch: Greenmatch, own_instance: Path
    ) -> None:
        database = f"sqlite:///{own_instance / 'greenmatch.sqlite'}"

        assert greenmatch("init", GREENMATCH_DATABASE_URL=database).code == 0

        written = [own_instance, *own_instance.rglob("*")]
        assert {"greenmatch.sqlite", "search"} <= {path.name for path in written}
        assert not [path for path in written if path.stat().st_mode & 0o077]

    def test_a_folder_that_was_open_is_closed(
        self, greenmatch: Greenmatch, own_instance: Path
    ) -> None:
        own_instance.mkdir(0o755)

        greenmatch("init", "--no-sample")

        assert stat.S_IMODE(own_instance.stat().st_mode) == 0o700

    def test_a_folder_of_everybody_stays_as_it_is(
        self, greenmatch: Greenmatch, own_instance: Path
    ) -> None:
        own_instance.mkdir()
        own_instance.chmod(0o1777)

        greenmatch("init", "--no-sample")

        assert stat.S_IMODE(own_instance.stat().st_mode) == 0o1777


class TestDatabase:
    def test_upgrading_twice_changes_nothing(self, greenmatch: Greenmatch) -> None:
        assert "upgraded" in greenmatch("db", "upgrade").out
        assert "was up to date" in greenmatch("db", "upgrade").out
        assert greenmatch("db", "check").code == 0

    def test_check_finds_a_table_that_is_not_as_expected(
        self, greenmatch: Greenmatch, own_database: str
    ) -> None:
        greenmatch("db", "upgrade")
        engine = create_engine(own_database)
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE listing ADD COLUMN extra INTEGER"))
        engine.dispose()

        done = greenmatch("db", "check")

        assert done.code == 1
        assert "extra" in done.err

    def test_check_finds_rows_without_their_parents(
        self, greenmatch: Greenmatch, own_database: str
    ) -> None:
        if not own_database.startswith("sqlite"):
            pytest.skip("PostgreSQL never lets this happen")
        greenmatch("db", "upgrade")
        with sqlite3.connect(own_database.removeprefix("sqlite:///")) as connection:
            connection.execute(
                "INSERT INTO listing_text (listing_id, language, original, title, summary) "
                "VALUES (9, 'en', 1, '', '')"
            )
        connection.close()

        assert greenmatch("db", "check").code == 1
