"""``make bench-http``: pages a second of the real server with 150,000 listings.

Fills a new instance, builds its index, serves it with a process for each core and lets visitors ask
for search pages with facets. Server and visitors share the machine. ``DATA`` as for ``make bench``;
options: ``python -m tests.benchmarks.http --help``.
"""

import argparse
import json
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from greenmatch.config import Settings
from tests.benchmarks.http.filling import fill
from tests.benchmarks.http.visiting import Visit, visit
from tests.benchmarks.search.__main__ import SAMPLE
from tests.benchmarks.search.cases import FILTERS, Case, Question, cases
from tests.benchmarks.search.corpus import Corpus, material
from tests.fixtures.server import Server, clean_environment

SAMPLED = 3_000
WARM = 100
"""Pages of a kind that are asked for again and again."""
FRESH = 400
"""Pages of a kind that are asked for once."""
SHOWN = ("1 common word", "2 words OR + 4 facets", "2 words OR + 3 filters + 4 facets", "phrase")
_COLUMNS = {"rate": "pages/s", "p50": "p50 ms", "p95": "p95 ms", "max": "max ms"} | {
    "kB": "kB gzipped",
    "server": "server cpu ms",
    "visitor": "visitor cpu ms",
    "first": "first, cpu ms",
    "first_p95": "first, p95 ms",
    "mixed": "half new, /s",
    "mixed_cpu": "half new, cpu ms",
    "mixed_p95": "half new, p95 ms",
}
_ROW = "{:<36}" + "{:>17}" * len(_COLUMNS)


def main() -> None:
    """Fill, serve, ask, print."""
    options = _options()
    data = Path(os.environ["DATA"]) if os.environ.get("DATA") else None
    corpus = Corpus(material(data, SAMPLE), options.listings)
    with ExitStack() as stack:
        folder = options.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-http-"))
        )
        server = _instance(folder, corpus)
        server.start("--workers", str(options.workers))
        stack.callback(server.stop)
        found = {
            case.name: _figures(server, case, options)
            for case in cases(
                list(corpus.documents(range(min(corpus.size, SAMPLED)))), WARM + FRESH
            )
            if case.name in SHOWN
        }
    print(_ROW.format("search page", *_COLUMNS.values()))
    for name, each in found.items():
        print(_ROW.format(name, *(f"{each[column]:.1f}" for column in _COLUMNS)))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(found, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=150_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--visitors", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=15.0, help="for each kind of page")
    parser.add_argument("--keep", type=Path, help="a folder for the instance, used again if there")
    parser.add_argument("--output", type=Path, default=Path("build/bench-http.json"))
    return parser.parse_args()


def _instance(folder: Path, corpus: Corpus) -> Server:
    """An instance with the whole corpus in database and index, not yet served."""
    environment = clean_environment(
        folder, GREENMATCH_RATE_LIMITS="no", GREENMATCH_LOG_LEVEL="WARNING"
    )
    server, done = Server(environment, folder), folder / f"filled-{corpus.size}"
    folder.mkdir(parents=True, exist_ok=True)
    if not done.exists():
        server.command("init", "--no-sample")
        settings = Settings.from_environment(environment)
        _timed("filling the database", partial(fill, settings.database_uri, corpus), corpus.size)
        done.touch()
    if json.loads(server.command("search", "status", "--json"))["documents"] < corpus.size:
        rebuild = partial(server.command, "search", "rebuild", timeout=3_000)
        _timed("building the index", rebuild, corpus.size)
    return server


def _timed(what: str, work: Any, listings: int) -> None:
    started = time.perf_counter()
    work()
    taken = time.perf_counter() - started
    print(f"{what}: {taken:.0f} s, {listings / taken:,.0f} listings a second", flush=True)


def _figures(server: Server, case: Case, options: argparse.Namespace) -> dict[str, float]:
    """Pages a second and milliseconds of a page of this kind, warm; ``first`` where it was not.

    ``server``, ``visitor`` and ``first`` are milliseconds that a page takes of one processor: they
    hold on a busy machine too. Warm is a page that its process has made before; of the ``mixed``
    ones every second is one that nobody has asked for.
    """
    every = list(dict.fromkeys(map(_path, case.questions)))
    paths, fresh = every[:WARM], [*every[WARM:], *(f"{path}&page=2" for path in every)][:FRESH]
    with ProcessPoolExecutor(options.visitors, mp_context=get_context("spawn")) as pool:

        def visits(count: int, seconds: float, least: int = 0) -> tuple[list[Visit], float]:
            used = _processor_seconds(server)
            turned = [_turned(paths, place) for place in range(count)]
            seen = pool.map(visit, repeat(server.url), turned, repeat(seconds), repeat(least))
            return list(seen), _processor_seconds(server) - used

        def mixed(place: int) -> list[str]:
            new = fresh[place :: options.visitors]
            old = _turned(paths, place)[: len(new)]
            return [path for pair in zip(new, old, strict=True) for path in pair]

        visits(options.visitors, 0.0, 1)
        [first], first_used = visits(1, 0.0, len(paths))
        visits(options.visitors, 0.0, 2 * len(paths))
        seen, used = visits(options.visitors, options.seconds)
        ways = [mixed(place) for place in range(options.visitors)]
        started, mixed_used = time.perf_counter(), _processor_seconds(server)
        both = list(pool.map(visit, repeat(server.url), ways, repeat(0.0), map(len, ways)))
        mixed_seconds = time.perf_counter() - started
        mixed_used = _processor_seconds(server) - mixed_used
    mixed_times = [each for one in both for each in one.times]
    times = [each for one in seen for each in one.times]
    middle, high, most = np.percentile(times, [50, 95, 100]).round(2).tolist()
    return {
        "rate": len(times) / options.seconds,
        "p50": middle,
        "p95": high,
        "max": most,
        "kB": sum(one.bytes for one in seen) / len(times) / 1000,
        "server": used * 1000 / len(times),
        "visitor": sum(one.cpu for one in seen) * 1000 / len(times),
        "first": first_used * 1000 / len(first.times),
        "first_p95": float(np.percentile(first.times, 95).round(2)),
        "mixed": len(mixed_times) / mixed_seconds,
        "mixed_cpu": mixed_used * 1000 / len(mixed_times),
        "mixed_p95": float(np.percentile(mixed_times, 95).round(2)),
    }


def _turned(paths: list[str], place: int) -> list[str]:
    """The same pages, beginning elsewhere for each visitor."""
    begin = place * 7 % len(paths)
    return paths[begin:] + paths[:begin]


def _processor_seconds(server: Server) -> float:
    """What the web processes have had of the processors."""
    web, _worker = server.children()
    return sum(sum(process.cpu_times()[:2]) for process in web)


def _path(question: Question) -> str:
    """The address of the search page that asks this."""
    text = " ".join(question.words)
    if question.operator == "phrase":
        text = f'"{text}"'
    elif question.operator == "or":
        text = " OR ".join(question.words)
    arguments: list[tuple[str, str]] = [("q", text)]
    if question.filters:
        arguments += [(name, value) for name, values in FILTERS.items() for value in values]
    return f"/en/search?{urlencode(arguments)}"


if __name__ == "__main__":
    main()
