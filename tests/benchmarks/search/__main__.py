"""``make bench``: compares engines at 150,000 listings, and the fastest at 1,000,000.

``DATA`` names the folder of real data; without it the sample catalogue is recombined. Options:
``python -m tests.benchmarks.search --help``.
"""

import argparse
import json
import os
import pickle
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks.search import measuring, report
from tests.benchmarks.search.cases import Case, cases
from tests.benchmarks.search.corpus import Corpus, Material, material
from tests.benchmarks.search.engines import NAMES, postgres, size_of

SAMPLE = Path("greenmatch/sample/data")
MAIN = "2 words OR + 4 facets"
LARGE_ENGINES = ("greenmatch", "tantivy")
SAMPLED = 6_000


def main() -> None:
    """Run what the options say, print tables, write JSON."""
    options = _options()
    data = Path(os.environ["DATA"]) if os.environ.get("DATA") else None
    words = material(data, SAMPLE)
    print(f"Recombined: {data or 'the sample catalogue (set DATA for real data)'}")
    results: dict[str, Any] = {
        "machine": platform.platform(),
        "data": str(data or "sample"),
        "runs": {},
    }
    with ExitStack() as stack:
        folder = options.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        )
        chosen = [name for name in options.engines if name in LARGE_ENGINES]
        for size, names in ((options.listings, options.engines), (options.large, chosen)):
            if not size:
                continue
            run = results["runs"][str(size)] = {}
            for name, figures in _run(words, size, names, folder, options, stack):
                run[name] = figures
                results["load"] = measuring.load_average()
                _write(results, options.output)  # at once: a later engine may take too long
    print("\n".join(report.tables(results)))
    print(f"\nWritten to {options.output}")


def _write(results: dict[str, Any], output: Path) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(results, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=150_000)
    parser.add_argument("--large", type=int, default=1_000_000, help="0 leaves it out")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each number of processes")
    parser.add_argument("--engines", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--cases", nargs="+", help=f"only these, and {MAIN}")
    parser.add_argument("--keep", type=Path, help="a folder for indexes, used again if there")
    parser.add_argument("--output", type=Path, default=Path("build/bench-search.json"))
    return parser.parse_args()


def _run(
    words: Material,
    size: int,
    names: list[str],
    folder: Path,
    options: argparse.Namespace,
    stack: ExitStack,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The engines with their figures at one size."""
    corpus = Corpus(words, size)
    folder = folder / str(size)
    folder.mkdir(parents=True, exist_ok=True)
    documents = folder / "documents.pickle"
    if not documents.exists():
        documents.write_bytes(pickle.dumps(list(corpus.documents(corpus.all_ids()))))
    asked = [
        case
        for case in cases(list(corpus.documents(range(min(size, SAMPLED)))), options.questions)
        if not options.cases or case.name in {MAIN, *options.cases}
    ]
    for name in names:
        print(f"{size:,}: {name} …", flush=True)
        yield name, _engine(name, size, folder, documents, asked, options.seconds, stack)
    if not options.keep:
        shutil.rmtree(folder)


def _engine(
    name: str,
    size: int,
    folder: Path,
    documents: Path,
    asked: list[Case],
    seconds: float,
    stack: ExitStack,
) -> dict[str, Any]:
    """Build and measure the index of one engine, unless it is there already."""
    index, taken_file = folder / NAMES[name], folder / f"{NAMES[name]}.seconds"
    if name == "postgresql":
        postgres.serve(stack)
        taken_file.unlink(missing_ok=True)
    if not taken_file.exists():
        shutil.rmtree(index, ignore_errors=True)
        index.mkdir()
        (taken,) = measuring.in_new_processes(1, measuring.build, name, index, documents)
        taken_file.write_text(json.dumps(taken))
    taken = json.loads(taken_file.read_text())
    found = {}
    for case in asked:
        (found[case.name],) = measuring.in_new_processes(1, measuring.measure, name, index, case)
    offered = {case: figures for case, figures in found.items() if figures}
    main_case = next(case for case in asked if case.name == MAIN)
    return {
        **{f"rate {clock}": size / seconds for clock, seconds in taken.items()},
        "size": postgres.size() if name == "postgresql" else size_of(index),
        "memory": max(each["memory"] for each in offered.values()),
        "cases": offered,
        "processes": {
            str(number): measuring.several(name, index, main_case, number, seconds)
            for number in (1, 2, 4)
        },
    }


if __name__ == "__main__":
    main()
