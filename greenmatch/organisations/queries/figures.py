"""How much an organisation has published; listings are stored by a feature above this one."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import Session

from greenmatch.organisations.models import Organisation

ListingCounter = Callable[[Session, Sequence[int]], Mapping[int, int]]


def _nothing(_session: Session, _organisation_ids: Sequence[int]) -> Mapping[int, int]:
    return {}


_counter: list[ListingCounter] = [_nothing]
_named: list[ColumnElement[bool]] = [true()]


def listing_counter(counter: ListingCounter, named: ColumnElement[bool]) -> None:
    """Say how published listings are counted, by organisation id, and whether an organisation has
    any; those of anonymous needs must not be among them."""
    _counter[:] = [counter]
    _named[:] = [named]


def is_known() -> ColumnElement[bool]:
    """Whether an organisation may be named at all: somebody acts for it here, or it stands beside
    something published. An imported one may be there for an anonymous need alone."""
    return or_(Organisation.claimed.is_(True), _named[0])


def count_listings(session: Session, organisation_ids: Sequence[int]) -> Mapping[int, int]:
    """How many listings each of the organisations shows under its name; 0 may be left out."""
    return _counter[0](session, organisation_ids) if organisation_ids else {}
