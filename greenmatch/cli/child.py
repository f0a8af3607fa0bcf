"""The worker as a child of the server."""

import logging
import os
import subprocess
import sys
import threading
import time

from greenmatch.config import Settings

log = logging.getLogger(__name__)

RESTART_AFTER = 1.0
# A worker that lived for less than this did not get to work, and is not started at once again.
SHORT_LIFE = 10.0
LONGEST_PAUSE = 30.0
END_WITHIN = 10.0

# No fork of the server while the worker is started. `subprocess` waits until the pipe by which the
# new process reports a failure is closed; a web process that is forked in that moment would hold
# the pipe open, and the worker would never be watched.
_starting = threading.Lock()
os.register_at_fork(
    before=_starting.acquire,
    after_in_parent=_starting.release,
    after_in_child=_starting.release,
)


class WorkerProcess:
    """The worker as a child that is started again when it ends, and ends with us."""

    def __init__(self, settings: Settings) -> None:
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "PORT"},
            "GREENMATCH_INSTANCE": str(settings.instance),
            "GREENMATCH_HOST": settings.host,
            "GREENMATCH_PORT": str(settings.port),
        }
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
                self._process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _watch(self) -> None:
        pause = RESTART_AFTER
        while not self._stopping.is_set():
            began = time.monotonic()
            self._run()
            pause = pause * 2 if time.monotonic() - began < SHORT_LIFE else RESTART_AFTER
            pause = min(pause, LONGEST_PAUSE)
            if not self._stopping.wait(pause):
                log.warning("the worker ended and is started again")

    def _run(self) -> None:
        command = [sys.executable, "-m", "greenmatch", "worker", "--parent", str(os.getpid())]
        with _starting:
            # A group of its own: Ctrl-C reaches us alone, and we end it in order.
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command, process_group=0, env=self._environment, stdin=subprocess.DEVNULL
            )
        self._process.wait()
