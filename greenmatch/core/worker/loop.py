"""The worker's threads: one for each consumer of changes, one for the jobs that are due, and one
for a pulse that says that the process lives.

They do not wait for each other: neither a mail server that takes its time, nor a long nightly
job, nor the matches of many listings may keep an approved listing out of search.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from greenmatch.core.worker.consuming import feeds
from greenmatch.core.worker.rounds import Changes, Jobs, OpenSession, Pulse

BEAT_EVERY = 5.0
LOOK_FOR_JOBS_EVERY = 0.5
LOOK_FOR_PARENT_EVERY = 0.5
# Shorter than what `serve` and service managers grant before they kill.
END_WITHIN = 8.0

Round = Callable[[], bool]


@dataclass
class Worker:
    """The worker of an instance.

    `open_session` gives a new session in an application context. `poll` is in seconds, `parent`
    a process to end with. `end_now` ends this process at once: what it has not finished is done
    again by the next worker.
    """

    open_session: OpenSession
    poll: float = 0.1
    parent: int | None = None
    end_now: Callable[[int], None] = os._exit

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._ended = threading.Event()

    def stop(self) -> None:
        """End after the current batch and job; at once where these take long."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether the worker was told to stop, or has lost its parent process."""
        orphaned = self.parent is not None and os.getppid() != self.parent
        return orphaned or self._stop.is_set()

    def run(self) -> None:
        """Work until told to stop, or until the parent process is gone."""
        rounds = [(Changes(feed, self.open_session).run, self.poll) for feed in feeds()]
        rounds.append((Jobs(self.open_session).run, LOOK_FOR_JOBS_EVERY))
        rounds.append((Pulse(self.open_session).run, BEAT_EVERY))
        threads = [
            threading.Thread(target=self._repeat, args=round_, daemon=True) for round_ in rounds
        ]
        for thread in (*threads, threading.Thread(target=self._watch, daemon=True)):
            thread.start()
        self._stop.wait()
        for thread in threads:
            thread.join()
        self._ended.set()

    def _repeat(self, round_: Round, pause: float) -> None:
        while not self._stop.is_set():
            if not round_():
                self._stop.wait(pause)

    def _watch(self) -> None:
        while not self.stopping:
            self._stop.wait(LOOK_FOR_PARENT_EVERY)
        self._stop.set()
        if not self._ended.wait(END_WITHIN):
            self.end_now(1)
