"""A person's data: each feature says how it is exported and erased, core asks all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

Export = Callable[[Session, int], Any]
Erase = Callable[[Session, int], None]


@dataclass(frozen=True)
class PersonalData:
    """What one feature holds of people: a name for the export, and what to call."""

    name: str
    export: Export
    erase: Erase


_registered: dict[str, PersonalData] = {}


def register_personal_data(name: str, export: Export, erase: Erase) -> None:
    """Have a feature's data in every person's export, and gone when their account goes.

    `export(session, user_id)` returns what JSON can hold; `erase(session, user_id)` deletes, or
    takes the name off what must stay.
    """
    _registered[name] = PersonalData(name, export, erase)


def registered_personal_data() -> tuple[PersonalData, ...]:
    """What is registered, in the order of registration (lower features first)."""
    return tuple(_registered.values())


def export_person(session: Session, user_id: int) -> dict[str, Any]:
    """Everything that the platform holds of a person, by the name of what holds it."""
    return {part.name: part.export(session, user_id) for part in registered_personal_data()}


def erase_person(session: Session, user_id: int) -> None:
    """Erase a person everywhere, in this transaction.

    The feature registered last comes first, so that the account itself, on which the others
    stand, goes last.
    """
    for part in reversed(registered_personal_data()):
        part.erase(session, user_id)
        session.flush()
