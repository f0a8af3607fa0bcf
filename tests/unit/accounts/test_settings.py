import pytest
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.accounts.queries import live_session, user_by_email
from greenmatch.accounts.services.settings import (
    change_mail,
    change_password,
    request_mail_change,
)
from greenmatch.accounts.services.signing_in import check_sign_in, start_session
from greenmatch.core.errors import Conflict, Gone, Invalid
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.mails import mails_to, token_to

NEW = "new@example.org"


class TestChangePassword:
    def test_other_browsers_are_signed_out(self, session: Session) -> None:
        user = make_user(session)
        here, there = (start_session(session, user=user, agent="", days=1) for _ in range(2))

        change_password(
            session,
            user=user,
            current_password=PASSWORD,
            new_password="autumn tide at dusk",
            keep=here,
        )

        assert live_session(session, here) is not None
        assert live_session(session, there) is None
        assert (
            check_sign_in(session, email=user.email or "", password="autumn tide at dusk") is user
        )

    def test_the_old_password_is_needed(self, session: Session) -> None:
        with pytest.raises(Invalid) as refused:
            change_password(
                session,
                user=make_user(session),
                current_password="not mine at all",
                new_password="autumn tide at dusk",
                keep="",
            )

        assert list(refused.value.fields) == ["current_password"]


def ask(session: Session, user: User) -> None:
    request_mail_change(session, user=user, email=NEW, current_password=PASSWORD)


def token(session: Session) -> str:
    return token_to(session, NEW, "/account/mail/")


class TestChangeMail:
    def test_the_address_changes_when_the_link_is_opened(self, session: Session) -> None:
        user = make_user(session, email="old@example.org")
        ask(session, user)
        assert user.email == "old@example.org"

        change_mail(session, user=user, token=token(session))

        assert user.email == NEW
        sent = [mail.template for mail in mails_to(session, "old@example.org")]
        assert sent == ["accounts/mail_changed"]

    def test_an_address_with_an_account_learns_it_by_mail_only(self, session: Session) -> None:
        make_user(session, email=NEW)

        ask(session, make_user(session))

        assert [mail.template for mail in mails_to(session, NEW)] == ["accounts/already_known"]

    def test_an_account_that_nobody_confirmed_gives_way(self, session: Session) -> None:
        user = make_user(session)
        make_user(session, email=NEW, confirmed=False)
        ask(session, user)

        change_mail(session, user=user, token=token(session))

        assert user_by_email(session, NEW) is user

    def test_an_address_taken_meanwhile_is_refused(self, session: Session) -> None:
        user = make_user(session)
        ask(session, user)
        make_user(session, email=NEW)

        with pytest.raises(Conflict):
            change_mail(session, user=user, token=token(session))

    def test_another_persons_link_changes_nothing(self, session: Session) -> None:
        ask(session, make_user(session))
        reader = make_user(session)

        with pytest.raises(Conflict):
            change_mail(session, user=reader, token=token(session))

    def test_an_unknown_link_is_gone(self, session: Session) -> None:
        with pytest.raises(Gone):
            change_mail(session, user=make_user(session), token="nothing")
