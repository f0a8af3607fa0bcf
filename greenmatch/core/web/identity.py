"""Who is asking: the one door to Flask-Login, which has no types."""

from typing import Protocol, cast

from flask import Flask, g
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from greenmatch.core.permissions import ANYONE, Actor

login_manager = LoginManager()


class Identity(UserMixin):  # type: ignore[misc]
    """A signed-in person: `token` names their session, `actor` says what they may act for."""

    def __init__(self, *, token: str, actor: Actor, name: str, language: str) -> None:
        self.token = token
        self.actor = actor
        self.name = name
        self.language = language

    def get_id(self) -> str:
        """What the cookie carries: the session's token, not the account's id."""
        return self.token


class IdentityLoader(Protocol):
    """Turns a session's token into an identity; None where the session has ended."""

    def __call__(self, token: str) -> Identity | None:
        """The identity, if the session is alive."""


def init_identity(app: Flask, load: IdentityLoader) -> None:
    """Set up signing in with the loader that the accounts feature gives."""
    login_manager.init_app(app)
    login_manager.session_protection = None  # sessions live in the database and are revocable
    login_manager.user_loader(load)


def current_identity() -> Identity | None:
    """The signed-in person of this request."""
    return cast(Identity, current_user) if current_user and current_user.is_authenticated else None


def current_actor() -> Actor:
    """Who acts in this request; `ANYONE` where nobody is signed in."""
    identity = current_identity()
    return identity.actor if identity else ANYONE


def serve_anyone() -> None:
    """Answer the rest of this request as if nobody were signed in, without asking who is."""
    g._login_user = login_manager.anonymous_user()  # noqa: SLF001 - there is no public way


def enter(identity: Identity) -> None:
    """Let this browser's requests act for the identity from now on."""
    login_user(identity)


def leave() -> None:
    """Let this browser's requests act for nobody from now on."""
    logout_user()
