"""The production server: gunicorn in this process, the worker as its child."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from greenmatch.cli.application import Application
from greenmatch.core.database import db

RESTART_AFTER = 1.0
BACKLOG = 512


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
        """The WSGI application, made anew in each server process."""
        return self.application


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's log through ours: as JSON, without the addresses that it names."""

    def setup(self, cfg: Any) -> None:
        """Take its own handlers away again."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class WorkerProcess:
    """The worker as a child that is started again when it ends and ends with us."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and watch over it from a thread."""
        threading.Thread(target=self._watch, name="worker-watch", daemon=True).start()

    def stop(self) -> None:
        """End it and wait for its current batch."""
        self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _watch(self) -> None:
        command = [sys.executable, "-m", "greenmatch", "worker", "--parent", str(os.getpid())]
        while not self._stopping.is_set():
            # A group of its own: Ctrl-C reaches us alone, and we end it in order.
            self._process = subprocess.Popen(command, process_group=0)  # noqa: S603 - our own command
            self._process.wait()
            self._stopping.wait(RESTART_AFTER)


def run_server(application: Application, greeting: str = "") -> None:
    """Serve until told to stop; `greeting` is printed below the address."""
    settings = application.settings
    app = application.app
    worker = WorkerProcess()
    options = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.web_workers,
        "threads": settings.web_threads,
        "worker_class": "gthread",
        "backlog": BACKLOG,
        "timeout": 60,
        "graceful_timeout": 10,
        "keepalive": 5,
        "accesslog": None,
        "loglevel": "warning",
        "logger_class": QuietLogger,
        "when_ready": _announce(worker, greeting),
        "on_exit": lambda _server: worker.stop(),
        "post_fork": _after_fork(app),
    }
    os.environ["GREENMATCH_INSTANCE"] = str(settings.instance)
    Server(app, options).run()


def _announce(worker: WorkerProcess, greeting: str) -> Callable[[Any], None]:
    def ready(server: Any) -> None:
        worker.start()
        host, port = server.LISTENERS[0].sock.getsockname()[:2]
        click.echo(f"GreenMatch is at http://{host}:{port}/  (Ctrl-C ends it)")
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
