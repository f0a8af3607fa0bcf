import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.identities import actor_of
from greenmatch.accounts.models import AccountState
from greenmatch.accounts.queries import people
from greenmatch.accounts.services.administration import (
    change_role,
    create_admin,
    reinstate_person,
    suspend_person,
)
from greenmatch.accounts.services.resetting import reset_password
from greenmatch.accounts.services.signing_in import check_sign_in
from greenmatch.core.audit import AuditEntry
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.permissions import Role, can
from tests.factories.accounts import PASSWORD, make_admin, make_user
from tests.factories.mails import mails_to


class TestSuspendPerson:
    def test_the_person_is_told_why_and_can_no_longer_act(self, session: Session) -> None:
        admin, user = make_admin(session), make_user(session, language="zh")

        suspend_person(session, user=user, actor_id=admin.id, reason="Sold what is not theirs.")

        assert not can(actor_of(session, user), "account.act")
        mail = mails_to(session, user.email)[-1]
        assert mail.language == "zh"
        assert "Sold what is not theirs." in mail.text

    def test_an_administrator_who_is_suspended_runs_nothing(self, session: Session) -> None:
        admin, other = make_admin(session), make_admin(session)

        suspend_person(session, user=other, actor_id=admin.id, reason="x")

        assert not can(actor_of(session, other), "site.administer")

    def test_it_can_be_taken_back(self, session: Session) -> None:
        admin, user = make_admin(session), make_user(session)
        suspend_person(session, user=user, actor_id=admin.id, reason="x")

        reinstate_person(session, user=user, actor_id=admin.id)

        assert can(actor_of(session, user), "account.act")

    def test_it_is_done_once(self, session: Session) -> None:
        admin, user = make_admin(session), make_user(session)
        suspend_person(session, user=user, actor_id=admin.id, reason="x")

        with pytest.raises(Conflict):
            suspend_person(session, user=user, actor_id=admin.id, reason="x")


def test_a_change_of_role_is_on_record(session: Session) -> None:
    admin, user = make_admin(session), make_user(session)

    change_role(session, user=user, role=Role.MODERATOR, actor_id=admin.id)

    session.flush()
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.actor_id == admin.id
    assert entry.details == {"before": "person", "after": "moderator"}
    assert actor_of(session, user).moderates


def test_administrators_cannot_lock_themselves_out(session: Session) -> None:
    admin, user = make_admin(session), make_user(session)
    actor = actor_of(session, admin)

    assert can(actor, "account.administer", user)
    assert not can(actor, "account.administer", admin)
    assert not can(actor_of(session, user), "account.administer", admin)


class TestCreateAdmin:
    def test_a_new_one_chooses_a_password_by_link(self, session: Session) -> None:
        user, token = create_admin(session, email=" Boss@Example.org ")
        assert token is not None

        reset_password(session, token=token, password="autumn tide at dusk")

        assert check_sign_in(session, email="boss@example.org", password="autumn tide at dusk")
        assert actor_of(session, user).administers

    def test_one_with_a_password_needs_no_link(self, session: Session) -> None:
        user, token = create_admin(session, email="boss@example.org", password=PASSWORD)

        assert token is None
        assert check_sign_in(session, email="boss@example.org", password=PASSWORD) is user

    def test_an_account_that_exists_keeps_its_password(self, session: Session) -> None:
        user = make_user(session, email="boss@example.org")

        found, token = create_admin(session, email="boss@example.org")

        assert (found, token) == (user, None)
        assert user.role is Role.ADMIN
        assert check_sign_in(session, email="boss@example.org", password=PASSWORD) is user

    @pytest.mark.parametrize("email", ["", "boss", "boss@localhost"])
    def test_an_address_is_needed(self, session: Session, email: str) -> None:
        with pytest.raises(Invalid):
            create_admin(session, email=email)

    def test_a_suspended_account_is_not_promoted(self, session: Session) -> None:
        make_user(session, email="boss@example.org", state=AccountState.SUSPENDED)

        with pytest.raises(Conflict):
            create_admin(session, email="boss@example.org")


def test_the_list_of_people_finds_by_name_and_address(session: Session) -> None:
    ada = make_user(session, name="Ada", email="a@example.org")
    bob = make_user(session, name="Bob", email="b@example.org", role=Role.MODERATOR)
    make_user(session, name="", state=AccountState.DELETED)

    assert list(session.scalars(people(text="ADA"))) == [ada]
    assert list(session.scalars(people(text="b@exa"))) == [bob]
    assert list(session.scalars(people(text="100%"))) == []
    assert list(session.scalars(people(role=Role.MODERATOR))) == [bob]
    assert set(session.scalars(people())) == {ada, bob}
