"""The three sample accounts; their passwords are made on the first run and kept in instance/."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.accounts.passwords import hash_password
from greenmatch.core.clock import now
from greenmatch.core.permissions import Role

FILE = "sample_accounts.json"


@dataclass(frozen=True)
class SamplePerson:
    """A sample account: the role that it shows, its address, and what it is called."""

    part: str
    email: str
    name: str
    role: Role


PEOPLE = (
    SamplePerson("provider", "provider@sample.example", "Sample provider", Role.PERSON),
    SamplePerson("seeker", "seeker@sample.example", "Sample seeker", Role.PERSON),
    SamplePerson("admin", "admin@sample.example", "Sample administrator", Role.ADMIN),
)


def sample_passwords(instance: Path) -> dict[str, str]:
    """The passwords by address, as they are kept; empty where there are no sample accounts."""
    path = instance / FILE
    if not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {str(address): str(password) for address, password in kept.items()}


def make_passwords(instance: Path) -> dict[str, str]:
    """The passwords by address, made and kept where there are none yet."""
    known = sample_passwords(instance)
    made = {p.email: known.get(p.email) or secrets.token_urlsafe(9) for p in PEOPLE}
    instance.mkdir(parents=True, exist_ok=True)
    draft = instance / f".{FILE}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(made, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(instance / FILE)
    return made


def add_people(session: Session, passwords: dict[str, str]) -> dict[str, User]:
    """The sample accounts by the role that they show, made where they are missing."""
    found = {user.email: user for user in session.scalars(sample_people())}
    people = {}
    for person in PEOPLE:
        user = found.get(person.email)
        if user is None:
            user = User(email=person.email, created_at=now(), sample=True)
            session.add(user)
        user.name, user.role, user.language = person.name, person.role, "en"
        user.password_hash = hash_password(passwords[person.email])
        user.confirmed_at = user.confirmed_at or now()
        user.terms_accepted_at = user.terms_accepted_at or now()
        people[person.part] = user
    session.flush()
    return people


def sample_people() -> Select[User]:
    """The query for the sample accounts."""
    return select(User).where(User.sample.is_(True))
