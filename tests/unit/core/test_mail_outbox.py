"""Mails: rendered at once in the recipient's language, sent once, with no way in for headers."""

import logging
from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.mail import (
    MemoryTransport,
    NotDelivered,
    OutgoingMail,
    deliver_waiting,
    forget_mails,
    send_mail,
)
from greenmatch.core.mail.delivery import LEASE, MOST_ATTEMPTS, purge_outbox, wait_after
from greenmatch.core.site import change_site_settings

SENDER = "Somebody <noreply@green.example>"
TEMPLATES = {
    "mail/note.txt": "Hello {{ name }}\nIn {{ current_language() }} from {{ site.name }}.\n",
    "mail/note.html": "<p>{{ subject }}, {{ name }}: {{ current_language() }}</p>",
}


@pytest.fixture(autouse=True)
def templates(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = ChoiceLoader([DictLoader(TEMPLATES), app.jinja_env.loader])  # type: ignore[list-item]
    monkeypatch.setattr(app.jinja_env, "loader", loader)


@pytest.fixture
def transport() -> MemoryTransport:
    return MemoryTransport()


def _mail(session: Session, to: str = "ada@example.org", **context: object) -> OutgoingMail:
    mail = send_mail(
        session, to=to, language="en", template="note", context={"name": "Ada", **context}
    )
    session.commit()
    return mail


def _deliver(session: Session, transport: MemoryTransport, limit: int = 100) -> int:
    return deliver_waiting(session, transport, sender=SENDER, limit=limit)


class TestSendMail:
    def test_a_mail_waits_until_its_transaction_is_committed(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        send_mail(session, to="a@e.org", language="en", template="note")
        session.rollback()

        assert _deliver(session, transport) == 0

    def test_it_is_rendered_in_the_language_of_who_gets_it(self, session: Session) -> None:
        change_site_settings(session, values={"name_zh": "绿色技术网"}, actor_id=None)

        mail = send_mail(
            session, to="a@e.org", language="zh", template="note", context={"name": "Ada"}
        )

        assert mail.subject == "Hello Ada"
        assert mail.text == "In zh from 绿色技术网.\n"
        assert mail.html == "<p>Hello Ada, Ada: zh</p>"
        assert mail.sender_name == "绿色技术网"

    def test_html_in_a_value_is_escaped_in_the_html_part_only(self, session: Session) -> None:
        mail = _mail(session, name="<b>&")

        assert mail.subject == "Hello <b>&"
        assert "&lt;b&gt;&amp;" in mail.html

    @pytest.mark.parametrize("address", ["", "nobody", "a@", "@b", "a b@c.org", "a@b.org\nBcc: x"])
    def test_what_is_no_address_is_refused(self, session: Session, address: str) -> None:
        with pytest.raises(ValueError, match="not a mail address"):
            send_mail(session, to=address, language="en", template="note")

    def test_an_unknown_language_is_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match="language"):
            send_mail(session, to="a@e.org", language="fr", template="note")


class TestDeliverWaiting:
    def test_a_mail_is_sent_once_and_then_forgets_what_it_said(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        mail = _mail(session)

        assert _deliver(session, transport) == 1
        assert _deliver(session, transport) == 0

        (message,) = transport.sent
        assert message["To"] == "ada@example.org"
        assert message["From"] == "GreenMatch <noreply@green.example>"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Content-Language"] == "en"
        assert message.get_body(("plain",)).get_content() == "In en from GreenMatch.\n"  # type: ignore[union-attr]
        session.refresh(mail)
        assert mail.sent_at is not None
        assert (mail.subject, mail.text, mail.html) == ("", "", "")

    def test_no_text_can_add_a_header(self, session: Session, transport: MemoryTransport) -> None:
        change_site_settings(session, values={"sender_en": "Me\r\nBcc: x@e.org"}, actor_id=None)
        _mail(session, name="Ada\r\nBcc: victim@example.org\r\n\r\nbody\u2028x")
        mail = session.scalars(select(OutgoingMail)).one()
        mail.subject = "direct\r\nBcc: victim@example.org"
        session.commit()

        _deliver(session, transport)

        sent = BytesParser(policy=policy.default).parsebytes(transport.sent[0].as_bytes())
        assert sent["Bcc"] is None
        assert sent["Subject"] == "direct  Bcc: victim@example.org"

    def test_an_international_domain_is_written_in_ascii(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        _mail(session, to="ada@grün.example")

        _deliver(session, transport)

        assert transport.sent[0]["To"] == "ada@xn--grn-ioa.example"

    def test_at_most_so_many_go_at_a_time_oldest_first(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        for number in range(3):
            _mail(session, to=f"p{number}@e.org")

        assert _deliver(session, transport, limit=2) == 2
        assert [message["To"] for message in transport.sent] == ["p0@e.org", "p1@e.org"]

    def test_a_failed_mail_is_tried_again_later_and_stops_no_other(
        self, session: Session, transport: MemoryTransport, caplog: pytest.LogCaptureFixture
    ) -> None:
        first = _mail(session, to="broken@example.org")
        _mail(session, to="fine@example.org")

        class OneFails(MemoryTransport):
            def send(self, message: object) -> None:
                if message["To"] == "broken@example.org":  # type: ignore[index]
                    raise NotDelivered("SMTPServerDisconnected")
                super().send(message)  # type: ignore[arg-type]

        transport = OneFails()
        with caplog.at_level(logging.WARNING):
            assert _deliver(session, transport) == 1

        session.refresh(first)
        assert first.sent_at is None
        assert first.text
        assert first.last_error == "SMTPServerDisconnected"
        assert first.next_attempt_at is not None
        assert timedelta(0) < first.next_attempt_at - now() <= wait_after(1)
        assert "broken@" not in caplog.text

    def test_a_refusal_for_good_is_not_tried_again(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        mail = _mail(session)
        transport.failure = NotDelivered("SMTPRecipientsRefused 550", for_good=True)

        _deliver(session, transport)

        session.refresh(mail)
        assert (mail.next_attempt_at, mail.sent_at, mail.text) == (None, None, "")

    def test_it_gives_up_after_a_while(self, session: Session, transport: MemoryTransport) -> None:
        mail = _mail(session)
        transport.failure = NotDelivered("TimeoutError")
        for _attempt in range(MOST_ATTEMPTS + 3):
            _make_due(session, mail)
            _deliver(session, transport)

        session.refresh(mail)
        assert mail.attempts == MOST_ATTEMPTS
        assert mail.text == ""

    def test_a_crash_while_sending_sends_that_mail_once_more_and_no_other(
        self, session: Session
    ) -> None:
        _mail(session, to="p0@e.org")
        crashed = _mail(session, to="p1@e.org")
        _mail(session, to="p2@e.org")
        delivered: list[str] = []

        class Crashing(MemoryTransport):
            def send(self, message: object) -> None:
                delivered.append(str(message["To"]))  # type: ignore[index]
                if delivered == ["p0@e.org", "p1@e.org"]:
                    raise SystemExit

        transport = Crashing()
        with pytest.raises(SystemExit):
            _deliver(session, transport)
        session.rollback()
        assert _deliver(session, transport) == 1
        assert delivered == ["p0@e.org", "p1@e.org", "p2@e.org"]

        session.refresh(crashed)
        assert crashed.next_attempt_at is not None
        assert crashed.next_attempt_at - now() <= LEASE
        _make_due(session, crashed)
        assert _deliver(session, transport) == 1
        assert delivered.count("p1@e.org") == 2

    def test_no_transaction_is_open_while_the_server_is_talked_to(self, session: Session) -> None:
        _mail(session)
        seen: list[bool] = []

        class Looking(MemoryTransport):
            def send(self, message: object) -> None:
                seen.append(session.in_transaction())

        _deliver(session, Looking())

        assert seen == [False]

    def test_an_address_that_cannot_be_used_is_given_up(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        mail = _mail(session)
        mail.recipient = "nonsense"
        session.commit()

        assert _deliver(session, transport) == 0
        session.refresh(mail)
        assert mail.next_attempt_at is None


class TestForgetting:
    def test_a_persons_mails_leave_the_outbox(
        self, session: Session, transport: MemoryTransport
    ) -> None:
        _mail(session, to="gone@e.org")
        _mail(session, to="stays@e.org")

        forget_mails(session, "gone@e.org")

        assert session.scalars(select(OutgoingMail.recipient)).all() == ["stays@e.org"]

    def test_old_mails_are_removed(self, session: Session) -> None:
        _mail(session)
        purge_outbox(session, before=now() - timedelta(days=1))
        assert session.scalars(select(OutgoingMail)).all()

        purge_outbox(session, before=now() + timedelta(days=1))
        assert not session.scalars(select(OutgoingMail)).all()


class TestWaitAfter:
    def test_waits_double_up_to_a_limit(self) -> None:
        minutes = [wait_after(attempts).total_seconds() / 60 for attempts in range(1, 13)]

        assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]


def _make_due(session: Session, mail: OutgoingMail) -> None:
    session.refresh(mail)
    if mail.next_attempt_at is not None:
        mail.next_attempt_at = now()
    session.commit()
