import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from greenmatch.cli.refusals import sentence
from greenmatch.config import SettingsError
from greenmatch.core.errors import Conflict, Invalid


def of_database(said: str, kind: type[Exception] = sqlite3.OperationalError) -> str:
    return sentence(OperationalError("SELECT secret FROM place", {"password": "x"}, kind(said)))


class TestSentence:
    def test_what_the_domain_says_is_printed_as_it_is(self) -> None:
        assert sentence(Conflict("Stop it first.")) == "Stop it first."
        assert sentence(SettingsError("GREENMATCH_PORT must be ...")) == (
            "GREENMATCH_PORT must be ..."
        )

    def test_fields_have_a_line_each(self) -> None:
        refused = Invalid("Not accepted.", {"email": ["Too long.", "No address."]})

        assert sentence(refused) == "Not accepted.\n  email: Too long. No address."

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("database is locked", "busy"),
            ("unable to open database file", "cannot be opened"),
            ("attempt to write a readonly database", "must not be written"),
            ("database or disk is full", "disk is full"),
            ("database disk image is malformed", "db restore"),
        ],
    )
    def test_sqlite_is_put_into_words(self, said: str, meant: str) -> None:
        assert meant in of_database(said)

    def test_a_server_that_is_away_is_named_without_the_statement(self) -> None:
        text = of_database("connection failed: refused\nIs it running?", psycopg.OperationalError)

        assert text == "The database cannot be reached: connection failed: refused"

    def test_the_system_says_which_file(self) -> None:
        failure = PermissionError(13, "Permission denied", "/srv/site/instance")

        assert sentence(failure) == "/srv/site/instance: We have no right to do this."

    def test_the_unforeseen_says_how_to_see_more(self) -> None:
        assert "KeyError" in sentence(KeyError("x"))
        assert "GREENMATCH_LOG_LEVEL" in sentence(KeyError("x"))
