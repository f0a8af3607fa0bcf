"""How much an organisation has published; listings are stored by a feature above this one."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

ListingCounter = Callable[[Session, Sequence[int]], Mapping[int, int]]


def _nothing(_session: Session, _organisation_ids: Sequence[int]) -> Mapping[int, int]:
    return {}


_counter: list[ListingCounter] = [_nothing]


def listing_counter(counter: ListingCounter) -> ListingCounter:
    """Say how published listings are counted, by organisation id; those of anonymous needs must
    not be among them."""
    _counter[:] = [counter]
    return counter


def count_listings(session: Session, organisation_ids: Sequence[int]) -> Mapping[int, int]:
    """How many listings each of the organisations shows under its name; 0 may be left out."""
    return _counter[0](session, organisation_ids) if organisation_ids else {}
