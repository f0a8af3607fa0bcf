"""`greenmatch init`, `serve` and `worker`."""

import signal
from types import FrameType

import click

from greenmatch.cli.application import Application, pass_application
from greenmatch.cli.listening import listen
from greenmatch.cli.preparing import prepare
from greenmatch.cli.private import close_to_others
from greenmatch.cli.server import run_server
from greenmatch.config import Settings
from greenmatch.core.errors import Conflict
from greenmatch.core.logs import configure_logging
from greenmatch.core.worker import Worker, only_worker
from greenmatch.sample.people import PEOPLE, sample_passwords, sample_people


@click.command("init")
@click.option(
    "--sample/--no-sample",
    default=None,
    help="Load the sample catalogue. Without either: on a first run, unless the site is public.",
)
@pass_application
def init_command(application: Application, sample: bool | None) -> None:
    """Prepare the instance folder: secrets, database, sample catalogue."""
    prepare(application, sample)
    close_to_others(application.settings.instance)
    click.echo(f"Ready: {application.settings.instance}")


@click.command("serve")
@click.option("--host", help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes.")
@click.option("--init", "first", is_flag=True, help="Do what init does first.")
@pass_application
def serve_command(
    application: Application, host: str | None, port: int | None, workers: int | None, first: bool
) -> None:
    """Start the web server and the worker; Ctrl-C ends both."""
    application.change_settings(host=host, port=port, web_workers=workers)
    # Before anything else: links in mails name the port, and a port in use should be said at once.
    listener = listen(application.settings.host, application.settings.port)
    application.change_settings(port=listener.getsockname()[1])
    if first:  # in one process: importing everything twice would double the wait
        prepare(application)
    configure_logging(application.settings.log_level)
    application.require_schema()
    close_to_others(application.settings.instance)
    _refuse_public_sample(application)
    run_server(application, listener, _sign_ins(application.settings))


def _refuse_public_sample(application: Application) -> None:
    settings = application.settings
    if not settings.is_public or settings.allow_sample_accounts:
        return
    with application.open_session() as session:
        if session.scalar(sample_people().limit(1)) is not None:
            raise Conflict(
                "The accounts of the sample catalogue exist, and their passwords lie in the "
                "instance folder: a public address must not start with them. Run `greenmatch "
                "sample remove`, or set GREENMATCH_ALLOW_SAMPLE_ACCOUNTS=yes for a demonstration."
            )


def _sign_ins(settings: Settings) -> str:
    """What to sign in with while the sample accounts exist; empty without them."""
    passwords = sample_passwords(settings.instance)
    lines = [
        f"  {person.part:9} {person.email:26} {passwords[person.email]}"
        for person in PEOPLE
        if person.email in passwords
    ]
    return "\n".join(["Sign in as", *lines]) if lines else ""


@click.command("worker")
@click.option("--parent", type=int, hidden=True, help="Process to end with.")
@pass_application
def worker_command(application: Application, parent: int | None) -> None:
    """Do what waits in the background (`serve` starts one itself).

    Search index, matches, mails and nightly jobs. A second one waits until the first one ends.
    """
    application.require_schema()
    configure_logging(application.settings.log_level)
    worker = Worker(application.open_session, application.settings.worker_poll, parent)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with only_worker(application.settings.instance, lambda: worker.stopping) as alone:
        if alone:
            worker.run()
