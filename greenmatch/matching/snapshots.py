"""Snapshots on the disk, by number: what scores were computed with stays readable.

They are pickles: the instance folder is a trust boundary.
"""

import os
import pickle
from pathlib import Path

from greenmatch.matching.snapshot import Snapshot

KEEP = 2


def snapshot_file(folder: Path, number: int) -> Path:
    """Where the snapshot of a number is kept."""
    return folder / f"snapshot-{number}.pickle"


def save_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Keep a snapshot durably, and forget all but the newest ones."""
    folder.mkdir(parents=True, exist_ok=True)
    path = snapshot_file(folder, snapshot.number)
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        pickle.dump(snapshot, file, protocol=pickle.HIGHEST_PROTOCOL)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    for old in folder.glob("snapshot-*.pickle"):
        number = old.stem.removeprefix("snapshot-")
        if number.isdecimal() and int(number) <= snapshot.number - KEEP:
            old.unlink(missing_ok=True)


def load_snapshot(folder: Path, number: int, policy_version: str) -> Snapshot | None:
    """The snapshot of a number; None where it is gone, damaged or of another policy."""
    try:
        with snapshot_file(folder, number).open("rb") as file:
            found = pickle.load(file)  # noqa: S301 - written by save_snapshot above
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError):
        return None
    if not isinstance(found, Snapshot) or found.policy_version != policy_version:
        return None
    return found
