"""`greenmatch db`: upgrade, check, backup, restore."""

import click
from alembic.util import CommandError
from flask_migrate import check as alembic_check
from flask_migrate import upgrade as alembic_upgrade

from greenmatch.cli.application import Application, pass_application
from greenmatch.core.errors import Conflict

database_group = click.Group("db", help="The database: upgrade, check, backup, restore.")


@database_group.command("upgrade")
@pass_application
def upgrade_command(application: Application) -> None:
    """Bring the database's tables up to this version; what they hold is kept."""
    migrate(application)
    click.echo("The database is up to date.")


@database_group.command("check")
@pass_application
def check_command(application: Application) -> None:
    """Say whether the database's tables are those that this version expects."""
    with application.app.app_context():
        try:
            alembic_check()
        except (CommandError, SystemExit) as difference:
            raise Conflict(f"The database differs from what is expected: {difference}") from None
    click.echo("The database is as expected.")


def migrate(application: Application) -> None:
    """Run the migrations that the database has not seen."""
    with application.app.app_context():
        alembic_upgrade()
