"""How long it takes until both sides see that a match has come or gone.

    python -m tests.soak.matched [--database sqlite|postgres] [--rounds 20]

A technology that fits a need is approved, and then withdrawn, or changed so that the need rules it
out; from each answer until the pages of the matches of both, over HTTP, show it. Fails at
p95 >= 1 s.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.soak.instances import people, sample_visitor, served, words
from tests.soak.people import Moderator, Provider
from tests.soak.visible import ALLOWED, PATIENCE, SEEDED, database
from tests.soak.visiting import Visitor

NEED = {
    "summary": "Wells near the coast turn salty and villages need drinking water.",
    "problem": "The wells of the villages near the coast turn salty.",
    "outcome": "Salt is taken out of the well water with little power.",
    "site_conditions": "Sun, wind, no grid.",
    "sectors": "water/drinking-water",
    "climate_objective": "adaptation",
    "country": "MA",
    "least_trl": "6",
    "cooperation": "license",
}


@dataclass
class Sides:
    """Both sides of a match: the provider, and the seeker with a need."""

    provider: Provider
    seeker: Visitor
    moderator: Moderator
    need: str

    def seen(self, technology: str) -> tuple[bool, bool]:
        """Whether the need's matches show the technology, and the technology's the need."""
        return (
            _shows(self.seeker, self.need, technology),
            _shows(self.provider.visitor, technology, self.need),
        )

    def takes(self, technology: str, *, visible: bool) -> float:
        """Seconds until both sides do or do not see the match."""
        answered = time.monotonic()
        while self.seen(technology) != (visible, visible):
            assert time.monotonic() - answered < PATIENCE, f"{technology}: {visible=} never comes"
        return time.monotonic() - answered

    def approve(self, public_id: str) -> None:
        """The moderator's part."""
        paths = {each: path for path, each in self.moderator.queue()}
        assert self.moderator.approve(paths[public_id], public_id), "the approval was refused"


def _shows(visitor: Visitor, own: str, other: str) -> bool:
    page = visitor.get(f"/en/listings/{own}/matches")
    return page.status == 200 and f"/listings/{own}/matches/{other}" in page.text


def measure(kind: str, rounds: int) -> dict[str, list[float]]:
    """Seconds by what happened to the technology."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        database(kind, Path(name)) as address,
        served(Path(name), address) as server,
    ):
        provider, moderator = people(server)
        seeker = Provider(sample_visitor(server, "seeker"), start="/en/needs/new", filled=NEED)
        need = seeker.submit_one("against salty wells")
        sides = Sides(provider, seeker.visitor, moderator, need)
        sides.approve(need)
        provider.whole_every = rounds + 1
        # The one to copy is not changed, so that all others begin alike; and the worker has begun.
        sides.approve(first := provider.submit_one("to copy"))
        sides.takes(first, visible=True)
        times: dict[str, list[float]] = {"approved": [], "changed": [], "withdrawn": []}
        for number, word in enumerate(words(SEEDED, rounds)):
            technology = provider.submit_one(word)
            sides.approve(technology)
            times["approved"].append(sides.takes(technology, visible=True))
            if number % 2:
                provider.withdraw(technology)
                times["withdrawn"].append(sides.takes(technology, visible=False))
            else:
                _unready(sides, technology)
                times["changed"].append(sides.takes(technology, visible=False))
        return times


def _unready(sides: Sides, technology: str) -> None:
    """The need asks for more readiness than the technology says after this."""
    sides.provider.edit(technology, "readiness", {"trl": "3"})
    sides.provider.hand_in(technology)
    sides.approve(technology)


def main() -> int:
    """Prints the figures; 1 where a match comes or goes too late."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options.add_argument("--rounds", type=int, default=20)
    chosen = options.parse_args()
    late = False
    for name, times in measure(chosen.database, chosen.rounds).items():
        p95 = quantiles(times, n=20)[-1]
        late = late or p95 >= ALLOWED
        figures = {"p50": median(times), "p95": p95, "max": max(times)}
        shown = ", ".join(f"{key} {seconds * 1000:.0f} ms" for key, seconds in figures.items())
        print(f"{chosen.database}: {len(times)} {name}, on both sides after {shown}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
