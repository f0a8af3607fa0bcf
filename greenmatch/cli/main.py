"""The command line: one group, plain errors instead of tracebacks.

Exit codes: 0 well, 1 refused (a sentence says why), 2 some rows were rejected.
"""

import logging
import os
import sys
from typing import NoReturn

import click
from flask import Flask

from greenmatch.accounts.cli import admin_group
from greenmatch.app import create_app
from greenmatch.cli.application import Application
from greenmatch.cli.database import database_group
from greenmatch.cli.private import write_privately
from greenmatch.cli.refusals import sentence
from greenmatch.cli.sample import sample_group
from greenmatch.cli.serving import init_command, serve_command, worker_command
from greenmatch.config import Settings
from greenmatch.exchange.cli import import_command
from greenmatch.matching.cli import evaluate_matching, matching_group
from greenmatch.search.cli import evaluate as evaluate_search
from greenmatch.search.cli import search_group

REFUSED = 1


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.version_option(package_name="greenmatch")
@click.pass_context
def cli(context: click.Context) -> None:
    """GreenMatch: where green technology meets the people who need it."""
    context.obj = Application(_make_app, _read_settings)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


evaluate_group = click.Group("evaluate", help="Quality on judged sets; needs no instance.")
evaluate_group.add_command(evaluate_search, "search")
evaluate_group.add_command(evaluate_matching, "matching")

for _command in (
    init_command,
    serve_command,
    worker_command,
    admin_group,
    sample_group,
    import_command,
    search_group,
    matching_group,
    evaluate_group,
    database_group,
):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    write_privately()
    try:
        code = cli.main(standalone_mode=False)
    except click.Abort:
        _refuse("Stopped.")
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(REFUSED)
    except Exception as failure:
        if os.environ.get("GREENMATCH_LOG_LEVEL", "").upper() == "DEBUG":
            logging.getLogger(__name__).exception("the command failed")
        _refuse(sentence(failure))
    sys.exit(code if isinstance(code, int) else 0)


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _read_settings() -> Settings:
    return Settings.from_environment(os.environ)


def _make_app(settings: Settings) -> Flask:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every look at a table
    return create_app(settings)
