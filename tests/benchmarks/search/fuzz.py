"""Asks queries that nobody would type.

``python -m tests.benchmarks.search.fuzz``: 10,000 queries of all scripts, from pieces of the query
language, real words and noise, at 150,000 listings; none may fail, none may take over 250 ms.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from greenmatch.core.text import words
from greenmatch.search.engine import SearchQuery
from greenmatch.search.language import parse
from greenmatch.search.whoosh import WhooshEngine
from tests.benchmarks.search.__main__ import SAMPLE
from tests.benchmarks.search.corpus import Corpus, material

LONGEST = 250.0
_PIECES = [
    '"',
    "-",
    "OR",
    "(",
    ")",
    ":",
    "title:",
    "trl:>=",
    "sector:",
    "ipc:H01",
    "patent:WO",
    "\n",
]
_SCRIPTS = [(0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x5FF), (0x600, 0x6FF), (0x900, 0xDFF),
            (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF),
            (0x1F300, 0x1FAFF), (0x2000, 0x206F)]  # fmt: skip


def query(draw: random.Random, known: list[str]) -> str:
    """Some pieces in a row, with or without blanks, seldom very many."""
    pieces = draw.choice([1, 2, 4, 8, 40, 400])
    return draw.choice(["", " "]).join(_piece(draw, known) for _ in range(pieces))


def _piece(draw: random.Random, known: list[str]) -> str:
    kind = draw.random()
    if kind < 0.5:
        return draw.choice(known)
    if kind < 0.7:
        return draw.choice(_PIECES)
    first, last = draw.choice(_SCRIPTS)
    return "".join(chr(draw.randint(first, last)) for _ in range(draw.randint(1, 6)))


def main() -> None:
    """Build, ask, print; exit code 1 where a query was too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=150_000)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--index", type=Path, help="an index that is there already")
    options = parser.parse_args()
    data = Path(os.environ["DATA"]) if os.environ.get("DATA") else None
    corpus = Corpus(material(data, SAMPLE), options.listings)
    known = [
        word for document in corpus.documents(range(300)) for word in words(document.bodies[0])
    ]
    draw = random.Random(11)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        engine = WhooshEngine(options.index or Path(name), corpus)
        if options.index is None:
            engine.rebuild()
        times, slowest = [], ("", 0.0)
        for _ in range(options.queries):
            text = query(draw, known)
            started = time.thread_time()
            engine.search(SearchQuery(tree=parse(text).tree))
            taken = (time.thread_time() - started) * 1000
            times.append(taken)
            slowest = max(slowest, (text, taken), key=lambda pair: pair[1])
    middle, high, most = np.percentile(times, [50, 95, 100])
    print(f"{len(times)} queries, ms of processor time:")
    print(f"p50 {middle:.1f}  p95 {high:.1f}  max {most:.1f}")
    print(f"slowest: {slowest[0][:200]!r}")
    sys.exit(int(most > LONGEST))


if __name__ == "__main__":
    main()
