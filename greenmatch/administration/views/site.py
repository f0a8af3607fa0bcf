"""The site's names, logo, contact and mails."""

from dataclasses import asdict

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.models import User
from greenmatch.administration.forms import SiteForm
from greenmatch.administration.services.site import save_site, send_test_mail, settings_mark
from greenmatch.administration.views.blueprint import bp, own_id
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError, Invalid
from greenmatch.core.files import FileKind, current_store, store_image
from greenmatch.core.i18n import _
from greenmatch.core.mail import current_mailer
from greenmatch.core.site import SiteSettings, site_settings
from greenmatch.core.web.access import requires
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import UnitOfWork, unit_of_work


@bp.route("/admin/site", endpoint="site_settings", methods=["GET", "POST"])
@requires("admin.site")
def change_site() -> ResponseReturnValue:
    """What is set, and changing it."""
    known = site_settings(db.session())
    # The logo's setting is the id of a file, which is nothing to fill a file field with.
    form = SiteForm(data={**asdict(known), "logo": None, "based_on": settings_mark(known)})
    if not form.validate_on_submit():
        return _show(form, known)
    try:
        with unit_of_work(db.session) as work:
            values = {**form.values(), **_logo(work, form)}
            save_site(
                work.session,
                values=values,
                based_on=form.based_on.data or "",
                actor_id=own_id(),
            )
    except Conflict as refused:
        known = site_settings(db.session())
        form.based_on.data = settings_mark(known)
        return _show(form, known, refused, meanwhile=True)
    except DomainError as refused:
        return _show(form, known, refused)
    flash(_("Saved."), "success")
    return redirect(url_for("admin.site_settings"))


@bp.route("/admin/site/test-mail", methods=["POST"])
@requires("admin.site")
def test_mail() -> ResponseReturnValue:
    """Send oneself a mail, to see whether mails arrive."""
    with unit_of_work(db.session) as work:
        user = work.session.get_one(User, own_id())
        if user.email:
            send_test_mail(work.session, to=user.email, language=user.language)
    flash(_("A test email is on its way to %(address)s.", address=user.email or ""), "success")
    return redirect(url_for("admin.site_settings"))


def _show(
    form: SiteForm,
    known: SiteSettings,
    error: DomainError | None = None,
    *,
    meanwhile: bool = False,
) -> ResponseReturnValue:
    typed = form.values()
    differing = [name for name, value in typed.items() if getattr(known, name) != value]
    return show_form(
        "administration/site.html",
        form,
        error,
        stored=known,
        differing=[(str(form[name].label.text), getattr(known, name)) for name in differing]
        if meanwhile
        else [],
        mail_sender=current_mailer().sender,
        has_mail_server=bool(current_settings().smtp_host),
    )


def _logo(work: UnitOfWork, form: SiteForm) -> dict[str, str]:
    """The logo's setting where it is to change; Invalid, at the field, for a bad picture."""
    if form.no_logo.data:
        return {"logo": ""}
    upload = form.logo.data
    if not upload or not upload.filename:
        return {}
    settings = current_settings()
    try:
        stored = store_image(
            work.session,
            current_store(),
            data=upload.stream,
            filename=upload.filename,
            max_bytes=settings.max_image_size,
            max_pixels=settings.max_image_pixels,
            kind=FileKind.LOGO,
            created_by=own_id(),
        )
    except Invalid as refused:
        raise Invalid(refused.message, {"logo": [refused.message]}) from refused
    return {"logo": stored.public_id}
