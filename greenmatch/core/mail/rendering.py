"""Makes a mail's subject, text and HTML from its pair of templates."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import current_app

from greenmatch.core.i18n import in_language
from greenmatch.core.mail.message import one_line

LONGEST_SUBJECT = 250


class MailContent(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
    html: str


def render_mail(template: str, language: str, values: Mapping[str, Any]) -> MailContent:
    """The content of mail/<template>.txt, whose first line is the subject, and .html.

    The templates know the values only, nothing of the request that may be going on: what is
    said in a mail does not depend on who caused it.
    """
    with in_language(language):
        first, _newline, text = _render(f"{template}.txt", values).lstrip().partition("\n")
        subject = one_line(first)[:LONGEST_SUBJECT]
        html = _render(f"{template}.html", {**values, "subject": subject})
    return MailContent(subject, text.strip() + "\n", html)


def _render(name: str, values: Mapping[str, Any]) -> str:
    return current_app.jinja_env.get_template(f"mail/{name}").render(values)
