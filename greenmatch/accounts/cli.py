"""`greenmatch admin`: who runs the platform."""

from contextlib import AbstractContextManager
from typing import Protocol

import click
from sqlalchemy.orm import Session

from greenmatch.accounts.services.administration import create_admin
from greenmatch.core.web.links import page_url
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import unit_of_work


class _Application(Protocol):
    def session(self) -> AbstractContextManager[Session]: ...


@click.group("admin")
def admin_group() -> None:
    """Administrators of the platform."""


@admin_group.command("create")
@click.argument("email")
@click.option(
    "--ask-password",
    is_flag=True,
    help="Ask for a password here instead of printing a link where one can be chosen.",
)
@click.pass_obj
def create_command(application: _Application, email: str, ask_password: bool) -> None:
    """Make the account with address EMAIL an administrator, or make one."""
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if ask_password
        else None
    )
    with application.session() as session:
        with unit_of_work(session):
            user, token = create_admin(session, email=email, password=password)
        click.echo(f"{user.email} is an administrator.")
        if token is not None:
            link = page_url("accounts.reset", language=user.language, token=token)
            click.echo(f"Choose a password here, within a day and once: {link}")
            _doubt_port()


def _doubt_port() -> None:
    """Say which port the link assumes, where no public address is set: the server may have been
    started with another one, which this process cannot know."""
    settings = current_settings()
    if not settings.public_url:
        click.echo(
            f"The link is for a server on port {settings.port}. If yours has another one, put "
            "its number there, or give this command the same PORT."
        )
