"""`greenmatch sample load|remove`."""

import click

from greenmatch.cli.application import Application, pass_application
from greenmatch.cli.preparing import add_sample, catch_up
from greenmatch.sample.removing import remove_sample

sample_group = click.Group("sample", help="The sample catalogue: load or remove it.")


@sample_group.command("load")
@pass_application
def load_command(application: Application) -> None:
    """Add the sample catalogue and its three accounts; what is there already stays."""
    with application.session() as session:
        add_sample(session, application)


@sample_group.command("remove")
@pass_application
def remove_command(application: Application) -> None:
    """Remove all sample listings, organisations, enquiries and accounts."""
    with application.session() as session:
        removed = remove_sample(session, application.settings.instance)
        catch_up(session, application)
    click.echo(f"{removed} sample listings removed.")
