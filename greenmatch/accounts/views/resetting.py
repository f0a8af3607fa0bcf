"""A forgotten password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.forms import AddressForm, NewPasswordForm
from greenmatch.accounts.models import Purpose
from greenmatch.accounts.queries import open_link
from greenmatch.accounts.services import resetting as services
from greenmatch.accounts.views.blueprint import bp
from greenmatch.accounts.views.browser import limit_mails
from greenmatch.accounts.views.links import link_is_over
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError, Gone
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import public
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work


@bp.route("/password", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link with which a new password can be chosen."""
    form = AddressForm()
    if not form.validate_on_submit():
        return show_form("accounts/forgotten.html", form)
    try:
        with unit_of_work(db.session) as work:
            limit_mails(work.session, filled(form.email))
            services.request_reset(
                work.session, email=filled(form.email), language=current_language()
            )
    except DomainError as refused:
        return show_form("accounts/forgotten.html", form, refused)
    return redirect(url_for("accounts.reset_sent"))


@bp.route("/password/mail")
@public
def reset_sent() -> ResponseReturnValue:
    """What to do after asking: look into the mailbox."""
    return render_template("accounts/reset_sent.html")


@bp.route("/password/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> ResponseReturnValue:
    """Choose a new password, with the link from the mail."""
    form = NewPasswordForm()
    try:
        link = open_link(db.session(), token, Purpose.RESET)
    except Gone as over:
        return link_is_over(over, again=url_for("accounts.forgotten"))
    email = link.user.email or ""
    if not form.validate_on_submit():
        return show_form("accounts/reset.html", form, email=email)
    try:
        with unit_of_work(db.session) as work:
            services.reset_password(work.session, token=token, password=filled(form.new_password))
    except DomainError as refused:
        return show_form("accounts/reset.html", form, refused, email=email)
    flash(_("The new password is valid from now on. Please sign in with it."), "success")
    return redirect(url_for("accounts.sign_in"))
