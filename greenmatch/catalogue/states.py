"""The states of a listing and of its versions, and the one table of transitions."""

from dataclasses import dataclass
from enum import StrEnum

from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _, _l


class Kind(StrEnum):
    """Whether a listing offers or seeks."""

    TECHNOLOGY = "technology"
    NEED = "need"

    @property
    def other(self) -> "Kind":
        """The kind that this one is matched with."""
        return Kind.NEED if self is Kind.TECHNOLOGY else Kind.TECHNOLOGY


class ListingState(StrEnum):
    """Where a listing stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes-requested"
    REJECTED = "rejected"
    PUBLISHED = "published"
    ON_HOLD = "on-hold"
    EXPIRED = "expired"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


# What anybody can read.
SHOWN = frozenset({ListingState.PUBLISHED, ListingState.EXPIRED, ListingState.ARCHIVED})


class VersionState(StrEnum):
    """Where a version of a listing's content stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes-requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


OPEN_VERSIONS = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.CHANGES_REQUESTED)


class Act(StrEnum):
    """What can be done to a listing as a whole."""

    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    REQUEST_CHANGES = "request-changes"
    REJECT = "reject"
    PUBLISH = "publish"
    HOLD = "hold"
    RESUME = "resume"
    EXPIRE = "expire"
    RENEW = "renew"
    ARCHIVE = "archive"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Transition:
    """From which states an act is possible, and where it leads."""

    sources: frozenset[ListingState]
    target: ListingState


def _from(*sources: ListingState, to: ListingState) -> Transition:
    return Transition(frozenset(sources), to)


S = ListingState
TRANSITIONS: dict[Act, Transition] = {
    Act.SUBMIT: _from(S.DRAFT, S.CHANGES_REQUESTED, S.REJECTED, to=S.SUBMITTED),
    Act.TAKE_BACK: _from(S.SUBMITTED, to=S.DRAFT),
    Act.REQUEST_CHANGES: _from(S.SUBMITTED, to=S.CHANGES_REQUESTED),
    Act.REJECT: _from(S.SUBMITTED, to=S.REJECTED),
    Act.PUBLISH: _from(S.DRAFT, S.SUBMITTED, to=S.PUBLISHED),
    Act.HOLD: _from(S.PUBLISHED, to=S.ON_HOLD),
    Act.RESUME: _from(S.ON_HOLD, to=S.PUBLISHED),
    Act.EXPIRE: _from(S.PUBLISHED, S.ON_HOLD, to=S.EXPIRED),
    Act.RENEW: _from(S.EXPIRED, S.PUBLISHED, S.ARCHIVED, to=S.PUBLISHED),
    Act.ARCHIVE: _from(S.EXPIRED, S.PUBLISHED, S.ON_HOLD, to=S.ARCHIVED),
    Act.WITHDRAW: _from(*(state for state in S if state is not S.WITHDRAWN), to=S.WITHDRAWN),
}

# Acts whose second click finds them done already.
SETTLING = frozenset({Act.HOLD, Act.RESUME, Act.ARCHIVE, Act.WITHDRAW, Act.EXPIRE})

STATE_NAMES = {
    S.DRAFT: _l("Draft"),
    S.SUBMITTED: _l("In review"),
    S.CHANGES_REQUESTED: _l("Changes requested"),
    S.REJECTED: _l("Rejected"),
    S.PUBLISHED: _l("Published"),
    S.ON_HOLD: _l("On hold"),
    S.EXPIRED: _l("Expired"),
    S.ARCHIVED: _l("Archived"),
    S.WITHDRAWN: _l("Withdrawn"),
}


def already(state: ListingState, act: Act) -> bool:
    """Whether an act would change nothing, because its like has been done."""
    return act in SETTLING and state is TRANSITIONS[act].target


def possible(state: ListingState, act: Act) -> bool:
    """Whether an act is possible from a state."""
    return state in TRANSITIONS[act].sources


def after(state: ListingState, act: Act) -> ListingState:
    """The state that an act leads to; Conflict where it is not possible."""
    if not possible(state, act):
        raise Conflict(
            _(
                "This is not possible while the listing is in the state “%(state)s”.",
                state=STATE_NAMES[state],
            )
        )
    return TRANSITIONS[act].target
