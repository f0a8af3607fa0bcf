from collections.abc import Iterator
from contextlib import contextmanager

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.accounts.cli import admin_group
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.signing_in import check_sign_in
from greenmatch.core.permissions import Role


class Commands:
    """Runs commands on the test's own session."""

    def __init__(self, app: Flask, session: Session) -> None:
        self._app, self._session = app, session

    @contextmanager
    def session(self) -> Iterator[Session]:
        yield self._session

    def run(self, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(admin_group, words, input=typed, obj=self)


def test_an_administrator_gets_a_link_to_choose_a_password(app: Flask, session: Session) -> None:
    result = Commands(app, session).run("create", "Boss@Example.org")

    assert result.exit_code == 0
    assert "/en/password/" in result.output
    user = user_by_email(session, "boss@example.org")
    assert user is not None
    assert user.role is Role.ADMIN


def test_or_chooses_it_at_once(app: Flask, session: Session) -> None:
    result = Commands(app, session).run(
        "create", "boss@example.org", "--ask-password", typed="tide of spring\ntide of spring\n"
    )

    assert result.exit_code == 0
    assert "/password/" not in result.output
    assert check_sign_in(session, email="boss@example.org", password="tide of spring")
