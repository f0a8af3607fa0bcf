"""What GreenMatch takes: a full run, and single listings in the state that the worker keeps."""

import pickle
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from greenmatch.matching.document import Kind
from greenmatch.matching.features import count_listing
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import Collection, collect
from greenmatch.matching.snapshot import Snapshot, make_snapshot
from greenmatch.matching.state import MatchState
from tests.benchmarks.matching.corpus import Corpus, read_corpus
from tests.benchmarks.matching.measuring import peak_megabytes

PROCESSES = 2
_AT_ONCE = 2_000
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
    """Read, count and weigh everything, on all cores; it is kept in the folder, part by part."""
    clock = time.perf_counter
    counts: dict[Kind, int] = {"technology": technologies, "need": needs}
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        started = clock()
        texts = {kind: _parts(pool, _read, data, folder, kind, counts[kind]) for kind in counts}
        read = clock()
        counted = [each for part in texts["technology"] for each in _unpickled(part)[1]]
        snapshot = make_snapshot(1, counted, SHIPPED_POLICY)
        _pickle(folder / "snapshot", snapshot)
        made = clock()
        weighed = {kind: _parts(pool, _weigh, data, folder, kind, counts[kind]) for kind in counts}
        for kind, parts in weighed.items():
            _pickle(folder / kind, Collection.stacked([_unpickled(part) for part in parts]))
    return {
        "read the texts": read - started,
        "make a snapshot": made - read,
        "weigh everything": clock() - made,
    }


def full_run(data: Path | None, folder: Path, singles: int) -> FullRun:
    """Everything against everything; then some listings of each kind come, change and go."""
    snapshot: Snapshot = _unpickled(folder / "snapshot")
    technologies, needs = (_unpickled(folder / kind) for kind in ("technology", "need"))
    state = MatchState(snapshot, SHIPPED_POLICY)
    started = time.perf_counter()
    state.fill(technologies, needs)
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
    first = make(number)
    second = replace(make(number + 1_000_000), listing_id=first.listing_id)
    clock = time.perf_counter
    started = clock()
    count_listing(first)
    yield "reading its text, a part of the next two", clock() - started
    for name, documents in (("new", [first]), ("changed", [second]), ("withdrawn", [])):
        started = clock()
        state.change(documents, [] if documents else [first.listing_id])
        yield name, clock() - started


_Work = Callable[[Path | None, Path, Kind, range], Path]


def _parts(
    pool: ProcessPoolExecutor, work: _Work, data: Path | None, folder: Path, kind: Kind, count: int
) -> list[Path]:
    """What was made of all listings of a kind, some in each file."""
    starts = range(0, count, _AT_ONCE)
    parts = [range(at, min(at + _AT_ONCE, count)) for at in starts]
    return list(pool.map(partial(work, data, folder, kind), parts))


def _read(data: Path | None, folder: Path, kind: Kind, numbers: range) -> Path:
    """Some listings and the counts of their terms."""
    path = folder / f"{kind}-{numbers.start}-{numbers.stop}"
    if not path.exists():
        corpus = read_corpus(data)
        make = corpus.technology if kind == "technology" else corpus.need
        documents = [make(number) for number in numbers]
        _pickle(path, (documents, [count_listing(document) for document in documents]))
    return path


def _weigh(data: Path | None, folder: Path, kind: Kind, numbers: range) -> Path:
    """The same, weighed."""
    path = folder / f"weighed-{kind}-{numbers.start}-{numbers.stop}"
    if not path.exists():
        documents, counted = _unpickled(_read(data, folder, kind, numbers))
        snapshot = _unpickled_once(folder / "snapshot")
        _pickle(path, collect(kind, documents, snapshot, SHIPPED_POLICY, counted))
    return path


def _pickle(path: Path, content: object) -> None:
    draft = path.with_suffix(".draft")
    draft.write_bytes(pickle.dumps(content, protocol=5))
    draft.rename(path)


def _unpickled(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301 - written by _pickle above


_unpickled_once = cache(_unpickled)
