"""`greenmatch import`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn, Protocol

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from tqdm import tqdm

from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _
from greenmatch.exchange.checking import unused_columns
from greenmatch.exchange.mapping import Chooser, mapping_names
from greenmatch.exchange.problems import FileRefused
from greenmatch.exchange.reading import RowFile, open_rows
from greenmatch.exchange.reporting import Report
from greenmatch.exchange.running import Import, Wishes
from greenmatch.exchange.services import Outcome

REFUSED = 1
SOME_REJECTED = 2
_PATH = click.Path(path_type=Path)


class _Application(Protocol):
    def session(self) -> AbstractContextManager[Session]: ...


@click.command(
    "import",
    epilog="Exit code: 0 all well, 1 refused or stopped, 2 some rows were rejected. "
    "Built-in mappings: " + ", ".join(mapping_names()) + ". docs/import.md describes the format.",
)
@click.argument("file", type=_PATH)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="What rows are that do not say it themselves.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    help="Mapping file, or the name of a built-in one; without it, each row is recognised.",
)
@click.option("--dry-run", is_flag=True, help="Read and check everything, write nothing.")
@click.option("--publish", is_flag=True, help="Publish what is new; without it, it is a draft.")
@click.option(
    "--report", metavar="FILE", type=_PATH, help="Write refused rows to a new file, as JSON lines."
)
@click.pass_obj
def import_command(
    application: _Application,
    file: Path,
    kind: str | None,
    mapping: str | None,
    report: Path | None,
    *,
    dry_run: bool,
    publish: bool,
) -> None:
    """Import listings from FILE, JSON lines or CSV.

    A row is known by its source and id: one that is here already is updated, and one that has
    not changed is passed over. What people have edited here is never replaced.
    """
    if report is not None and report.exists():  # said before a long file has been looked at
        raise _taken(report)
    chooser = Chooser(mapping)
    wishes = Wishes(kind=Kind(kind) if kind else None, publish=publish, dry_run=dry_run)
    with (
        open_rows(file) as rows,
        application.session() as session,
        _report(report) as telling,
        _progress(rows) as progress,
    ):
        run = Import(session, chooser, wishes, telling)
        failure = _run(run, rows, progress)
        unused = unused_columns(rows, chooser)
    _sum_up(run, unused, dry_run=dry_run)
    if failure is not None:
        _stop(run, failure, report)
    if run.tally.outcomes[Outcome.REJECTED]:
        raise click.exceptions.Exit(SOME_REJECTED)


def _run(
    run: Import, rows: RowFile, progress: Callable[[int], None]
) -> KeyboardInterrupt | SQLAlchemyError | None:
    """What stopped the import on its way, if anything did."""
    try:
        run.run(rows, progress)
    except (KeyboardInterrupt, SQLAlchemyError) as failure:
        return failure
    return None


def _stop(
    run: Import, failure: KeyboardInterrupt | SQLAlchemyError, report: Path | None
) -> NoReturn:
    """Say how far the import came and how to go on, and leave."""
    click.echo(
        _(
            "Stopped at line %(line)d. What was imported stays; the same command goes on from "
            "there, since rows that are here are passed over.",
            line=run.tally.line,
        ),
        err=True,
    )
    if report is not None:
        click.echo(
            _("The report so far is in %(path)s: name another file for the rest.", path=report),
            err=True,
        )
    if isinstance(failure, SQLAlchemyError):
        raise failure
    raise click.exceptions.Exit(REFUSED)


def _sum_up(run: Import, unused: list[str], *, dry_run: bool) -> None:
    for sentence in run.tally.sentences():
        click.echo(sentence)
    if unused:
        click.echo(_("Columns that no mapping uses: %(names)s.", names=", ".join(unused)))
    if dry_run:
        click.echo(_("This was a dry run: nothing was written."))


def _report(path: Path | None) -> Report:
    if path is None:
        return Report(_say)
    try:
        return Report(_say, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as failure:
        raise FileRefused(
            _("%(path)s cannot be written: %(why)s", path=path, why=failure.strerror)
        ) from None


def _taken(path: Path) -> FileRefused:
    return FileRefused(_("%(path)s exists already: choose another name.", path=path))


def _say(line: str) -> None:
    """A line on the error output, above the progress bar if there is one."""
    tqdm.write(line, file=sys.stderr)


@contextmanager
def _progress(rows: RowFile) -> Iterator[Callable[[int], None]]:
    """A bar over the file's bytes, on a terminal only."""
    with tqdm(
        total=rows.size, unit="B", unit_scale=True, leave=False, disable=None, file=sys.stderr
    ) as bar:

        def move(position: int) -> None:
            bar.update(position - bar.n)

        yield move
