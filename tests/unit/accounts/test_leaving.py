from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.jobs import tidy_accounts
from greenmatch.accounts.models import AccountState, User, UserSession
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.leaving import delete_account
from greenmatch.accounts.services.signing_in import start_session
from greenmatch.core.audit import AuditEntry
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.mail import OutgoingMail
from greenmatch.core.privacy import export_person
from tests.factories.accounts import PASSWORD, make_admin, make_user


class TestDeleteAccount:
    def test_nothing_of_the_person_stays_but_a_row(self, session: Session) -> None:
        user = make_user(session, name="Rosa Example", email="rosa@example.org")
        start_session(session, user=user, agent="", days=1)

        delete_account(session, user=user, current_password=PASSWORD)

        assert user.state is AccountState.DELETED
        assert (user.email, user.password_hash, user.name) == (None, None, "")
        assert user.shown_name == "Deleted account"
        assert session.scalar(select(func.count()).select_from(UserSession)) == 0

    def test_the_last_mail_is_the_only_one_left(self, session: Session) -> None:
        user = make_user(session, email="rosa@example.org")

        delete_account(session, user=user, current_password=PASSWORD)

        session.flush()
        sent = session.scalars(select(OutgoingMail.template)).all()
        assert sent == ["accounts/deleted"]

    def test_the_audit_log_names_nobody(self, session: Session) -> None:
        user = make_user(session, name="Rosa Example", email="rosa@example.org")

        delete_account(session, user=user, current_password=PASSWORD)

        session.flush()
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.subject_id) == ("account.deleted", user.public_id)
        assert "rosa" not in str(entry.details).lower()

    def test_the_address_is_free_again(self, session: Session) -> None:
        user = make_user(session, email="rosa@example.org")
        delete_account(session, user=user, current_password=PASSWORD)

        assert user_by_email(session, "rosa@example.org") is None
        make_user(session, email="rosa@example.org")

    def test_the_password_is_asked(self, session: Session) -> None:
        user = make_user(session)

        with pytest.raises(Invalid):
            delete_account(session, user=user, current_password="not mine at all")

        assert user.state is AccountState.ACTIVE

    def test_the_last_administrator_stays(self, session: Session) -> None:
        admin = make_admin(session)
        make_user(session)

        with pytest.raises(Conflict):
            delete_account(session, user=admin, current_password=PASSWORD)

        make_admin(session)
        delete_account(session, user=admin, current_password=PASSWORD)

    def test_a_suspended_person_can_go(self, session: Session) -> None:
        user = make_user(session, state=AccountState.SUSPENDED)

        delete_account(session, user=user, current_password=PASSWORD)

        assert user.state is AccountState.DELETED


def test_the_export_holds_the_account_without_its_password(session: Session) -> None:
    user = make_user(session, name="Rosa Example", email="rosa@example.org")
    start_session(session, user=user, agent="Firefox/1 Linux", days=1)

    found = export_person(session, user.id)["account"]

    assert (found["name"], found["email"]) == ("Rosa Example", "rosa@example.org")
    assert [row["browser"] for row in found["sessions"]] == ["Firefox, Linux"]
    assert "argon2" not in str(found)


class TestTidyAccounts:
    def test_accounts_that_nobody_confirmed_go_after_a_while(self, session: Session) -> None:
        old = now() - timedelta(days=31)
        gone = make_user(session, confirmed=False)
        kept = [make_user(session), make_user(session, confirmed=False), make_user(session)]
        gone.created_at = kept[0].created_at = old
        delete_account(session, user=kept[2], current_password=PASSWORD)
        kept[2].created_at = old
        session.commit()
        ids = {user.id for user in kept}

        tidy_accounts(session)

        assert set(session.scalars(select(User.id))) == ids

    def test_ended_sessions_go(self, session: Session) -> None:
        user = make_user(session)
        start_session(session, user=user, agent="", days=-1)
        start_session(session, user=user, agent="", days=1)
        session.commit()

        tidy_accounts(session)

        assert session.scalar(select(func.count()).select_from(UserSession)) == 1
