"""What GreenMatch takes: a full run, and single listings in the state that the worker keeps."""

import pickle
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.features import CountedListing, count_listing
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import Collection, collect
from greenmatch.matching.snapshot import Snapshot, make_snapshot
from greenmatch.matching.state import MatchState
from tests.benchmarks.matching.corpus import Corpus, read_corpus
from tests.benchmarks.matching.measuring import peak_megabytes

PROCESSES = 2
_READ_AT_ONCE = 500
_FRESH: Mapping[Kind, int] = {"technology": 2_000_000, "need": 4_000_000}
Milliseconds = Mapping[str, list[float]]


@dataclass(frozen=True)
class FullRun:
    """Seconds and peak memory of a full run, and how single listings fared after it."""

    seconds: float
    megabytes: float
    pairs: int
    singles: Milliseconds


def prepare(data: Path | None, folder: Path, technologies: int, needs: int) -> dict[str, float]:
    """Read, count and weigh everything; what the next stages need is kept in the folder."""
    clock = time.perf_counter
    started = clock()
    offers, counted = _read(data, range(technologies), "technology")
    wants, wanted = _read(data, range(needs), "need")
    read = clock()
    snapshot = make_snapshot(1, counted, SHIPPED_POLICY)
    made = clock()
    collections = (
        collect("technology", offers, snapshot, SHIPPED_POLICY, counted),
        collect("need", wants, snapshot, SHIPPED_POLICY, wanted),
    )
    weighed = clock()
    (folder / "collections").write_bytes(pickle.dumps(collections, protocol=5))
    (folder / "snapshot").write_bytes(pickle.dumps(snapshot, protocol=5))
    return {
        "read the texts": read - started,
        "make a snapshot": made - read,
        "weigh everything": weighed - made,
    }


def full_run(data: Path | None, folder: Path, singles: int) -> FullRun:
    """Everything against everything; then some listings of each kind come, change and go."""
    snapshot: Snapshot = pickle.loads((folder / "snapshot").read_bytes())  # noqa: S301 - ours
    loaded: tuple[Collection, Collection] = pickle.loads((folder / "collections").read_bytes())  # noqa: S301 - ours
    state = MatchState(snapshot, SHIPPED_POLICY)
    started = time.perf_counter()
    state.fill(*loaded)
    seconds, megabytes = time.perf_counter() - started, peak_megabytes()
    pairs = len(state.pairs())
    corpus = read_corpus(data)
    return FullRun(seconds, megabytes, pairs, _singles(state, corpus, singles))


def _singles(state: MatchState, corpus: Corpus, count: int) -> Milliseconds:
    times: dict[str, list[float]] = {}
    for kind in _FRESH:
        for number in range(count):
            for name, taken in _life(state, corpus, kind, _FRESH[kind] + number):
                times.setdefault(f"{kind}, {name}", []).append(1000 * taken)
    return times


def _life(
    state: MatchState, corpus: Corpus, kind: Kind, number: int
) -> Iterator[tuple[str, float]]:
    """What a listing's publication, change and withdrawal take."""
    make = corpus.technology if kind == "technology" else corpus.need
    first, second = make(number), replace(make(number + 1_000_000), listing_id=number)
    clock = time.perf_counter
    started = clock()
    count_listing(first)
    yield "reading its text, a part of the next two", clock() - started
    for name, documents in (("new", [first]), ("changed", [second]), ("withdrawn", [])):
        started = clock()
        state.change(documents, [] if documents else [number])
        yield name, clock() - started


def _read(
    data: Path | None, numbers: range, kind: Kind
) -> tuple[list[MatchDocument], list[CountedListing]]:
    """The listings and the counts of their terms, on all cores."""
    starts = range(numbers.start, numbers.stop, _READ_AT_ONCE)
    parts = [range(at, min(at + _READ_AT_ONCE, numbers.stop)) for at in starts]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(partial(_read_part, data, kind), parts))
    return [d for part in found for d in part[0]], [c for part in found for c in part[1]]


def _read_part(
    data: Path | None, kind: Kind, numbers: range
) -> tuple[list[MatchDocument], list[CountedListing]]:
    corpus = read_corpus(data)
    make = corpus.technology if kind == "technology" else corpus.need
    documents = [make(number) for number in numbers]
    return documents, [count_listing(document) for document in documents]
