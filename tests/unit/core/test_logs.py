"""Logs: JSON lines that say what happened and name nobody."""

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g

from greenmatch.core.logs import configure_logging, init_request_log, redact


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.root
    before = root.handlers[:], root.level
    written = io.StringIO()
    configure_logging("INFO", written)
    yield written
    root.handlers[:], root.level = before[0], before[1]
    logging.captureWarnings(capture=False)


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class TestConfigureLogging:
    def test_a_line_is_an_object_with_time_level_and_logger(self, stream: io.StringIO) -> None:
        logging.getLogger("greenmatch.x").warning("lost %d of %s", 3, "文字", extra={"batch": 7})

        (line,) = _lines(stream)
        assert line["level"] == "WARNING"
        assert line["logger"] == "greenmatch.x"
        assert line["message"] == "lost 3 of 文字"
        assert line["batch"] == 7
        assert line["at"].endswith("+00:00")

    def test_a_warning_of_a_library_is_a_line_too(self, stream: io.StringIO) -> None:
        logging.captureWarnings(capture=False)  # pytest has put its own back since
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            configure_logging("INFO", stream)
            warnings.warn("This is old.", UserWarning, stacklevel=1)

        (line,) = _lines(stream)
        assert line["logger"] == "py.warnings"
        assert "This is old." in line["message"]

    def test_lines_of_a_request_carry_its_id(self, stream: io.StringIO, app: Flask) -> None:
        with app.app_context():
            g.request_id = "abc"
            logging.getLogger("x").info("one")
        logging.getLogger("x").info("two")

        assert [line["request_id"] for line in _lines(stream)] == ["abc", None]

    def test_tracebacks_and_extras_are_redacted_and_stay_json(self, stream: io.StringIO) -> None:
        try:
            raise ValueError("row\n('ada@example.org', '\"quoted\"')")
        except ValueError:
            logging.getLogger("x").exception("failed", extra={"who": ["ada@example.org"]})

        (line,) = _lines(stream)
        assert "ada@" not in stream.getvalue()
        assert "ValueError" in line["exc_info"]
        assert line["who"] == ["<mail address>"]

    def test_less_serious_lines_are_left_out(self, stream: io.StringIO) -> None:
        logging.getLogger("x").debug("noise")

        assert _lines(stream) == []


class TestRedact:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("to ada.b+c@mail.example.org.", "to <mail address>"),
            ("<ada@example.org>: 550", "<<mail address>>: 550"),
            ("李雷@例子.中国", "<mail address>"),
            ("from 192.0.2.7 port 80", "from <network address> port 80"),
            ("from 2001:db8::1 port", "from <network address> port"),
            ("from 2001:db8:0:1:2:3:4:5 port", "from <network address> port"),
            ("GET /en/search?q=heat+pump&page=2 200", "GET /en/search?<query> 200"),
            ("GET /en/x?mail=ada@example.org&b=1", "GET /en/x?<query>"),
            ("/en/reset/eyJ1c2VyIjoxMn0.ZkX9aB-c_d3 x", "/en/reset/<token> x"),
            (
                "(IntegrityError) failed\n[SQL: INSERT]\n[parameters: ('Ada', [1, 2],\n 'x')]\nend",
                "(IntegrityError) failed\n[SQL: INSERT]\n[parameters]\nend",
            ),
            ("version 1.2.3 at 12:34:56 took 3.5 ms", "version 1.2.3 at 12:34:56 took 3.5 ms"),
            ("what? nothing = 3 @ 5", "what? nothing = 3 @ 5"),
            ('File "/srv/greenmatch/core/mail/delivery.py", line 3', None),
        ],
    )
    def test_only_what_names_somebody_is_replaced(self, text: str, written: str | None) -> None:
        assert redact(text) == (written or text)


class TestRequestLog:
    def test_an_answer_is_logged_by_its_route_without_what_was_asked(
        self, stream: io.StringIO
    ) -> None:
        app = Flask("test")
        init_request_log(app)
        app.add_url_rule("/reset/<token>", "reset", lambda token: "ok")

        app.test_client().get("/reset/secret123?mail=ada@example.org")
        app.test_client().get("/nowhere/private")

        found, missing = _lines(stream)
        assert (found["method"], found["route"], found["status"]) == (
            "GET",
            "/reset/<token>",
            200,
        )
        assert found["ms"] >= 0
        assert (missing["route"], missing["status"]) == (None, 404)
        for secret in ("secret123", "ada@", "private"):
            assert secret not in stream.getvalue()
