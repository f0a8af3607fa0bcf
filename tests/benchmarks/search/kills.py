"""Kills the writer of an index at random moments and looks at what is left.

``python -m tests.benchmarks.search.kills``: what ``apply`` confirmed must be found, the index must
open and every checksum must fit, after each kill.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from greenmatch.search.whoosh import Tuning, WhooshEngine
from tests.factories.search import MemorySource, search_document

_ACKNOWLEDGED = "acknowledged"


def write(folder: Path, first: int) -> None:
    """Add listings one by one for ever, and note each that was confirmed."""
    source = MemorySource()
    engine = WhooshEngine(folder, source, tuning=Tuning(background=True))
    with (folder / _ACKNOWLEDGED).open("a") as log:
        for number in range(first, first + 1_000):
            source.put(search_document(number, f"Thing number{number}"))
            engine.apply([number])
            log.write(f"{number}\n")
            log.flush()


def main() -> None:
    """Kill as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writer", nargs=2, metavar=("FOLDER", "FIRST"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer:
        write(Path(options.writer[0]), int(options.writer[1]))
        return
    draw = random.Random()  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        engine = WhooshEngine(folder, MemorySource())
        engine.rebuild()
        for kill in range(options.kills):
            command = [sys.executable, "-m", __spec__.name, "--writer", name, str(kill * 1_000 + 1)]
            with subprocess.Popen(command) as writer:
                _wait_for_more(folder, writer, draw.randint(1, 60))
                time.sleep(draw.uniform(0, 0.05))
                writer.send_signal(signal.SIGKILL)
            # The last line may be cut off by the kill.
            *lines, _ = (folder / _ACKNOWLEDGED).read_text().split("\n")
            confirmed = set(map(int, lines))
            found = WhooshEngine(folder, MemorySource())
            assert found.verify() == "", found.verify()
            assert found.status().state == "ready"
            assert confirmed <= found.listing_ids(), confirmed - found.listing_ids()
        print(f"{options.kills} kills, {len(confirmed)} confirmed changes, none lost")


def _wait_for_more(folder: Path, writer: "subprocess.Popen[bytes]", number: int) -> None:
    """Wait until the writer has confirmed so many changes more."""
    log = folder / _ACKNOWLEDGED
    before = _lines(log) if log.exists() else 0
    while writer.poll() is None and (not log.exists() or _lines(log) < before + number):
        time.sleep(0.01)


def _lines(log: Path) -> int:
    return len(log.read_text().split())


if __name__ == "__main__":
    main()
