"""The command line: one group, plain errors instead of tracebacks.

Exit codes: 0 well, 1 refused (a sentence says why), 2 some rows were rejected or the command
was called wrongly.
"""

import logging
import os
import sys

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from greenmatch.accounts.cli import admin_group
from greenmatch.app import create_app
from greenmatch.cli.application import Application
from greenmatch.cli.database import database_group
from greenmatch.cli.sample import sample_group
from greenmatch.cli.serving import init_command, serve_command, worker_command
from greenmatch.config import Settings, SettingsError
from greenmatch.core.errors import DomainError, Invalid

REFUSED = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="greenmatch")
@click.pass_context
def cli(context: click.Context) -> None:
    """GreenMatch: where green technology meets the people who need it."""
    context.obj = Application(_make_app, _read_settings)


cli.add_command(init_command)
cli.add_command(serve_command)
cli.add_command(worker_command)
cli.add_command(database_group)
cli.add_command(admin_group)
cli.add_command(sample_group)


def main() -> None:
    """Run the command line; errors of the domain are printed as sentences."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        _refuse("Stopped.")
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except Invalid as refused:
        lines = [f"  {name}: {' '.join(texts)}" for name, texts in refused.fields.items()]
        _refuse("\n".join([refused.message, *lines]))
    except (DomainError, SettingsError) as refused:
        _refuse(str(refused))
    except OperationalError as failure:
        _refuse(f"The database cannot be used: {failure.orig}")
    except OSError as failure:
        _refuse(f"{failure.strerror or failure}: {failure.filename or ''}".rstrip(": "))


def _refuse(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _read_settings() -> Settings:
    return Settings.from_environment(os.environ)


def _make_app(settings: Settings) -> Flask:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    return create_app(settings)
