"""The running application's matcher: its policy, its folder, and the snapshots in use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from flask import Flask, current_app

from greenmatch.config import Settings
from greenmatch.matching.policy import SHIPPED_POLICY, Policy
from greenmatch.matching.privacy import init_privacy
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.snapshots import load_snapshot
from greenmatch.matching.state import MatchState

_KEY = "greenmatch.matching"


@dataclass
class Matcher:
    """`state` is held by the process that computes matches; others only explain them.

    `computing` is held while the state and the stored matches change, so that a change and a
    full run in another thread do not undo each other.
    """

    folder: Path
    policy: Policy = SHIPPED_POLICY
    state: MatchState | None = None
    computing: RLock = field(default_factory=RLock, repr=False)
    _snapshots: dict[int, Snapshot] = field(default_factory=dict)

    def snapshot(self, number: int) -> Snapshot | None:
        """The snapshot of a number, read once; None where it is no longer kept."""
        if number not in self._snapshots:
            found = load_snapshot(self.folder, number, self.policy.version)
            if found is None:
                return None
            newest = sorted(self._snapshots)[-1:]
            self._snapshots = {n: self._snapshots[n] for n in newest} | {number: found}
        return self._snapshots[number]

    def remember(self, known: Mapping[int, Snapshot]) -> None:
        """Keep snapshots that were just made."""
        self._snapshots.update(known)


def init_matching(app: Flask, settings: Settings) -> None:
    """Give the application a matcher with the shipped policy; say what is held of people."""
    init_privacy()
    app.extensions[_KEY] = Matcher(settings.instance / "matching")


def current_matcher() -> Matcher:
    """The matcher of the current application."""
    matcher = current_app.extensions[_KEY]
    assert isinstance(matcher, Matcher)  # noqa: S101 - put there by init_matching
    return matcher
