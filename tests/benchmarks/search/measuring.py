"""Builds an index and asks it questions, each engine in processes of its own."""

import os
import pickle
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psutil

from tests.benchmarks.search.cases import Case, Question
from tests.benchmarks.search.engines import Answer, engine_class

PASSES = 3
"""The first one touches the words first, the last one counts as warm."""
BUDGET = 20.0
"""Seconds that a slow engine may take for a pass; it is asked fewer questions then."""
FEWEST = 8


@dataclass(frozen=True)
class Times:
    """Milliseconds of the median and of 95 of 100 questions, and how many were asked.

    ``cpu50`` and ``cpu95`` count only what the asking thread itself had of the processor: the fair
    figure on a busy machine for engines that run in it (not for PostgreSQL).
    """

    p50: float
    p95: float
    cpu50: float
    cpu95: float
    asked: int


class Taken(NamedTuple):
    """Milliseconds of one question: on the clock, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Figures:
    """A case of an engine: first touch, warm, and the mean number of matches."""

    first: Times
    warm: Times
    matches: float


def in_new_processes(number: int, work: Callable[..., Any], *arguments: Any) -> list[Any]:
    """What a function gives in fresh processes, so that nothing is in memory before."""
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(work, *arguments) for _ in range(number)]
        return [each.result() for each in waiting]


def build(name: str, folder: Path, documents: Path) -> dict[str, float]:
    """Build an index from pickled documents: seconds, and those of all processors together."""
    kept = pickle.loads(documents.read_bytes())  # noqa: S301  # we wrote it
    started, used = time.perf_counter(), _processor_seconds()
    engine_class(name).build(folder, kept)
    return {"wall": time.perf_counter() - started, "cpu": _processor_seconds() - used}


def measure(name: str, folder: Path, case: Case) -> dict[str, Any] | None:
    """The figures of a case and the memory of the process after it, None if not offered."""
    found = _figures(engine_class(name)(folder).answer, case)
    if found is None:
        return None
    return asdict(found) | {"memory": psutil.Process().memory_full_info().uss}


def _processor_seconds() -> float:
    """What this process and its finished children had of the processors."""
    return sum(os.times()[:4])


def throughput(name: str, folder: Path, case: Case, seconds: float) -> list[Taken]:
    """Milliseconds of each question that one process could ask in a time, warm."""
    engine = engine_class(name)(folder)
    for question in case.questions[:50]:
        engine.answer(question)
    times: list[Taken] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        question = case.questions[len(times) % len(case.questions)]
        times.append(_timed(engine.answer, question)[0])
    return times


def several(
    name: str, folder: Path, case: Case, processes: int, seconds: float
) -> dict[str, float]:
    """Questions a second and their times with several processes at once."""
    parts = in_new_processes(processes, throughput, name, folder, case, seconds)
    times = [each for part in parts for each in part]
    return {"a second": len(times) / seconds, **asdict(_times(times))}


def load_average() -> float:
    """How busy the machine was in the last minute: figures of a busy machine are too high."""
    return os.getloadavg()[0]


def _figures(answer: Callable[[Question], Answer | None], case: Case) -> Figures | None:
    """The figures of a case, None where the engine does not offer it."""
    if answer(case.questions[-1]) is None:
        return None
    questions, passes, totals = case.questions[:-1], [], [0]
    for _ in range(PASSES):
        times: list[Taken] = []
        for question in questions:
            taken, found = _timed(answer, question)
            times.append(taken)
            totals.append(found.total if found else 0)
            if sum(each.wall for each in times) > BUDGET * 1000 and len(times) >= FEWEST:
                break
        questions = questions[: len(times)]
        passes.append(_times(times))
    return Figures(passes[0], passes[-1], float(np.mean(totals[1:])))


def _timed(
    answer: Callable[[Question], Answer | None], question: Question
) -> tuple[Taken, Answer | None]:
    wall, cpu = time.perf_counter(), time.thread_time()
    found = answer(question)
    cpu = time.thread_time() - cpu
    return Taken((time.perf_counter() - wall) * 1000, cpu * 1000), found


def _times(taken: list[Taken]) -> Times:
    (p50, cpu50), (p95, cpu95) = np.percentile(np.array(taken), [50, 95], axis=0).round(3).tolist()
    return Times(p50, p95, cpu50, cpu95, len(taken))
