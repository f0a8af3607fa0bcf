"""Transports: what a mail server answers, and the folder that stands in for one."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest

from greenmatch.core.errors import NotFound
from greenmatch.core.mail import (
    FolderTransport,
    NotDelivered,
    SmtpTransport,
    kept_mail,
    kept_mails,
)


def _message(subject: str = "Grüße 你好") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Site <noreply@green.example>"
    message["To"] = "ada@example.org"
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message.set_content("Text 文字\n")
    message.add_alternative("<p>HTML</p>", subtype="html")
    return message


@dataclass
class FakeServer:
    """Speaks just enough SMTP; `answers` replaces what it says to a command."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)


@contextmanager
def _server(**answers: str) -> Iterator[FakeServer]:
    fake = FakeServer(answers=answers)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 ready")
            while line := self.rfile.readline().decode("utf-8").strip():
                fake.heard.append(line)
                command = line.split()[0].upper()
                usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 ok")
                self._say(fake.answers.get(command, usual))
                if command == "QUIT":
                    return
                if command == "DATA" and "DATA" not in fake.answers:
                    while (text := self.rfile.readline()) != b".\r\n":
                        fake.heard.append(text.decode("utf-8").strip())
                    self._say("250 taken")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        fake.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()


class TestSmtpTransport:
    def test_a_message_reaches_the_server(self) -> None:
        with _server() as server:
            SmtpTransport("127.0.0.1", server.port, security="none").send(_message())

        assert "rcpt TO:<ada@example.org>" in server.heard
        assert "To: ada@example.org" in server.heard

    def test_nothing_is_sent_unencrypted_where_encryption_is_asked_for(self) -> None:
        with (
            _server() as server,
            pytest.raises(NotDelivered, match="NotSupported") as failure,
        ):
            SmtpTransport("127.0.0.1", server.port, user="u", password="p").send(_message())

        assert not failure.value.for_good
        assert not any("ada@" in line or "AUTH" in line.upper() for line in server.heard)

    @pytest.mark.parametrize(
        ("command", "answer", "for_good"),
        [
            ("RCPT", "550 ada@example.org is unknown here", True),
            ("RCPT", "450 ada@example.org is busy", False),
            ("DATA", "554 no", True),
            ("DATA", "421 later", False),
        ],
    )
    def test_a_refusal_says_whether_it_is_for_good_and_names_nobody(
        self, command: str, answer: str, for_good: bool
    ) -> None:
        with _server(**{command: answer}) as server, pytest.raises(NotDelivered) as failure:
            SmtpTransport("127.0.0.1", server.port, security="none").send(_message())

        assert failure.value.for_good is for_good
        assert answer[:3] in str(failure.value)
        assert "ada" not in str(failure.value)

    def test_a_server_that_is_not_there_may_come_back(self) -> None:
        with _server() as server:
            port = server.port

        with pytest.raises(NotDelivered, match="ConnectionRefusedError") as failure:
            SmtpTransport("127.0.0.1", port, security="none").send(_message())
        assert not failure.value.for_good

    def test_the_password_is_not_shown(self) -> None:
        assert "geheim" not in repr(SmtpTransport("host", password="geheim"))


class TestFolderTransport:
    def test_kept_mails_are_read_newest_first(self, tmp_path: Path) -> None:
        transport = FolderTransport(tmp_path / "mail")
        for number in range(3):
            transport.send(_message(f"Grüße 你好 {number}"))

        mails = kept_mails(tmp_path / "mail", limit=2)

        assert [mail.subject for mail in mails] == ["Grüße 你好 2", "Grüße 你好 1"]
        newest = mails[0]
        assert (newest.recipient, newest.text, newest.html) == (
            "ada@example.org",
            "Text 文字\n",
            "<p>HTML</p>\n",
        )
        assert kept_mail(tmp_path / "mail", newest.name) == newest

    def test_only_the_newest_are_kept(self, tmp_path: Path) -> None:
        transport = FolderTransport(tmp_path, keep=2)
        for number in range(4):
            transport.send(_message(str(number)))

        assert [mail.subject for mail in kept_mails(tmp_path)] == ["3", "2"]

    @pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "20260101T000000000000-ab"])
    def test_another_name_finds_nothing(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(NotFound):
            kept_mail(tmp_path, name)

    def test_a_folder_that_is_not_there_holds_no_mails(self, tmp_path: Path) -> None:
        assert kept_mails(tmp_path / "none") == []
