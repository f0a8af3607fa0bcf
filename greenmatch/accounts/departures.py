"""What has to be settled before somebody can go, and what goes with them."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Departure:
    """Sentences for the person: why they cannot go yet, and what else ends when they do."""

    obstacles: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()


DepartureCheck = Callable[[Session, int], Departure]
_checks: list[DepartureCheck] = []


def departure_check(check: DepartureCheck) -> DepartureCheck:
    """Have a feature above this one asked when somebody wants to delete their account."""
    _checks.append(check)
    return check


def departure_of(session: Session, user_id: int) -> Departure:
    """What all features say to the person's going."""
    found = [check(session, user_id) for check in _checks]
    return Departure(
        tuple(text for part in found for text in part.obstacles),
        tuple(text for part in found for text in part.consequences),
    )
