"""How long it takes from a moderator's approval until search shows the listing.

    python -m tests.soak.visible [--database sqlite|postgres] [--listings 100]

From the answer to the approval until a search over HTTP shows the listing. Fails at p95 >= 1 s.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles

from tests.fixtures.postgres import running_postgres
from tests.soak.instances import people, served, words
from tests.soak.people import Moderator, finds

ALLOWED = 1.0
SEEDED = Random(1)  # noqa: S311 - the same words each time, on purpose
PATIENCE = 60.0


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'greenmatch.sqlite'}"
        return
    with running_postgres() as server:
        server.execute("CREATE DATABASE visible")
        yield server.url("visible")


def measure(kind: str, listings: int) -> list[float]:
    """Seconds from the answer to each approval until search shows it."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        database(kind, Path(name)) as address,
        served(Path(name), address) as server,
    ):
        provider, moderator = people(server)
        made = {provider.submit_one(word): word for word in words(SEEDED, listings)}
        return [
            visible_after(moderator, path, public_id, made[public_id])
            for path, public_id in waiting(moderator)
            if public_id in made
        ]


def waiting(moderator: Moderator) -> Iterator[tuple[str, str]]:
    """What waits, page after page; approving takes it off the first one."""
    seen: set[str] = set()
    while fresh := [each for each in moderator.queue() if each[1] not in seen]:
        for path, public_id in fresh:
            seen.add(public_id)
            yield path, public_id


def visible_after(moderator: Moderator, path: str, public_id: str, word: str) -> float:
    """Approves a listing and waits until search has it."""
    assert moderator.approve(path, public_id), "the approval was refused"
    answered = time.monotonic()
    while not finds(moderator.visitor, public_id, word):
        assert time.monotonic() - answered < PATIENCE, f"{public_id} does not appear"
    return time.monotonic() - answered


def main() -> int:
    """Prints the figures; 1 where approved listings appear too late."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options.add_argument("--listings", type=int, default=100)
    chosen = options.parse_args()
    times = measure(chosen.database, chosen.listings)
    p95 = quantiles(times, n=20)[-1]
    figures = {"p50": median(times), "p95": p95, "max": max(times)}
    shown = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in figures.items())
    print(f"{chosen.database}: {len(times)} approved listings in search after {shown}")
    return int(p95 >= ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
