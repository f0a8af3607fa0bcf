"""Signing up and confirming the address."""

from flask import flash, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from greenmatch.accounts.forms import AddressForm, ConfirmForm, SignUpForm
from greenmatch.accounts.models import Purpose
from greenmatch.accounts.queries import open_link
from greenmatch.accounts.services import signing_up as services
from greenmatch.accounts.views.blueprint import bp
from greenmatch.accounts.views.browser import (
    count_guess,
    first_page,
    let_in,
    limit_mails,
    open_session,
    refuse_guessing,
    wanted_page,
    warn_if_limited,
)
from greenmatch.accounts.views.links import link_is_over
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError, Gone, Invalid
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import public
from greenmatch.core.web.forms import filled
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import unit_of_work

_WAITING = "signed-up"


@bp.app_template_global("mails_are_kept")
def mails_are_kept() -> bool:
    """Whether mails stay on this machine, because no mail server has been set."""
    return not current_settings().smtp_host


@bp.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> ResponseReturnValue:
    """The form for a new account."""
    if request.method == "GET" and current_actor().signed_in:
        return redirect(first_page(current_actor()))
    form = SignUpForm(next=request.args.get("next"))
    if not form.validate_on_submit():
        return show_form("accounts/sign_up.html", form)
    try:
        with unit_of_work(db.session) as work:
            limit_mails(work.session, filled(form.email))
            services.sign_up(
                work.session,
                name=filled(form.name),
                email=filled(form.email),
                password=filled(form.password),
                language=current_language(),
                next_path=wanted_page(form.next.data) or "",
            )
    except DomainError as refused:
        return show_form("accounts/sign_up.html", form, refused)
    cookie[_WAITING] = filled(form.email)
    return redirect(url_for("accounts.check_mail"))


@bp.route("/sign-up/mail")
@public
def check_mail() -> ResponseReturnValue:
    """What to do after signing up: look into the mailbox."""
    form = AddressForm(email=cookie.get(_WAITING, ""))
    return show_form("accounts/check_mail.html", form, email=cookie.get(_WAITING))


@bp.route("/sign-up/again", methods=["POST"])
@public
def resend() -> ResponseReturnValue:
    """Have the confirmation mail sent again."""
    form = AddressForm()
    email = cookie.get(_WAITING)
    if not form.validate():
        return show_form("accounts/check_mail.html", form, email=email)
    try:
        with unit_of_work(db.session) as work:
            limit_mails(work.session, filled(form.email))
            services.request_confirmation(
                work.session, email=filled(form.email), language=current_language()
            )
    except DomainError as refused:
        return show_form("accounts/check_mail.html", form, refused, email=email)
    cookie[_WAITING] = filled(form.email)
    flash(_("The email is on its way."), "success")
    return redirect(url_for("accounts.check_mail"))


@bp.route("/sign-up/confirm/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> ResponseReturnValue:
    """Prove the address: the link from the mail, and the password chosen at sign-up."""
    form = ConfirmForm(next=request.args.get("next"))
    try:
        link = open_link(db.session(), token, Purpose.CONFIRM)
    except Gone as over:
        return link_is_over(over, again=url_for("accounts.check_mail"))
    email = link.user.email or ""
    if not form.validate_on_submit():
        return show_form("accounts/confirm.html", form, email=email)
    try:
        with unit_of_work(db.session) as work:
            refuse_guessing(work.session, email)
            user = services.confirm_account(
                work.session, token=token, password=filled(form.password)
            )
            session_token = open_session(work.session, user)
    except DomainError as refused:
        if isinstance(refused, Invalid):
            count_guess(email)
        return show_form("accounts/confirm.html", form, refused, email=email)
    identity = let_in(session_token)
    cookie.pop(_WAITING, None)
    flash(_("Welcome. Your address is confirmed."), "success")
    warn_if_limited(user)
    return redirect(wanted_page(form.next.data) or first_page(identity.actor))
