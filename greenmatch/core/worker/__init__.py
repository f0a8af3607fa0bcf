"""The worker: takes change rows to their consumers and runs the jobs that are due.

One worker runs an instance; a second one waits for the first one's lock.
"""

from greenmatch.core.worker.consuming import NotNow, consume_all, register_consumer
from greenmatch.core.worker.lock import only_worker, unless_worker_runs
from greenmatch.core.worker.loop import Worker
from greenmatch.core.worker.models import Heartbeat

__all__ = [
    "Heartbeat",
    "NotNow",
    "Worker",
    "consume_all",
    "only_worker",
    "register_consumer",
    "unless_worker_runs",
]
