"""What somebody has to do before they can publish or write to others."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from greenmatch.core.i18n import _
from greenmatch.core.permissions import Actor


def first_to_do(actor: Actor) -> Response | None:
    """The way to the first thing that this person lacks; None where nothing here would help."""
    if actor.suspended_organisation_ids and not actor.organisation_ids:
        flash(
            _(
                "Your account or your organisation is suspended: you can read what you have, but "
                "not publish anything or write to others."
            ),
            "warning",
        )
        return redirect(url_for("pages.dashboard"))
    if not actor.confirmed:
        flash(_("First confirm your email address: open the link that we sent you."), "info")
        return redirect(url_for("accounts.settings"))
    if not actor.organisation_ids:
        flash(_("First say who you act for; then you come back here."), "info")
        return redirect(url_for("organisations.new", next=request.path))
    return None
