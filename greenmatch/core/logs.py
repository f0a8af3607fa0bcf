"""Logs: one JSON object a line, with the request's id and without personal data."""

import logging
import re
import sys
import time
from typing import Any, TextIO

from flask import Flask, g, has_app_context, request
from pythonjsonlogger.json import JsonFormatter
from werkzeug.wrappers import Response

log = logging.getLogger(__name__)

LONGEST = 20_000
_FIELDS = ("levelname", "name", "message", "request_id")
_NAME = r"[^\s<>\"'(),:;=/?@]"
_HEX = "[0-9a-fA-F]{1,4}"
_IPV6 = rf"(?:{_HEX}:){{7}}{_HEX}"
_SHORT_IPV6 = rf"{_HEX}(?::{_HEX}){{0,6}}::(?:{_HEX}:){{0,6}}(?:{_HEX})?"
# What must not be written down, and what stands in its place. A message should not contain it
# in the first place; errors of libraries do (a database quotes the row, a server the address).
_REDACTIONS = (
    (re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL), "[parameters]"),
    (re.compile(r"(?<=[\w/])\?[\w.%~-]{1,40}=[^\s\"'<>]*"), "?<query>"),
    (re.compile(rf"{_NAME}{{1,64}}@{_NAME}{{1,250}}\.{_NAME}{{1,60}}"), "<mail address>"),
    (re.compile(r"(?<=/)(?=[\w.-]*\d)[\w.-]{24,}(?=[\s\"'/?]|$)"), "<token>"),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"), "<network address>"),
    (re.compile(rf"(?<![\w:])(?:{_IPV6}|{_SHORT_IPV6})(?![\w:])"), "<network address>"),
)


def redact(text: str) -> str:
    """The text without mail and network addresses, query strings, tokens and SQL parameters.

    Only its first `LONGEST` characters.
    """
    text = text[:LONGEST]
    for pattern, replacement in _REDACTIONS:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(JsonFormatter):
    """Writes a record as JSON, every text in it redacted, tracebacks too."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """The record's fields as they will be written."""
        return {key: _redact_value(value) for key, value in log_data.items()}


def _redact_value(value: object) -> object:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {key: _redact_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_redact_value(part) for part in value]
    return value


def _add_request_id(record: logging.LogRecord) -> bool:
    record.request_id = g.get("request_id") if has_app_context() else None
    return True


def configure_logging(level: str = "INFO", stream: TextIO | None = None) -> logging.Handler:
    """Write every log line of this process as JSON to a stream (standard error by default).

    Replaces the root logger's handlers, so that it may be called again; returns ours.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        RedactingFormatter(
            _FIELDS,
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="at",
            json_ensure_ascii=False,
        )
    )
    handler.addFilter(_add_request_id)
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(capture=True)
    return handler


def init_request_log(app: Flask) -> None:
    """Log each answer: method, route, status and milliseconds, but not who asked or for what."""
    app.before_request(_start)
    app.after_request(_log_answer)


def _start() -> None:
    g.started = time.perf_counter()


def _log_answer(response: Response) -> Response:
    if request.endpoint != "static":
        # The route's pattern, not the path: paths carry tokens and searches.
        rule = request.url_rule.rule if request.url_rule else None
        took = (time.perf_counter() - g.started) * 1000 if "started" in g else None
        log.info(
            "answered",
            extra={
                "method": request.method,
                "route": rule,
                "status": response.status_code,
                "ms": None if took is None else round(took, 1),
            },
        )
    return response
