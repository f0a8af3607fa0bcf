"""Reads: what both sides said of matches, as labelled data that names nobody."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from greenmatch.catalogue.models import Listing
from greenmatch.matching.models import MatchFeedback


class LabelledPair(msgspec.Struct, frozen=True):
    """A verdict of one side on a pair of listings (public ids, and the versions judged).

    `side` is the kind of listing whose side said it; `lapsed` says that a listing has changed much
    since. `points`, `policy` and `snapshot` are those of the match when it was judged.
    """

    technology: str
    need: str
    technology_version: int
    need_version: int
    side: str
    verdict: str
    reason: str
    lapsed: bool
    at: datetime
    points: int | None
    policy: str | None
    snapshot: int | None


def labelled_pairs(session: Session) -> Iterator[LabelledPair]:
    """All verdicts, the oldest first. Who gave them, and their notes, are left out."""
    technology, need = aliased(Listing), aliased(Listing)
    query = (
        select(MatchFeedback, technology, need)
        .join(technology, technology.id == MatchFeedback.technology_id)
        .join(need, need.id == MatchFeedback.need_id)
        .order_by(MatchFeedback.given_at, MatchFeedback.id)
    )
    for feedback, offer, want in session.execute(query):
        scored: dict[str, Any] = feedback.parts or {}
        own = offer.organisation_id == feedback.organisation_id
        yield LabelledPair(
            technology=offer.public_id,
            need=want.public_id,
            technology_version=feedback.technology_number,
            need_version=feedback.need_number,
            side="technology" if own else "need",
            verdict=feedback.verdict.value,
            reason=feedback.reason,
            lapsed=feedback.lapsed,
            at=feedback.given_at,
            points=scored.get("points"),
            policy=scored.get("policy"),
            snapshot=scored.get("snapshot"),
        )
