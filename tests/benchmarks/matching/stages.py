"""The stages that are measured, each in a process of its own where memory is asked for."""

import pickle
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any

from greenmatch.matching.document import MatchDocument
from greenmatch.matching.features import CountedListing, count_listing
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import Collection, MatchIndex, collect, match_engine, match_one
from greenmatch.matching.snapshot import Snapshot, make_snapshot
from tests.benchmarks.matching.corpus import Corpus, read_corpus

TOP = 50
PROCESSES = 2
_READ_AT_ONCE = 500


@dataclass(frozen=True)
class Measured:
    """What a stage took: seconds by the clock, and the process's peak memory in MB."""

    seconds: float
    megabytes: float
    result: Any = None


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def peak_megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_texts(
    data: Path, numbers: range, kind: str
) -> tuple[list[MatchDocument], list[CountedListing]]:
    """The listings and the counts of their terms, on all cores."""
    starts = range(numbers.start, numbers.stop, _READ_AT_ONCE)
    parts = [range(at, min(at + _READ_AT_ONCE, numbers.stop)) for at in starts]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(partial(_read_part, data, kind), parts))
    return [d for part in found for d in part[0]], [c for part in found for c in part[1]]


_corpus: dict[Path, Corpus] = {}


def _read_part(
    data: Path, kind: str, numbers: range
) -> tuple[list[MatchDocument], list[CountedListing]]:
    if data not in _corpus:
        _corpus[data] = read_corpus(data)
    make = _corpus[data].technology if kind == "technology" else _corpus[data].need
    documents = [make(number) for number in numbers]
    return documents, [count_listing(document) for document in documents]


def prepare(data: Path, folder: Path, technologies: int, needs: int) -> dict[str, float]:
    """Read, count and weigh everything; what the next stages need is kept in the folder."""
    seconds = {}
    started = time.perf_counter()
    offers, counted = read_texts(data, range(technologies), "technology")
    wants, wanted = read_texts(data, range(needs), "need")
    seconds["read the texts"] = time.perf_counter() - started
    started = time.perf_counter()
    snapshot = make_snapshot(1, counted, SHIPPED_POLICY)
    seconds["make a snapshot"] = time.perf_counter() - started
    started = time.perf_counter()
    collections = (
        collect("technology", offers, snapshot, SHIPPED_POLICY, counted),
        collect("need", wants, snapshot, SHIPPED_POLICY, wanted),
    )
    seconds["weigh everything"] = time.perf_counter() - started
    (folder / "collections").write_bytes(pickle.dumps(collections, protocol=5))
    (folder / "snapshot").write_bytes(pickle.dumps(snapshot, protocol=5))
    return seconds


def full_run(folder: Path) -> Measured:
    """The best of everything against everything."""
    technologies, needs = _collections(folder)
    started = time.perf_counter()
    pairs = match_engine(technologies, needs, TOP, SHIPPED_POLICY.least_points)
    return Measured(time.perf_counter() - started, peak_megabytes(), len(pairs))


def single_listings(data: Path, folder: Path, count: int) -> dict[str, list[float]]:
    """Milliseconds for single listings of each kind, from their text to their best counterparts."""
    technologies, needs = _collections(folder)
    snapshot: Snapshot = pickle.loads((folder / "snapshot").read_bytes())  # noqa: S301 - ours
    corpus = read_corpus(data)
    indexes = {"need": MatchIndex(technologies), "technology": MatchIndex(needs)}
    makers = {"need": corpus.need, "technology": corpus.technology}
    times: dict[str, list[float]] = {}
    for kind, make in makers.items():
        for number in range(count):
            document = make(20_000_000 + number)
            marks = [time.perf_counter()]
            counted = count_listing(document)
            marks.append(time.perf_counter())
            one = collect(document.kind, [document], snapshot, SHIPPED_POLICY, [counted])
            marks.append(time.perf_counter())
            match_one(one, indexes[kind], TOP, SHIPPED_POLICY.least_points)
            marks.append(time.perf_counter())
            indexes["need" if kind == "technology" else "technology"].put(one)
            marks.append(time.perf_counter())
            for name, (start, end) in zip(STEPS, pairwise(marks), strict=True):
                times.setdefault(f"{kind}: {name}", []).append(1000 * (end - start))
    return times


STEPS = ("count its terms", "weigh it", "score it against all", "put it into the index")


def half_and_most(times: list[float]) -> tuple[float, float]:
    """The median and what 95 of 100 stay below."""
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


def _collections(folder: Path) -> tuple[Collection, Collection]:
    found: tuple[Collection, Collection] = pickle.loads((folder / "collections").read_bytes())  # noqa: S301 - ours
    return found
