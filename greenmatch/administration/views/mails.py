"""The mails that a site without a mail server keeps, for whoever sits at its machine.

They hold links that sign people in, so nobody else may see them. That a request comes from this
machine does not say that its sender is here: a proxy may have passed it on, or another site may
have made a browser on this machine ask. So the site must be one for this machine alone, nothing
may have forwarded the request, and it must have been made to a local name.
"""

import ipaddress
from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue

from greenmatch.administration.views.blueprint import bp
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _
from greenmatch.core.mail import FolderTransport, current_mailer, kept_mail, kept_mails
from greenmatch.core.web.access import public
from greenmatch.core.web.runtime import current_settings

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@bp.route("/mails")
@public
def mails() -> ResponseReturnValue:
    """The newest mails; not found from anywhere else."""
    return render_template("administration/mails/list.html", mails=kept_mails(_folder().folder))


@bp.route("/mails/<name>")
@public
def mail(name: str) -> ResponseReturnValue:
    """One mail as text, its links to be followed."""
    found = kept_mail(_folder().folder, name)
    return render_template("administration/mails/show.html", mail=found)


def _folder() -> FolderTransport:
    transport = current_mailer().transport
    if not isinstance(transport, FolderTransport) or not _asked_from_here():
        raise NotFound(_("There is no such page."))
    return transport


def _asked_from_here() -> bool:
    settings = current_settings()
    if settings.is_public or settings.trusted_proxies:
        return False
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_local(request.remote_addr) and _is_local(urlsplit(f"//{request.host}").hostname)


def _is_local(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return False
