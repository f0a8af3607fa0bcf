from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
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


@pytest.fixture
def assume(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Changes settings of the application under test."""

    def change(**values: Any) -> None:
        changed = replace(app.extensions["greenmatch.settings"], **values)
        monkeypatch.setitem(app.extensions, "greenmatch.settings", changed)

    return change


def test_the_port_that_the_link_assumes_is_said(
    app: Flask, session: Session, assume: Callable[..., None]
) -> None:
    assume(port=8791)

    result = Commands(app, session).run("create", "boss@example.org")

    assert "http://127.0.0.1:8791/en/password/" in result.output
    assert "a server on port 8791" in result.output


def test_a_public_address_leaves_no_doubt(
    app: Flask, session: Session, assume: Callable[..., None]
) -> None:
    assume(public_url="https://greenmatch.example")

    result = Commands(app, session).run("create", "boss@example.org")

    assert "https://greenmatch.example/en/password/" in result.output
    assert "port" not in result.output


def test_or_chooses_it_at_once(app: Flask, session: Session) -> None:
    result = Commands(app, session).run(
        "create", "boss@example.org", "--ask-password", typed="tide of spring\ntide of spring\n"
    )

    assert result.exit_code == 0
    assert "/password/" not in result.output
    assert check_sign_in(session, email="boss@example.org", password="tide of spring")
