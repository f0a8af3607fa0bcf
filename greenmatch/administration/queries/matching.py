"""How good the matches of this platform are, by what people did with them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from greenmatch.enquiries.models import EnquiryThread, ThreadState
from greenmatch.matching.models import (
    Match,
    MatchFeedback,
    MatchSight,
    MatchSnapshot,
    Verdict,
)
from greenmatch.matching.queries import latest_snapshot


@dataclass(frozen=True)
class MatchFigures:
    """Pairs of a technology and a need, each counted once.

    `suggested` counts the present ones by strength. Of all that a side was shown in a list,
    `opened` were looked at, `shortlisted` kept, `dismissed` turned down, about `enquired` one side
    wrote to the other, and `agreed` enquiries were accepted. `reasons` counts dismissals, the most
    frequent reason first.
    """

    suggested: Mapping[str, int]
    shown: int
    opened: int
    shortlisted: int
    dismissed: int
    reasons: Mapping[str, int]
    enquired: int
    agreed: int
    last_run: MatchSnapshot | None

    @property
    def total(self) -> int:
        """How many pairs match at present."""
        return sum(self.suggested.values())

    def share(self, count: int) -> int | None:
        """A count in per cent of what was shown; None where nothing was."""
        return round(100 * count / self.shown) if self.shown else None


def match_figures(session: Session) -> MatchFigures:
    """The figures now; eight queries."""
    strengths = select(Match.strength, func.count()).group_by(Match.strength)
    reasons = select(MatchFeedback.reason).where(MatchFeedback.verdict == Verdict.DISMISSED)
    counted = Counter(session.scalars(reasons))
    return MatchFigures(
        suggested={row[0]: row[1] for row in session.execute(strengths)},
        shown=_count(session, _sights()),
        opened=_count(session, _sights().where(MatchSight.opened_at.is_not(None))),
        shortlisted=_count(session, _verdicts(Verdict.SHORTLISTED)),
        dismissed=_count(session, _verdicts(Verdict.DISMISSED)),
        reasons=dict(counted.most_common()),
        enquired=_count(session, _enquired()),
        agreed=_count(session, _enquired().where(EnquiryThread.state == ThreadState.ACCEPTED)),
        last_run=latest_snapshot(session),
    )


def _count(session: Session, pairs: Select[int, int]) -> int:
    query = select(func.count()).select_from(pairs.distinct().subquery())
    return session.scalar(query) or 0


def _sights() -> Select[int, int]:
    return select(MatchSight.technology_id, MatchSight.need_id)


def _verdicts(verdict: Verdict) -> Select[int, int]:
    return select(MatchFeedback.technology_id, MatchFeedback.need_id).where(
        MatchFeedback.verdict == verdict
    )


def _enquired() -> Select[int, int]:
    """Pairs that one side was shown and wrote to the other about."""
    return _sights().join(
        EnquiryThread,
        (EnquiryThread.sender_id == MatchSight.organisation_id)
        & or_(
            EnquiryThread.listing_id == MatchSight.technology_id,
            EnquiryThread.listing_id == MatchSight.need_id,
        ),
    )
