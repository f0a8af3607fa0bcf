"""``make bench-matching``: everything against everything, and single listings, beside others.

``DATA`` names the folder of real data; without it the sample catalogue is recombined. Options:
``python -m tests.benchmarks.matching --help``.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks.matching import report, stages
from tests.benchmarks.matching.measuring import alone
from tests.benchmarks.matching.others import with_bm25s, with_whoosh


def main() -> int:
    """Run everything, print tables, write JSON; 1 where more was taken than is allowed."""
    options = _options()
    data = Path(os.environ["DATA"]) if os.environ.get("DATA") else None
    print(f"Recombined: {'the folder DATA' if data else 'the sample catalogue (set DATA)'}")
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        results = _measured(options, data, options.keep or Path(temporary))
    print("\n".join(report.tables(results)))
    failed = report.failures(results["greenmatch"])
    print("".join(f"\nToo much: {each}" for each in failed))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(results, indent=2, default=asdict))
    print(f"Written to {options.output}")
    return int(bool(failed))


def _measured(options: argparse.Namespace, data: Path | None, folder: Path) -> dict[str, Any]:
    prepared = folder / "prepared.json"
    size = (options.technologies, options.needs)
    if not prepared.exists():
        print("Reading and weighing the texts …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        prepared.write_text(json.dumps(alone(stages.prepare, data, folder, *size)))
    print("A full run, and single listings …", flush=True)
    run = alone(stages.full_run, data, folder, options.singles)
    others = {}
    if options.needs_of_bm25s:
        print("bm25s …", flush=True)
        others["bm25s"] = alone(with_bm25s, data, options.technologies, options.needs_of_bm25s)
    if options.needs_of_whoosh:
        print("Whoosh …", flush=True)
        most = min(options.technologies, options.technologies_of_whoosh)
        others["a whoosh query a need"] = alone(with_whoosh, data, most, options.needs_of_whoosh)
    return {
        "machine": platform.platform(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "data": "DATA" if data else "sample",
        "technologies": options.technologies,
        "needs": options.needs,
        "prepared": json.loads(prepared.read_text()),
        "greenmatch": run,
        "others": others,
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--technologies", type=int, default=150_000)
    parser.add_argument("--needs", type=int, default=10_000)
    parser.add_argument("--singles", type=int, default=100, help="listings of each kind")
    parser.add_argument("--needs-of-bm25s", type=int, default=2_000, help="0 leaves it out")
    parser.add_argument("--needs-of-whoosh", type=int, default=20, help="0 leaves it out")
    parser.add_argument("--technologies-of-whoosh", type=int, default=30_000)
    parser.add_argument("--keep", type=Path, help="a folder for what was read, used again if there")
    parser.add_argument("--output", type=Path, default=Path("build/bench-matching.json"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
