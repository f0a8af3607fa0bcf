"""How far the current policy agrees with what people said of matches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.matching.changing import NOT_ABOUT_FIT
from greenmatch.matching.conditions import violated
from greenmatch.matching.document import MatchDocument
from greenmatch.matching.explanation import explain
from greenmatch.matching.models import Verdict
from greenmatch.matching.policy import Policy
from greenmatch.matching.queries.labelled import LabelledPair, labelled_pairs
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.source import documents


@dataclass(frozen=True)
class Judged:
    """A pair with what was said of it and its score now; None where a condition rules it out.

    `by` names the listing whose side said it.
    """

    by: str
    liked: bool
    points: int | None


@dataclass(frozen=True)
class Agreement:
    """Shortlisted against dismissed pairs under a policy.

    `ordered` is the share of all comparisons between a shortlisted and a dismissed pair of the
    same listing in which the shortlisted one has the higher score (a tie counts half), None where
    there is nothing to compare. Dismissals whose reason says nothing about the fit are left out.
    """

    shortlisted: int
    dismissed: int
    comparisons: int
    ordered: float | None
    shown_shortlisted: int
    shown_dismissed: int

    def as_json(self) -> dict[str, int | float | None]:
        """The figures by name."""
        return {
            "shortlisted": self.shortlisted,
            "dismissed": self.dismissed,
            "comparisons": self.comparisons,
            "ordered": None if self.ordered is None else round(self.ordered, 4),
            "still shown of the shortlisted": self.shown_shortlisted,
            "still shown of the dismissed": self.shown_dismissed,
        }


def agreement(session: Session, *, snapshot: Snapshot, policy: Policy) -> Agreement:
    """The agreement with all verdicts on listings that are live and as they were judged."""
    labels = [
        pair
        for pair in labelled_pairs(session)
        if not pair.lapsed and pair.reason not in NOT_ABOUT_FIT
    ]
    known = _documents(session, labels)
    return agreement_of(
        [
            _judged(pair, known[pair.technology], known[pair.need], snapshot, policy)
            for pair in labels
            if pair.technology in known and pair.need in known
        ],
        policy.least_points,
    )


def agreement_of(judged: Iterable[Judged], least: int) -> Agreement:
    """The agreement with these; `least` is the score from which a pair is shown."""
    by_listing: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        by_listing[each.by].append(each)
    everything = [each for group in by_listing.values() for each in group]
    wins = [
        _win(good.points or 0, bad.points or 0)
        for group in by_listing.values()
        for good, bad in product(_those(group, liked=True), _those(group, liked=False))
    ]
    liked, disliked = (_those(everything, liked=liked) for liked in (True, False))
    return Agreement(
        shortlisted=len(liked),
        dismissed=len(disliked),
        comparisons=len(wins),
        ordered=sum(wins) / len(wins) if wins else None,
        shown_shortlisted=sum((each.points or 0) >= least for each in liked),
        shown_dismissed=sum((each.points or 0) >= least for each in disliked),
    )


def _those(group: Sequence[Judged], *, liked: bool) -> list[Judged]:
    return [each for each in group if each.liked is liked]


def _win(good: int, bad: int) -> float:
    return 0.5 if good == bad else float(good > bad)


def _documents(session: Session, labels: Sequence[LabelledPair]) -> Mapping[str, MatchDocument]:
    """The live ones of the labelled listings, by public id."""
    names = {name for pair in labels for name in (pair.technology, pair.need)}
    query = select(Listing.id, Listing.public_id).where(Listing.public_id.in_(names))
    ids = {row.id: row.public_id for row in session.execute(query)}
    return {ids[each.listing_id]: each for each in documents(session, ids)}


def _judged(
    pair: LabelledPair,
    technology: MatchDocument,
    need: MatchDocument,
    snapshot: Snapshot,
    policy: Policy,
) -> Judged:
    points = None
    if not violated(technology, need):
        found = explain(technology, need, snapshot, policy)
        points = found.points if found.text_points >= policy.least_text_points else None
    by = pair.technology if pair.side == "technology" else pair.need
    return Judged(by, pair.verdict == Verdict.SHORTLISTED, points)
