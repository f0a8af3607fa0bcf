"""A person's data is exported and erased by every feature that registered."""

import pytest
from sqlalchemy.orm import Session

from greenmatch.core import privacy
from greenmatch.core.privacy import Erase, erase_person, export_person, register_personal_data


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_registered", {})


class TestPersonalData:
    def test_an_export_has_a_part_of_each_feature(self, session: Session) -> None:
        register_personal_data("account", lambda _s, user: {"id": user}, _nothing)
        register_personal_data("threads", lambda _s, user: [user, user], _nothing)

        assert export_person(session, 7) == {"account": {"id": 7}, "threads": [7, 7]}

    def test_the_account_is_erased_after_what_stands_on_it(self, session: Session) -> None:
        erased: list[tuple[str, int]] = []

        def eraser(name: str) -> Erase:
            return lambda _session, user_id: erased.append((name, user_id))

        for name in ("account", "organisations", "threads"):
            register_personal_data(name, lambda _s, _user: None, eraser(name))

        erase_person(session, 7)

        assert erased == [("threads", 7), ("organisations", 7), ("account", 7)]

    def test_registering_again_replaces(self, session: Session) -> None:
        register_personal_data("account", lambda _s, _user: "old", _nothing)
        register_personal_data("account", lambda _s, _user: "new", _nothing)

        assert export_person(session, 7) == {"account": "new"}


def _nothing(_session: Session, _user_id: int) -> None:
    return
