"""How settings decide where mails go and files lie, and what the worker does with both."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.config import Settings
from greenmatch.core import jobs
from greenmatch.core.clock import now
from greenmatch.core.files import (
    MemoryStore,
    init_files,
    references,
    register_file_references,
    remove_unused,
    store_document,
)
from greenmatch.core.mail import FolderTransport, OutgoingMail, SmtpTransport, kept_mails
from greenmatch.core.mail.jobs import deliver
from greenmatch.core.outside import init_outside, mail_transport
from tests.factories import files


def _settings(tmp_path: Path, **values: Any) -> Settings:
    return Settings(instance=tmp_path, **values)


class TestMailTransport:
    def test_without_a_server_mails_are_kept(self, tmp_path: Path) -> None:
        assert mail_transport(_settings(tmp_path)) == FolderTransport(tmp_path / "mail")

    def test_a_server_gets_all_that_was_set(self, tmp_path: Path) -> None:
        settings = _settings(
            tmp_path,
            smtp_host="mail.green.example",
            smtp_port=465,
            smtp_security="tls",
            smtp_user="me",
            smtp_password="secret",
            mail_from="noreply@green.example",
        )

        assert mail_transport(settings) == SmtpTransport(
            "mail.green.example", 465, "tls", "me", "secret"
        )


class TestInitOutside:
    @pytest.fixture
    def own_app(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
        monkeypatch.setattr(jobs, "_jobs", {})
        app = Flask("outside")
        init_outside(app, _settings(tmp_path))
        return app

    def test_a_waiting_mail_is_delivered_by_the_worker(
        self, own_app: Flask, session: Session, tmp_path: Path
    ) -> None:
        session.add(
            OutgoingMail(
                recipient="ada@example.org",
                language="en",
                sender_name="Site",
                template="x",
                subject="Hello",
                text="Text\n",
                html="<p>Text</p>",
            )
        )
        session.commit()

        with own_app.app_context():
            deliver(session)

        (mail,) = kept_mails(tmp_path / "mail")
        assert (mail.subject, mail.sender) == ("Hello", "Site <noreply@localhost.localdomain>")

    def test_its_jobs_are_known_to_the_worker(self, own_app: Flask) -> None:
        names = {job.name for job in jobs.registered_jobs()}

        assert names == {"mail.deliver", "mail.purge", "limits.purge"}


class TestRemoveUnused:
    def test_what_any_feature_refers_to_stays(
        self, session: Session, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(references, "_registered", {})
        app = Flask("files")
        init_files(app, store)
        kept = [
            store_document(session, store, data=files.PDF, filename="a.pdf", max_bytes=1000)
            for _number in range(3)
        ]
        for file in kept:
            file.created_at = store.written[file.public_id] = now() - timedelta(days=30)
        session.commit()
        one, two, unused = (file.public_id for file in kept)
        register_file_references("listings", lambda _session: {one})
        register_file_references("logos", lambda _session: {two})

        with app.app_context():
            remove_unused(session)
            remove_unused(session)

        assert set(store.files) == {one, two}
        assert unused not in store.files
