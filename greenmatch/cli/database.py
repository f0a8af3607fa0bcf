"""`greenmatch db`: upgrade, check, backup, restore."""

from io import StringIO
from pathlib import Path

import click
from alembic import command
from alembic.util import CommandError
from flask import current_app

from greenmatch.cli.application import Application, pass_application
from greenmatch.cli.backup import restore_backup, write_backup
from greenmatch.cli.preparing import migrate
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict
from greenmatch.core.files import current_store

database_group = click.Group("db", help="The database: upgrade, check, backup, restore.")
_FILE = click.Path(dir_okay=False, path_type=Path)


@database_group.command("upgrade")
@pass_application
def upgrade_command(application: Application) -> None:
    """Bring the database's tables up to this version; what they hold is kept."""
    done = migrate(application)
    click.echo("The database has been upgraded." if done else "The database was up to date.")


@database_group.command("check")
@pass_application
def check_command(application: Application) -> None:
    """Say whether the database is whole and its tables are those that this version expects."""
    application.require_schema()
    with application.app.app_context():
        _check_tables()
        _check_file()
    click.echo("The database is as expected.")


def _check_tables() -> None:
    config = current_app.extensions["migrate"].migrate.get_config()
    config.stdout = StringIO()  # what it says when all is well
    try:
        command.check(config)
    except CommandError as difference:
        raise Conflict(f"The database differs from what is expected: {difference}") from None


def _check_file() -> None:
    """SQLite can say whether its file is whole; PostgreSQL watches over its own."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if said != "ok":
        raise Conflict(f"The database file is damaged: {said}")
    if orphans:
        raise Conflict(f"{len(orphans)} rows refer to rows that do not exist.")


@database_group.command("backup")
@click.argument("file", type=_FILE)
@pass_application
def backup_command(application: Application, file: Path) -> None:
    """Write database, uploads and secrets to FILE (a ZIP); the site may go on meanwhile."""
    with application.app.app_context():
        done = write_backup(
            file,
            engine=db.engine,
            store=current_store(),
            instance=application.settings.instance,
        )
    if done.missing:
        click.echo(f"{done.missing} uploads are not there any more.", err=True)
    click.echo(f"{file}: {done.rows} rows and {done.files} files. It holds secrets: keep it safe.")


@database_group.command("restore")
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace what the instance holds.")
@pass_application
def restore_command(application: Application, file: Path, *, force: bool) -> None:
    """Put the backup in FILE into this instance, which must be empty and not running."""
    with application.app.app_context():
        done = restore_backup(
            file,
            engine=db.engine,
            store=current_store(),
            instance=application.settings.instance,
            force=force,
        )
    click.echo(f"{done.rows} rows and {done.files} files restored.")
    click.echo("The search index is built anew when the server starts.")
