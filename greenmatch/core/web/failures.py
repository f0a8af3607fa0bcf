"""Errors as pages, in the reader's language, with a reference where the fault is ours."""

import logging
from collections.abc import Callable

from flask import Flask, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from greenmatch.core.database import db
from greenmatch.core.errors import DomainError, TooMany
from greenmatch.core.i18n import _
from greenmatch.core.web.access import SignInNeeded
from greenmatch.core.web.identity import serve_anyone
from greenmatch.core.web.language import bare_redirect
from greenmatch.core.web.resume import TypedForm, comes_from_elsewhere, sent_form
from greenmatch.core.web.transactions import SAFE_METHODS

log = logging.getLogger(__name__)

PAGES = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500)
DRAIN_LIMIT = 64 * 1024 * 1024

SignInPage = Callable[[TypedForm], str]
_sign_in_page: list[SignInPage] = []


def set_sign_in_page(render: SignInPage) -> None:
    """Say how the sign-in page is rendered for somebody whose form must not be lost."""
    _sign_in_page[:] = [render]


def init_failures(app: Flask) -> None:
    """Answer errors with pages."""
    app.register_error_handler(SignInNeeded, _ask_to_sign_in)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def error_page(status: int, message: str | None = None) -> tuple[str, int]:
    """The page for a status, with a message of its own if there is one."""
    db.session.rollback()
    page = status if status in PAGES else (400 if status < 500 else 500)
    reference = g.get("request_id")
    if page == 500:
        # The page about our fault must not need what may be at fault, such as the database.
        g.site = None
        serve_anyone()
    html = render_template(
        f"errors/{page}.html",
        message=message,
        reference=reference,
        status=status,
        typed=() if request.method in SAFE_METHODS or status == 413 else sent_form().texts,
    )
    return html, status


def _ask_to_sign_in(error: SignInNeeded) -> ResponseReturnValue:
    db.session.rollback()
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    return _sign_in_page[0](sent_form()), error.status


def _domain_error(error: DomainError) -> ResponseReturnValue:
    html, status = error_page(error.status, error.message)
    response = Response(html, status, mimetype="text/html")
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    if comes_from_elsewhere():
        return error_page(400, _("This form was sent from another site and was not accepted."))
    db.session.rollback()
    return render_template("errors/resume.html", typed=sent_form(), welcome=False), 400


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, NotFound) and (response := bare_redirect(error)):
        return response
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, RequestEntityTooLarge):
        _drain()
    return error_page(error.code)


def _drain() -> None:
    # A browser shows the answer only when it has been allowed to send what it began to send.
    stream = request.environ.get("wsgi.input")
    left = min(request.content_length or 0, DRAIN_LIMIT)
    while stream is not None and left > 0:
        piece = stream.read(min(left, 65536))
        if not piece:
            return
        left -= len(piece)


def _fault(error: Exception) -> ResponseReturnValue:
    log.error("unhandled %s", type(error).__name__, exc_info=error)
    return error_page(500)
