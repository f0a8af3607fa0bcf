"""Whether a thousand random changes lead to what a full run finds, on recombined real listings.

DATA=… python -m tests.benchmarks.matching.changes [--changes 1000] [--seed 1]
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.features import count_listing
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import collect
from greenmatch.matching.snapshot import Snapshot, make_snapshot
from greenmatch.matching.state import MatchState
from tests.benchmarks.matching.corpus import Corpus, read_corpus

Live = dict[int, MatchDocument]


def filled(live: Live, snapshot: Snapshot) -> MatchState:
    """A state with all listings at once."""
    kinds: tuple[Kind, Kind] = ("technology", "need")
    technologies, needs = (
        collect(
            kind, [each for each in live.values() if each.kind == kind], snapshot, SHIPPED_POLICY
        )
        for kind in kinds
    )
    state = MatchState(snapshot, SHIPPED_POLICY)
    state.fill(technologies, needs)
    return state


def changes(corpus: Corpus, live: Live, chance: random.Random) -> Iterator[MatchDocument | int]:
    """Listings that are new or changed, and the numbers of those that go, without end."""
    fresh = 1_000_000
    while True:
        listing_id = chance.choice(list(live))
        kind = live[listing_id].kind
        make = corpus.technology if kind == "technology" else corpus.need
        fresh += 1
        yield chance.choice(
            (
                listing_id,
                make(fresh),
                replace(make(fresh), listing_id=listing_id),
                replace(live[listing_id], trl=chance.choice((None, 3, 9))),
                replace(live[listing_id], open_for_enquiries=False),
            )
        )


def main() -> int:
    """Says how many pairs there are, and whether they are the same; 1 if not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--technologies", type=int, default=4_000)
    parser.add_argument("--needs", type=int, default=550)
    parser.add_argument("--changes", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = read_corpus(Path(os.environ["DATA"]) if os.environ.get("DATA") else None)
    offers = [corpus.technology(number) for number in range(options.technologies)]
    wants = [corpus.need(number) for number in range(options.needs)]
    snapshot = make_snapshot(1, [count_listing(each) for each in offers], SHIPPED_POLICY)
    live = {each.listing_id: each for each in (*offers, *wants)}
    state = filled(live, snapshot)
    stored = state.pairs().as_dict()
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    started = time.process_time()
    coming = changes(corpus, live, chance)
    for _ in range(options.changes):
        change = next(coming)
        if isinstance(change, int):
            del live[change]
            touched = state.change([], [change])
        else:
            live[change.listing_id] = change
            touched = state.change([change], [])
        stored |= touched.as_dict()
    taken = 1000 * (time.process_time() - started) / options.changes
    stored = {pair: points for pair, points in stored.items() if points}
    expected = filled(live, snapshot).pairs().as_dict()
    same = state.pairs().as_dict() == expected and stored == expected
    print(
        f"{options.changes} changes ({taken:.1f} ms of processor time each): {len(live)} listings,"
        f" {len(expected)} pairs, {'the same as' if same else 'NOT those of'} a full run"
    )
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
