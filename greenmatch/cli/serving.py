"""`greenmatch init`, `serve` and `worker`."""

import signal
from types import FrameType

import click

from greenmatch.cli.application import Application, pass_application
from greenmatch.cli.database import migrate
from greenmatch.cli.server import run_server
from greenmatch.core.database import db
from greenmatch.core.logs import configure_logging
from greenmatch.core.worker import Worker, only_worker


@click.command("init")
@pass_application
def init_command(application: Application) -> None:
    """Prepare the instance folder: secrets, database."""
    migrate(application)
    click.echo(f"Ready: {application.settings.instance}")


@click.command("serve")
@click.option("--host", help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes.")
@pass_application
def serve_command(
    application: Application, host: str | None, port: int | None, workers: int | None
) -> None:
    """Start the web server and the worker; Ctrl-C ends both."""
    application.change_settings(host=host, port=port, web_workers=workers)
    configure_logging(application.settings.log_level)
    run_server(application)


@click.command("worker")
@click.option("--parent", type=int, hidden=True, help="Process to end with.")
@pass_application
def worker_command(application: Application, parent: int | None) -> None:
    """Do what waits in the background: search index, matches, mails, nightly jobs."""
    app = application.app
    configure_logging(application.settings.log_level)
    with app.app_context():
        worker = Worker(db.session, application.settings.worker_poll, parent)

        def stop(_signal: int, _frame: FrameType | None) -> None:
            worker.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        with only_worker(application.settings.instance / "worker.lock"):
            worker.run()
