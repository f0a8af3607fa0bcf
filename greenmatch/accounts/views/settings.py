"""What people see and change of their own account."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.forms import MailForm, PasswordForm, ProfileForm
from greenmatch.accounts.models import Purpose, User
from greenmatch.accounts.queries import open_link
from greenmatch.accounts.services import settings as services
from greenmatch.accounts.services.signing_up import send_confirmation
from greenmatch.accounts.views.blueprint import bp
from greenmatch.accounts.views.browser import (
    count_guess,
    limit_mails,
    own_account,
    own_token,
    refuse_guessing,
)
from greenmatch.accounts.views.links import link_is_over
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError, Gone, Invalid
from greenmatch.core.i18n import LANGUAGE_NAMES, _
from greenmatch.core.web.access import requires
from greenmatch.core.web.forms import PlatformForm, filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work


@bp.route("/account", methods=["GET", "POST"])
@requires("account.use")
def settings() -> ResponseReturnValue:
    """Name and language, and the way to everything else."""
    user = own_account(db.session())
    form = ProfileForm(obj=user, data={"based_on": services.profile_mark(user)})
    if not form.validate_on_submit():
        return show_form("accounts/settings.html", form, user=user)
    try:
        with unit_of_work(db.session) as work:
            services.edit_profile(
                work.session,
                user=own_account(work.session),
                name=filled(form.name),
                language=filled(form.language),
                based_on=filled(form.based_on),
            )
    except Conflict as refused:
        return _show_both(form, user, refused)
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.settings", language=filled(form.language)))


def _show_both(form: ProfileForm, user: User, refused: Conflict) -> ResponseReturnValue:
    """What was typed beside what is stored; sent once more, it counts."""
    form.based_on.data = services.profile_mark(user)
    stored = [
        (form.name.label.text, user.name, filled(form.name)),
        (
            form.language.label.text,
            LANGUAGE_NAMES[user.language],
            LANGUAGE_NAMES[filled(form.language)],
        ),
    ]
    changed = [(label, value) for label, value, typed in stored if value != typed]
    return show_form("accounts/settings.html", form, refused, user=user, changed=changed)


@bp.route("/account/confirm", methods=["POST"])
@requires("account.use")
def confirm_again() -> ResponseReturnValue:
    """Have the confirmation mail sent again to one's own address."""
    with unit_of_work(db.session) as work:
        user = own_account(work.session)
        limit_mails(work.session, user.email or "")
        waiting = user.confirmed_at is None
        if waiting:
            send_confirmation(work.session, user=user)
    if waiting:
        flash(_("The email is on its way."), "success")
    else:
        flash(_("Your email address is confirmed already."))
    return redirect(url_for("accounts.settings"))


@bp.route("/account/password", methods=["GET", "POST"])
@requires("account.use")
def change_password() -> ResponseReturnValue:
    """A new password in place of the known one."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return show_form("accounts/change_password.html", form)
    email = own_account(db.session()).email or ""
    try:
        with unit_of_work(db.session) as work:
            refuse_guessing(work.session, email)
            services.change_password(
                work.session,
                user=own_account(work.session),
                current_password=filled(form.current_password),
                new_password=filled(form.new_password),
                keep=own_token(),
            )
    except DomainError as refused:
        count_wrong_password(refused, email)
        return show_form("accounts/change_password.html", form, refused)
    flash(_("The new password is valid; other browsers have been signed out."), "success")
    return redirect(url_for("accounts.settings"))


@bp.route("/account/mail", methods=["GET", "POST"])
@requires("account.use")
def change_mail() -> ResponseReturnValue:
    """Ask for another mail address; it changes once its link has been opened."""
    form = MailForm()
    email = own_account(db.session()).email or ""
    if not form.validate_on_submit():
        return show_form("accounts/change_mail.html", form, email=email)
    try:
        with unit_of_work(db.session) as work:
            refuse_guessing(work.session, email)
            limit_mails(work.session, filled(form.email))
            services.request_mail_change(
                work.session,
                user=own_account(work.session),
                email=filled(form.email),
                current_password=filled(form.current_password),
            )
    except DomainError as refused:
        count_wrong_password(refused, email)
        return show_form("accounts/change_mail.html", form, refused, email=email)
    flash(_("Open the link that we sent to the new address; until then the old one stays."))
    return redirect(url_for("accounts.settings"))


@bp.route("/account/mail/<token>", methods=["GET", "POST"])
@requires("account.use")
def confirm_mail(token: str) -> ResponseReturnValue:
    """Take the new address, with the link that was mailed there."""
    form = PlatformForm()
    try:
        link = open_link(db.session(), token, Purpose.CHANGE_MAIL)
        if not form.validate_on_submit():
            return show_form("accounts/confirm_mail.html", form, email=link.email)
        with unit_of_work(db.session) as work:
            services.change_mail(work.session, user=own_account(work.session), token=token)
    except Gone as over:
        return link_is_over(over, again=url_for("accounts.change_mail"))
    flash(_("Your email address has been changed."), "success")
    return redirect(url_for("accounts.settings"))


def count_wrong_password(refused: DomainError, email: str) -> None:
    """Count the refusal as a guess where it was about the password."""
    if isinstance(refused, Invalid) and "current_password" in refused.fields:
        count_guess(email)
