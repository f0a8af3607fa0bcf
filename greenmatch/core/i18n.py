"""Languages: which there are, which one this reader has, and the translation functions.

The one door to Flask-Babel, which has no types.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from gettext import NullTranslations, translation

from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import (
    Babel,
    force_locale,
    format_date,
    format_datetime,
    format_decimal,
    lazy_gettext,
    lazy_pgettext,
)
from markupsafe import Markup

from greenmatch.paths import translation_folder

LANGUAGES = ("en", "zh")
DEFAULT_LANGUAGE = "en"
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
LANGUAGE_COOKIE = "language"


def _(message: str, **values: object) -> str:
    """The message in the reader's language; outside of an application, as it is."""
    if not has_app_context():
        return message % values if values else message
    translated = _messages(current_language()).gettext(message)
    return translated % values if values else translated


def _n(singular: str, plural: str, num: int, **values: object) -> str:
    """The message in the form that fits the number, in the reader's language."""
    values.setdefault("num", num)
    return _messages(current_language()).ngettext(singular, plural, num) % values


def _l(message: str, **values: object) -> str:
    """A message that is translated when it is shown (for labels made at import time)."""
    return lazy_gettext(message, **values)  # type: ignore[no-any-return]


@cache
def _messages(language: str) -> NullTranslations:
    """The messages of a language; looking Flask-Babel's up takes longer than the message."""
    return translation("messages", translation_folder(), [language], fallback=True)


def _in_template(message: str, **values: object) -> Markup:
    """The message for a template. A page has a hundred, and Jinja's own way makes each anew."""
    language = current_language()
    return _marked(message, language) % values if values else _without_values(message, language)


def _marked(message: str, language: str) -> Markup:
    return Markup(_messages(language).gettext(message))  # noqa: S704 - our own, as templates are


@lru_cache(5_000)
def _without_values(message: str, language: str) -> Markup:
    return _marked(message, language) % {}


def current_language() -> str:
    """The reader's language: "en" or "zh"."""
    if has_app_context():
        chosen = g.get("language")
        if chosen in LANGUAGES:
            return str(chosen)
    return preferred_language() if has_request_context() else DEFAULT_LANGUAGE


def preferred_language() -> str:
    """The language that suits a reader whose address names none: cookie, account, browser."""
    cookie = request.cookies.get(LANGUAGE_COOKIE)
    if cookie in LANGUAGES:
        return str(cookie)
    account = g.get("account_language")
    if account in LANGUAGES:
        return str(account)
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Translate into another reader's language for a while (a mail to them, say)."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language):
            yield
    finally:
        g.language = before


def init_i18n(app: Flask) -> None:
    """Set up translations for the application."""
    Babel(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_translation_directories=str(translation_folder()),
        locale_selector=current_language,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _messages(current_language()).gettext(message),
        lambda *forms: _messages(current_language()).ngettext(*forms),
        newstyle=True,
    )
    app.jinja_env.globals.update(
        _=_in_template,
        current_language=current_language,
        language_names=LANGUAGE_NAMES,
        format_date=format_date,
        format_datetime=format_datetime,
        format_decimal=format_decimal,
    )


__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "LANGUAGE_COOKIE",
    "LANGUAGE_NAMES",
    "_",
    "_l",
    "_n",
    "current_language",
    "format_date",
    "format_datetime",
    "format_decimal",
    "in_language",
    "init_i18n",
    "lazy_pgettext",
    "preferred_language",
]
