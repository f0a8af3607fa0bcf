"""Languages in addresses: every page stands behind `/en/` or `/zh/`; a bare path redirects."""

from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from greenmatch.core.i18n import LANGUAGE_COOKIE, LANGUAGES, current_language, preferred_language
from greenmatch.core.web.identity import current_identity

PREFIX = f"/<any({','.join(LANGUAGES)}):language>"
COOKIE_AGE = 365 * 24 * 3600


def register(app: Flask, blueprint: Blueprint, prefix: str = "") -> None:
    """Register a feature's pages behind the language prefix."""
    app.register_blueprint(blueprint, url_prefix=PREFIX + prefix)


def init_language(app: Flask) -> None:
    """Take the language from the address and put it back into every address made."""
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.before_request(_know_language_without_a_page)
    app.after_request(_remember_language)
    app.context_processor(lambda: {"alternate_urls": alternate_urls()})


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "language" in values:
        g.language = values.pop("language")


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "language" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = current_language()


def _know_language_without_a_page() -> None:
    """The language of a path that is no page: its own, else the account's."""
    # Only such a path leads on by language; machines and files need nobody.
    if "language" in g or request.endpoint is not None:
        return
    first = request.path.split("/")[1]
    if first in LANGUAGES:
        g.language = first
    elif who := current_identity():
        g.account_language = who.language


def _remember_language(response: Response) -> Response:
    chosen = g.get("language")
    if chosen in LANGUAGES and request.cookies.get(LANGUAGE_COOKIE) != chosen:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=COOKIE_AGE,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    return response


def alternate_urls() -> dict[str, str]:
    """The address of this very page in each language; empty where it has none."""
    if not request.endpoint or "language" not in (
        request.url_rule.arguments if request.url_rule else ()
    ):
        return {}
    values = dict(request.view_args or {})
    query = request.args.to_dict(flat=False) if request.method == "GET" else {}
    return {
        language: url_for(request.endpoint, **{**query, **values, "language": language})
        for language in LANGUAGES
    }


def bare_redirect(error: NotFound) -> Response | None:
    """Where a path without a language leads, if it leads anywhere."""
    if request.method not in ("GET", "HEAD"):
        return None
    language = preferred_language()
    path = f"/{language}{request.path}"
    adapter = current_app.url_map.bind_to_environ(request.environ)
    try:
        adapter.match(path, method="GET")
    except RequestRedirect:
        pass
    except HTTPException:
        return None
    query = request.query_string.decode("latin-1")
    response = redirect(request.script_root + path + (f"?{query}" if query else ""), code=302)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response
