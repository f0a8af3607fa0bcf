from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts import passwords
from greenmatch.accounts.identities import load_identity
from greenmatch.accounts.models import AccountState, UserSession
from greenmatch.accounts.queries import live_session, sessions_of
from greenmatch.accounts.services.signing_in import (
    check_sign_in,
    end_session,
    end_sessions,
    renew_session,
    start_session,
)
from greenmatch.core.clock import now
from tests.factories.accounts import PASSWORD, make_user


class TestCheckSignIn:
    def test_address_and_password_give_the_person(self, session: Session) -> None:
        make_user(session)
        user = make_user(session, email="me@example.org")

        assert check_sign_in(session, email="me@example.org", password=PASSWORD) is user

    @pytest.mark.parametrize(
        ("email", "password"),
        [("me@example.org", "another password"), ("nobody@example.org", PASSWORD)],
    )
    def test_anything_else_gives_nobody(self, session: Session, email: str, password: str) -> None:
        make_user(session, email="me@example.org")

        assert check_sign_in(session, email=email, password=password) is None

    def test_an_account_without_a_password_cannot_be_entered(self, session: Session) -> None:
        user = make_user(session, email="me@example.org")
        user.password_hash = None

        assert check_sign_in(session, email="me@example.org", password="") is None

    def test_an_unknown_address_costs_as_much_work(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checked: list[str] = []
        hasher = PasswordHasher()
        monkeypatch.setattr(passwords, "_hasher", _Counting(hasher, checked))

        check_sign_in(session, email="nobody@example.org", password=PASSWORD)

        assert len(checked) == 1

    def test_a_password_stored_at_lower_costs_is_stored_anew(self, session: Session) -> None:
        user = make_user(session, email="me@example.org")
        weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        user.password_hash = weak

        assert check_sign_in(session, email="me@example.org", password=PASSWORD) is user

        assert user.password_hash != weak
        assert check_sign_in(session, email="me@example.org", password=PASSWORD) is user

    def test_accents_fit_however_a_keyboard_sends_them(self, session: Session) -> None:
        make_user(session, email="me@example.org", password="caf\u00e9 au lait")

        composed = check_sign_in(session, email="me@example.org", password="cafe\u0301 au lait")

        assert composed is not None


class _Counting:
    def __init__(self, hasher: PasswordHasher, checked: list[str]) -> None:
        self._hasher, self._checked = hasher, checked

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        self._checked.append(stored)
        return bool(self._hasher.verify(stored, password))


class TestSessions:
    def test_the_token_is_not_stored(self, session: Session) -> None:
        token = start_session(session, user=make_user(session), agent="", days=1)

        assert token not in session.scalars(select(UserSession.token_hash)).all()
        assert live_session(session, token) is not None

    def test_of_the_browser_only_a_name_is_kept(self, session: Session) -> None:
        agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

        start_session(session, user=make_user(session), agent=agent, days=1)

        assert session.scalars(select(UserSession.browser)).all() == ["Firefox, Linux"]

    def test_a_session_ends_by_itself(self, session: Session) -> None:
        token = start_session(session, user=make_user(session), agent="", days=1)
        session.scalars(select(UserSession)).one().expires_at = now() - timedelta(seconds=1)
        session.flush()

        assert live_session(session, token) is None

    def test_using_it_puts_its_end_off(self, session: Session) -> None:
        user = make_user(session)
        token = start_session(session, user=user, agent="", days=2)
        ended = start_session(session, user=user, agent="", days=-1)
        before = now()

        renew_session(session, token=token, days=30)
        renew_session(session, token=ended, days=30)

        session.expire_all()
        renewed = live_session(session, token)
        assert renewed is not None
        assert renewed.expires_at > before + timedelta(days=29)
        assert live_session(session, ended) is None

    def test_one_can_be_ended_without_the_others(self, session: Session) -> None:
        user = make_user(session)
        here, there = (start_session(session, user=user, agent="", days=1) for _ in range(2))

        end_session(session, token=there)

        assert live_session(session, here) is not None
        assert live_session(session, there) is None

    def test_all_others_can_be_ended(self, session: Session) -> None:
        user, other = make_user(session), make_user(session)
        here, there = (start_session(session, user=user, agent="", days=1) for _ in range(2))
        others = start_session(session, user=other, agent="", days=1)

        end_sessions(session, user=user, keep=here)

        assert live_session(session, here) is not None
        assert live_session(session, there) is None
        assert live_session(session, others) is not None

    def test_nobody_ends_anothers_session(self, session: Session) -> None:
        user, other = make_user(session), make_user(session)
        token = start_session(session, user=other, agent="", days=1)
        public_id = session.scalars(sessions_of(other)).one().public_id

        end_sessions(session, user=user, public_id=public_id)

        assert live_session(session, token) is not None


class TestLoadIdentity:
    def test_a_token_gives_who_acts(self, session: Session) -> None:
        user = make_user(session, name="Ada", language="zh")
        token = start_session(session, user=user, agent="", days=1)
        session.commit()

        identity = load_identity(token)

        assert identity is not None
        assert (identity.name, identity.language) == ("Ada", "zh")
        assert (identity.actor.user_id, identity.actor.confirmed) == (user.id, True)

    def test_a_revoked_token_gives_nobody(self, session: Session) -> None:
        token = start_session(session, user=make_user(session), agent="", days=1)
        end_session(session, token=token)
        session.commit()

        assert load_identity(token) is None

    @pytest.mark.parametrize(
        ("state", "confirmed"), [(AccountState.SUSPENDED, True), (AccountState.ACTIVE, False)]
    )
    def test_who_is_suspended_or_unconfirmed_may_not_act(
        self, session: Session, state: AccountState, confirmed: bool
    ) -> None:
        user = make_user(session, state=state, confirmed=confirmed)
        token = start_session(session, user=user, agent="", days=1)
        session.commit()

        identity = load_identity(token)

        assert identity is not None
        assert not identity.actor.confirmed
