import pytest
from sqlalchemy.orm import Session

from greenmatch.accounts.models import Purpose
from greenmatch.accounts.queries import live_session
from greenmatch.accounts.services.links import issue_link
from greenmatch.accounts.services.resetting import request_reset, reset_password
from greenmatch.accounts.services.signing_in import check_sign_in, start_session
from greenmatch.core.errors import Gone, Invalid, TooMany
from tests.factories.accounts import make_user
from tests.factories.mails import mails_to, token_to

NEW = "autumn tide at dusk"


class TestRequestReset:
    def test_a_known_address_gets_a_link(self, session: Session) -> None:
        user = make_user(session, language="zh")

        request_reset(session, email=user.email or "", language="en")

        mail = mails_to(session, user.email)[-1]
        assert (mail.template, mail.language) == ("accounts/reset", "zh")

    def test_an_unknown_one_is_told_that_it_has_no_account(self, session: Session) -> None:
        make_user(session)

        request_reset(session, email="nobody@example.org", language="en")

        sent = [mail.template for mail in mails_to(session, "nobody@example.org")]
        assert sent == ["accounts/no_account"]

    def test_a_second_click_leaves_the_first_link_alive(self, session: Session) -> None:
        user = make_user(session)

        request_reset(session, email=user.email or "", language="en")
        with pytest.raises(TooMany):
            request_reset(session, email=user.email or "", language="en")

        assert len(mails_to(session, user.email)) == 1
        reset_password(session, token=token_to(session, user.email, "/password/"), password=NEW)


class TestResetPassword:
    def test_the_new_password_holds_and_everybody_is_signed_out(self, session: Session) -> None:
        user = make_user(session, confirmed=False)
        token = start_session(session, user=user, agent="", days=1)
        link = issue_link(session, user=user, purpose=Purpose.RESET)

        reset_password(session, token=link, password=NEW)

        assert check_sign_in(session, email=user.email or "", password=NEW) is user
        assert live_session(session, token) is None
        assert user.confirmed_at is not None
        assert mails_to(session, user.email)[-1].template == "accounts/password_changed"

    def test_a_link_works_once(self, session: Session) -> None:
        user = make_user(session)
        link = issue_link(session, user=user, purpose=Purpose.RESET)
        reset_password(session, token=link, password=NEW)

        with pytest.raises(Gone):
            reset_password(session, token=link, password="winter tide at dawn")

    def test_a_link_for_something_else_does_not_work(self, session: Session) -> None:
        user = make_user(session)
        link = issue_link(session, user=user, purpose=Purpose.CONFIRM)

        with pytest.raises(Gone):
            reset_password(session, token=link, password=NEW)

    def test_an_easy_password_is_refused(self, session: Session) -> None:
        user = make_user(session)
        link = issue_link(session, user=user, purpose=Purpose.RESET)

        with pytest.raises(Invalid) as refused:
            reset_password(session, token=link, password="password123")

        assert list(refused.value.fields) == ["new_password"]
