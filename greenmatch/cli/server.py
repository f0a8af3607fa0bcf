"""The production server: gunicorn in this process, its workers and ours as children."""

import socket
import sys
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from greenmatch.cli.application import Application
from greenmatch.cli.child import WorkerProcess
from greenmatch.cli.private import UMASK
from greenmatch.cli.warming import warm_up
from greenmatch.config import Settings
from greenmatch.core.database import db


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings instead of a configuration file."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.options = options
        self.application = app
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The WSGI application, made once: its processes share the memory."""
        return self.application


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's log through ours: as JSON, without the addresses that it names."""

    def setup(self, cfg: Any) -> None:
        """Take its own handlers away again."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def run_server(application: Application, listener: socket.socket, greeting: str = "") -> None:
    """Serve until told to stop; `greeting` is printed below the address."""
    settings = application.settings
    app = application.app
    worker = WorkerProcess(settings)
    options = {
        "bind": f"fd://{listener.detach()}",
        "workers": settings.web_workers,
        "threads": settings.web_threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 10,
        "keepalive": 5,
        # As long as gunicorn lets it be: a text pasted into a search box is part of the address.
        "limit_request_line": 8190,
        # gunicorn sets it for moments, in which a thread of ours may start the worker.
        "umask": UMASK,
        "accesslog": None,
        "loglevel": "warning",
        "logger_class": QuietLogger,
        "control_socket_disable": True,
        "when_ready": _announce(settings, worker, greeting),
        "on_exit": lambda _server: worker.stop(),
        "post_fork": _after_fork(app),
    }
    warm_up(app, settings.instance)
    Server(app, options).run()


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the server."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"


def _announce(settings: Settings, worker: WorkerProcess, greeting: str) -> Callable[[Any], None]:
    def ready(_server: Any) -> None:
        worker.start()
        click.echo(f"GreenMatch is at {address(settings)}  (Ctrl-C ends it)")
        if greeting:
            click.echo(greeting)
        sys.stdout.flush()

    return ready


def _after_fork(app: Flask) -> Callable[[Any, Any], None]:
    def dispose(_server: Any, _worker: Any) -> None:
        # Connections that the parent opened must not be shared with its children.
        with app.app_context():
            db.engine.dispose(close=False)

    return dispose
