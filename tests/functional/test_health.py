"""What machines ask: health, robots; and the mails that a site without a mail server keeps."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from greenmatch.core.changes import note_change
from greenmatch.core.clock import now
from greenmatch.core.database import db
from greenmatch.core.mail import FolderTransport, deliver_waiting, send_mail
from greenmatch.core.worker import Heartbeat
from tests.factories.accounts import make_admin, make_user, sign_in
from tests.fixtures.web import Client, MakeApp


def beat(session: Session, ago: timedelta) -> None:
    session.merge(Heartbeat(name="worker", at=now() - ago, process=1))


class TestHealth:
    @pytest.mark.parametrize("address", ["/health", "/en/health", "/zh/health"])
    def test_a_new_site_is_well(self, client: Client, address: str) -> None:
        answer = client.get(address)

        assert answer.status_code == 200
        assert answer.json == {"status": "ok"}

    def test_a_worker_that_shows_itself_is_well(self, client: Client, session: Session) -> None:
        beat(session, timedelta(seconds=10))

        assert client.get("/health").status_code == 200

    def test_a_worker_that_is_gone_is_not(self, client: Client, session: Session) -> None:
        beat(session, timedelta(hours=1))

        answer = client.get("/health")

        assert answer.status_code == 503
        assert answer.json == {"status": "fail"}

    def test_changes_that_nobody_takes_are_not(
        self, client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        beat(session, timedelta(0))
        monkeypatch.setattr("greenmatch.core.changes.now", lambda: now() - timedelta(hours=1))
        note_change(session, 1)

        assert client.get("/health").status_code == 503

    def test_only_administrators_see_more(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session))
        assert client.get("/health").json == {"status": "ok"}

        beat(session, timedelta(seconds=10))
        note_change(session, 1)
        sign_in(client, session, make_admin(session))
        detail = client.get("/health").json

        assert detail is not None
        assert detail["worker"]["ok"] is True
        assert detail["changes"]["waiting"]["search"] == 1
        assert detail["database"]["ok"] is True

    def test_without_a_database_it_fails_but_answers(self, make_app: MakeApp) -> None:
        app = make_app()
        with app.app_context():
            db.session.execute(db.text("DROP TABLE heartbeat"))
            db.session.commit()

        answer = app.test_client().get("/health")

        assert answer.status_code == 503
        assert answer.json == {"status": "fail"}

    def test_while_the_database_is_away_people_who_are_signed_in_are_told_too(
        self, client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sign_in(client, session, make_user(session))

        def away(*_anything: object) -> None:
            raise OperationalError("SELECT", {}, ConnectionError("nobody is there"))

        monkeypatch.setattr("greenmatch.accounts.identities.live_session", away)

        page = client.get("/en/dashboard")

        assert page.status_code == 500
        assert "Something went wrong" in page.text
        assert client.get("/health").status_code == 503
        monkeypatch.undo()
        assert client.get("/en/dashboard").status_code == 200, "they are signed in still"


def test_crawlers_are_kept_from_what_is_not_for_them(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert "Disallow: /en/admin\n" in answer.text
    assert "Disallow: /zh/moderation\n" in answer.text


class TestKeptMails:
    @pytest.fixture
    def kept(self, session: Session, instance: Path) -> None:
        send_mail(session, to="you@example.org", language="en", template="administration/test")
        session.commit()
        deliver_waiting(
            session, FolderTransport(instance / "mail"), sender="noreply@greenmatch.example"
        )

    @pytest.mark.usefixtures("kept")
    def test_whoever_sits_at_the_machine_reads_them(self, client: Client) -> None:
        listed = client.get("/mails", follow_redirects=True).text
        assert "A test email from GreenMatch" in listed
        assert "you@example.org" in listed

        address = listed.split('scope="row"><a href="', 1)[1].split('"', 1)[0]
        shown = client.get(address).text
        assert "This email was sent to see" in shown
        assert '<a href="http://' in shown

    @pytest.mark.usefixtures("kept")
    @pytest.mark.parametrize(
        ("headers", "peer"),
        [
            ({}, "203.0.113.7"),
            ({}, "::ffff:203.0.113.7"),
            ({"Host": "green.example"}, "127.0.0.1"),
            ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"),
            ({"Forwarded": "for=127.0.0.1"}, "127.0.0.1"),
            ({"X-Real-IP": "127.0.0.1"}, "127.0.0.1"),
            ({"Via": "1.1 proxy"}, "127.0.0.1"),
        ],
    )
    def test_nobody_else_does(self, client: Client, headers: dict[str, str], peer: str) -> None:
        answer = client.get("/en/mails", headers=headers, environ_base={"REMOTE_ADDR": peer})

        assert answer.status_code == 404

    @pytest.mark.parametrize(
        "settings",
        [
            {"trusted_proxies": 1},
            {"public_url": "https://green.example"},
            {"smtp_host": "mail.green.example", "mail_from": "noreply@green.example"},
        ],
    )
    def test_a_site_for_others_has_no_such_page(
        self, make_app: MakeApp, settings: dict[str, object]
    ) -> None:
        assert make_app(**settings).test_client().get("/en/mails").status_code == 404

    @pytest.mark.usefixtures("kept")
    @pytest.mark.parametrize("name", ["x", "..%2F..%2Fsecret", "20260101T000000000000-00000000"])
    def test_a_name_that_is_none_is_not_found(self, client: Client, name: str) -> None:
        assert client.get(f"/en/mails/{name}").status_code == 404
