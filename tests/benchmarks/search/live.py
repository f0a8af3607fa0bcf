"""An index under mixed reads and writes by several processes.

``python -m tests.benchmarks.search.live``: one process applies changes at a steady rate, in batches
as the worker does; others search, and look for each change until they see it. Prints how long that
took, how old a change was at most that a result lacked when it was asked for, and memory; an error
ends it. ``--minutes 10`` is the acceptance run.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import psutil

from greenmatch.search.documents import SearchDocument
from greenmatch.search.engine import SearchQuery
from greenmatch.search.language.tree import Words
from greenmatch.search.whoosh import Tuning, WhooshEngine
from tests.benchmarks.search.__main__ import SAMPLE
from tests.benchmarks.search.cases import cases
from tests.benchmarks.search.corpus import Corpus, Material, material
from tests.benchmarks.search.engines.ours import Ours

BATCH = 0.1
"""Seconds between two looks of the writer at what has changed."""


@dataclass(frozen=True)
class Plan:
    """The run: change ``n`` is made at ``start + n / rate`` to listing ``n`` modulo size."""

    folder: Path
    words: Material
    size: int
    rate: float
    start: float
    end: float

    def made(self, now: float) -> int:
        """How many changes have been made."""
        return int((min(now, self.end) - self.start) * self.rate)


class Changing:
    """The corpus with the changes made so far: a changed listing bears a mark in its title."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._corpus = Corpus(plan.words, plan.size)

    def all_ids(self) -> Collection[int]:
        """All numbers."""
        return self._corpus.all_ids()

    def documents(self, listing_ids: Collection[int]) -> Iterable[SearchDocument]:
        """The listings as they are now."""
        made = self._plan.made(time.time())
        for number in listing_ids:
            change = number + (made - 1 - number) // self._plan.size * self._plan.size
            document = self._corpus.document(number, edition=max(change, -1) + 1)
            titles = (f"{mark(change)} {document.titles[0]}",) if change >= 0 else document.titles
            yield replace(document, titles=titles)


@dataclass(frozen=True)
class Seen:
    """What a reader saw, in ms: the delay until it saw each change, the time of each search, and
    how old a change was that the next result lacks; and its memory."""

    delays: list[float]
    lags: list[float]
    searches: list[float]
    memory: int


def mark(change: int) -> str:
    """A word that only this change brings."""
    return f"mark{change}x"


def write(plan: Plan) -> list[float]:
    """Apply changes as they come; gives the seconds of each batch."""
    engine = WhooshEngine(plan.folder, Changing(plan))
    applied, times = 0, []
    while time.time() < plan.end + 1:
        made = plan.made(time.time())
        if made > applied:
            started = time.perf_counter()
            changes = range(applied, made)
            engine.apply([change % plan.size for change in changes], receipts=list(changes))
            times.append(time.perf_counter() - started)
            applied = made
        time.sleep(BATCH)
    return times


def read(plan: Plan) -> Seen:
    """Search, and between searches look for the next change until it is seen."""
    ours = Ours(plan.folder)
    corpus = Corpus(plan.words, plan.size)
    sample = list(corpus.documents(range(min(plan.size, 3_000))))
    questions = [q for case in cases(sample, 40) for q in case.questions]
    delays: list[float] = []
    lags: list[float] = []
    searches: list[float] = []
    while len(delays) < plan.made(plan.end) - 1:
        started = time.perf_counter()
        ours.answer(questions[len(searches) % len(questions)])
        searches.append((time.perf_counter() - started) * 1000)
        change = len(delays)
        due = plan.start + (change + 1) / plan.rate
        while time.time() > due and _is_seen(ours.engine, change):
            delays.append((time.time() - due) * 1000)
            change, due = change + 1, due + 1 / plan.rate
        # The next search is asked for now, and may not have what was not there a moment ago.
        lags.append(max(time.time() - due, 0.0) * 1000)
        if time.time() > plan.end + 20:
            raise AssertionError(f"change {change} was never seen")
    return Seen(delays, lags, searches, psutil.Process().memory_full_info().uss)


def _is_seen(engine: WhooshEngine, change: int) -> bool:
    page = engine.search(SearchQuery(tree=Words("", (mark(change),), title=True), facets=()))
    return page.total > 0


def main() -> None:
    """Build, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=150_000)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--index", type=Path, help="an index of the corpus to begin with a copy of")
    parser.add_argument("--rate", type=float, default=12.0)
    options = parser.parse_args()
    data = Path(os.environ["DATA"]) if os.environ.get("DATA") else None
    words = material(data, SAMPLE)
    with tempfile.TemporaryDirectory(prefix="live-") as name:
        plan = Plan(Path(name), words, options.listings, options.rate, time.time(), time.time())
        if options.index:
            shutil.copytree(options.index, plan.folder, dirs_exist_ok=True)
        else:
            WhooshEngine(plan.folder, Corpus(words, options.listings), tuning=Tuning()).rebuild()
        start = time.time() + 10
        plan = replace(plan, start=start, end=start + 60 * options.minutes)
        with ProcessPoolExecutor(options.readers + 1, mp_context=get_context("spawn")) as pool:
            writing = pool.submit(write, plan)
            readers = [pool.submit(read, plan) for _ in range(options.readers)]
            seen = [each.result() for each in readers]
            batches = writing.result()
        status = WhooshEngine(plan.folder, Corpus(words, options.listings)).status()
    print(
        f"{plan.made(plan.end)} changes in {len(batches)} batches, {status.segments} segments left"
    )
    _print("batch, s", batches)
    _print("commit to visible, ms", [delay for each in seen for delay in each.delays])
    _print("staleness of a result, ms", [lag for each in seen for lag in each.lags])
    _print("search, ms", [taken for each in seen for taken in each.searches])
    print(f"memory of a reader: at most {max(each.memory for each in seen) / 1e6:.0f} MB")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


def _print(what: str, values: list[float]) -> None:
    middle, high, most = np.percentile(values, [50, 95, 100])
    print(f"{what:<28} p50 {middle:.2f}  p95 {high:.2f}  max {most:.2f}  ({len(values)})")


if __name__ == "__main__":
    main()
