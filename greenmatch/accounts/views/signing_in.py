"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.forms import SignInForm
from greenmatch.accounts.services import signing_in as services
from greenmatch.accounts.views.blueprint import bp
from greenmatch.accounts.views.browser import (
    count_guess,
    first_page,
    let_in,
    let_out,
    open_session,
    own_token,
    refuse_guessing,
    wanted_page,
    warn_if_limited,
)
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError, Invalid
from greenmatch.core.i18n import _
from greenmatch.core.web.access import public
from greenmatch.core.web.failures import set_sign_in_page
from greenmatch.core.web.forms import filled
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.web.resume import TypedForm, unpack_form
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.web.transactions import SAFE_METHODS
from greenmatch.core.work import unit_of_work

_PAGE = "accounts/sign_in.html"


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Mail address and password; afterwards the page, or the form, that was wanted before."""
    if request.method == "GET" and current_actor().signed_in:
        return redirect(wanted_page(request.args.get("next")) or first_page(current_actor()))
    form = SignInForm(next=request.args.get("next"))
    if not form.validate_on_submit():
        return show_form(_PAGE, form, typed=unpack_form(form.resume.data))
    try:
        identity = let_in(_enter(form))
    except DomainError as refused:
        if isinstance(refused, Invalid):
            count_guess(filled(form.email))
        return show_form(_PAGE, form, refused, typed=unpack_form(form.resume.data))
    if (typed := unpack_form(form.resume.data)) is not None:
        return render_template("errors/resume.html", typed=typed, welcome=True)
    return redirect(wanted_page(form.next.data) or first_page(identity.actor))


def _enter(form: SignInForm) -> str:
    with unit_of_work(db.session) as work:
        refuse_guessing(work.session, filled(form.email))
        user = services.check_sign_in(
            work.session, email=filled(form.email), password=filled(form.password)
        )
        if user is None:
            raise Invalid(_("Email address and password do not match."))
        warn_if_limited(user)
        return open_session(work.session, user)


def _sign_in_to_go_on(typed: TypedForm) -> str:
    if typed.fits(current_settings().max_form_size):
        form = SignInForm(formdata=None, resume=typed.packed())
        return render_template(_PAGE, form=form, typed=typed)
    form = SignInForm(formdata=None, next=typed.path)
    return render_template(_PAGE, form=form, too_long=typed.texts)


set_sign_in_page(_sign_in_to_go_on)


@bp.route("/sign-out", methods=["POST"])
@public
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    with unit_of_work(db.session) as work:
        services.end_session(work.session, token=own_token())
    let_out()
    return redirect(url_for("pages.home"))


@bp.before_app_request
def _keep_alive() -> None:
    """Put off the end of a session that is in use; only where a request may write anyway."""
    if request.method in SAFE_METHODS or not request.endpoint or not (token := own_token()):
        return
    services.renew_session(db.session(), token=token, days=current_settings().session_days)
