"""The lock that makes the worker of an instance the only one."""

import fcntl
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

LOCK_FILE = "worker.lock"
LOOK_AGAIN = 0.5


@contextmanager
def only_worker(instance: Path, give_up: Callable[[], bool]) -> Iterator[bool]:
    """Hold the instance's worker lock; waits while another process holds it.

    Yields False, without the lock, once `give_up()` says that it is no use waiting any longer.
    """
    with _taken(instance) as held:
        if held():
            yield True
            return
        log.info("another worker is at work; this one waits until it ends")
        while not give_up():
            time.sleep(LOOK_AGAIN)
            if held():
                yield True
                return
        yield False


@contextmanager
def unless_worker_runs(instance: Path) -> Iterator[bool]:
    """Whether no worker runs; if so, none begins before the block ends."""
    with _taken(instance) as held:
        yield held()


@contextmanager
def _taken(instance: Path) -> Iterator[Callable[[], bool]]:
    instance.mkdir(parents=True, exist_ok=True)
    with (instance / LOCK_FILE).open("a") as handle:

        def attempt() -> bool:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield attempt
