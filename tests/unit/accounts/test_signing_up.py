from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, MailedLink, User, UserSession
from greenmatch.accounts.passwords import password_fits
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.signing_in import start_session
from greenmatch.accounts.services.signing_up import (
    confirm_account,
    request_confirmation,
    sign_up,
)
from greenmatch.core.clock import now
from greenmatch.core.errors import Gone, Invalid
from greenmatch.core.limits import RateHit
from tests.factories.accounts import make_user
from tests.factories.mails import mails_to, token_to

EMAIL = "new@example.org"
PASSWORD = "a river of small stones"


def sign_up_new(session: Session, password: str = PASSWORD, name: str = "New Person") -> None:
    sign_up(session, name=name, email=EMAIL, password=password, language="zh")


def confirmation_token(session: Session) -> str:
    return token_to(session, EMAIL, "/confirm/")


class TestSignUp:
    def test_an_account_waits_for_its_confirmation(self, session: Session) -> None:
        sign_up_new(session)

        user = user_by_email(session, EMAIL)
        assert user is not None
        assert (user.name, user.language, user.confirmed_at) == ("New Person", "zh", None)
        assert user.terms_accepted_at is not None
        assert user.password_hash is not None
        assert PASSWORD not in user.password_hash

    def test_the_mail_is_in_the_language_of_the_page(self, session: Session) -> None:
        sign_up_new(session)

        assert [mail.language for mail in mails_to(session, EMAIL)] == ["zh"]
        assert "/zh/sign-up/confirm/" in mails_to(session, EMAIL)[0].text

    def test_the_mail_leads_on_to_where_the_person_was_going(self, session: Session) -> None:
        sign_up(
            session,
            name="New",
            email=EMAIL,
            password=PASSWORD,
            language="en",
            next_path="/en/invitation/x",
        )

        assert "next=/en/invitation/x" in mails_to(session, EMAIL)[0].text

    def test_a_known_address_is_told_so_by_mail_only(self, session: Session) -> None:
        known = make_user(session, email=EMAIL)
        before = known.password_hash

        sign_up_new(session)

        assert [mail.template for mail in mails_to(session, EMAIL)] == ["accounts/already_known"]
        assert known.password_hash == before
        assert session.scalar(select(func.count()).select_from(MailedLink)) == 0

    def test_a_suspended_person_cannot_begin_anew(self, session: Session) -> None:
        make_user(session, email=EMAIL, state=AccountState.SUSPENDED)

        sign_up_new(session)

        assert [mail.template for mail in mails_to(session, EMAIL)] == ["accounts/already_known"]

    def test_a_second_click_sends_no_second_mail(self, session: Session) -> None:
        sign_up_new(session)
        sign_up_new(session)

        assert len(mails_to(session, EMAIL)) == 1
        confirm_account(session, token=confirmation_token(session), password=PASSWORD)

    def test_whoever_signs_up_last_decides_while_nobody_has_confirmed(
        self, session: Session
    ) -> None:
        sign_up_new(session, password="the squatter was here", name="Squatter")
        squatter = user_by_email(session, EMAIL)
        assert squatter is not None
        start_session(session, user=squatter, agent="", days=1)
        old_token = confirmation_token(session)

        sign_up_new(session)

        user = user_by_email(session, EMAIL)
        assert user is not None
        assert user.name == "New Person"
        assert password_fits(user.password_hash, PASSWORD)
        assert session.scalar(select(func.count()).select_from(UserSession)) == 0
        with pytest.raises(Gone):
            confirm_account(session, token=old_token, password="the squatter was here")

    @pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "Password123", EMAIL])
    def test_a_password_that_is_easily_guessed_is_refused(
        self, session: Session, password: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            sign_up_new(session, password=password)

        assert list(refused.value.fields) == ["password"]


class TestConfirmAccount:
    def test_the_link_and_the_password_prove_the_address(self, session: Session) -> None:
        sign_up_new(session)

        user = confirm_account(session, token=confirmation_token(session), password=PASSWORD)

        assert user.confirmed_at is not None

    def test_the_link_alone_is_not_enough(self, session: Session) -> None:
        """Otherwise a stranger could sign up with your address and have you confirm it."""
        sign_up_new(session, password="the squatter was here")

        with pytest.raises(Invalid) as refused:
            confirm_account(session, token=confirmation_token(session), password=PASSWORD)

        assert list(refused.value.fields) == ["password"]

    def test_a_link_works_once(self, session: Session) -> None:
        sign_up_new(session)
        token = confirmation_token(session)
        confirm_account(session, token=token, password=PASSWORD)

        with pytest.raises(Gone):
            confirm_account(session, token=token, password=PASSWORD)

    def test_an_old_link_does_not_work(self, session: Session) -> None:
        sign_up_new(session)
        link = session.scalars(select(MailedLink)).one()
        link.expires_at = now() - timedelta(seconds=1)

        with pytest.raises(Gone):
            confirm_account(session, token=confirmation_token(session), password=PASSWORD)


class TestRequestConfirmation:
    @pytest.mark.parametrize(
        ("confirmed", "template"),
        [(True, "accounts/already_known"), (None, "accounts/no_account")],
    )
    def test_who_waits_for_none_is_told_why(
        self, session: Session, confirmed: bool | None, template: str
    ) -> None:
        if confirmed:
            make_user(session, email=EMAIL)

        request_confirmation(session, email=EMAIL, language="en")

        assert [mail.template for mail in mails_to(session, EMAIL)] == [template]

    def test_a_new_link_replaces_the_old_one(self, session: Session) -> None:
        sign_up_new(session)
        session.scalars(select(RateHit)).one().at = now() - timedelta(minutes=2)
        old = confirmation_token(session)

        request_confirmation(session, email=EMAIL, language="en")

        with pytest.raises(Gone):
            confirm_account(session, token=old, password=PASSWORD)
        confirm_account(session, token=confirmation_token(session), password=PASSWORD)

    def test_other_accounts_are_left_alone(self, session: Session) -> None:
        other = make_user(session, confirmed=False)
        sign_up_new(session)

        confirm_account(session, token=confirmation_token(session), password=PASSWORD)

        assert other.confirmed_at is None
        assert session.scalar(select(func.count()).select_from(User)) == 2
