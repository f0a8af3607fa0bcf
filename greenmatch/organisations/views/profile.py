"""Making an organisation and changing what it says of itself."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError
from greenmatch.core.files import FileKind, current_store, store_image
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks, requires
from greenmatch.core.web.identity import current_actor, current_identity
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.web.reasons import asking_why, given_reason
from greenmatch.core.web.resume import local_path
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import UnitOfWork, unit_of_work
from greenmatch.organisations.forms import LogoForm, ProfileForm
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.services import founding as services
from greenmatch.organisations.views.blueprint import bp, organisation_for, own_id

LONE_PERSON = "individual-inventor"


@bp.route("/organisation/new", methods=["GET", "POST"])
@requires("organisation.create")
def new() -> ResponseReturnValue:
    """The form for a new organisation; `?type=individual-inventor` suits a lone person."""
    form = ProfileForm(**_suggested())
    if not form.validate_on_submit():
        return show_form("organisations/new.html", form)
    with unit_of_work(db.session) as work:
        organisation = services.create_organisation(
            work.session, profile=form.profile(), owner_id=own_id()
        )
    flash(
        _("%(name)s has been created.", name=organisation.shown_name(current_language())), "success"
    )
    return redirect(local_path(request.args.get("next")) or url_for("organisations.mine"))


def _suggested() -> dict[str, str]:
    identity = current_identity()
    if request.args.get("type") != LONE_PERSON or identity is None:
        return {}
    return {"type": LONE_PERSON, "name": identity.name}


@bp.route("/organisation/<public_id>/edit", methods=["GET", "POST"])
@asks("organisation.edit")
def edit(public_id: str) -> ResponseReturnValue:
    """The profile; an edit on an old page is refused and shows what has changed meanwhile."""
    organisation = organisation_for("organisation.edit", public_id)
    outsider = not current_actor().acts_for(organisation.id)
    kind = asking_why(ProfileForm) if outsider else ProfileForm
    form = kind(obj=organisation, data={"based_on": organisation.revision})
    if not form.validate_on_submit():
        return _show_edit(form, organisation)
    try:
        with unit_of_work(db.session) as work:
            services.edit_organisation(
                work.session,
                organisation=organisation,
                profile=form.profile(),
                based_on=form.based_on_revision(),
                actor_id=own_id(),
                reason=given_reason(form),
            )
    except Conflict as refused:
        # Sent once more, the form counts as an answer to what is shown beside it now.
        form.based_on.data = str(organisation.revision)
        return _show_edit(form, organisation, refused, changed=_differences(form, organisation))
    flash(_("Saved."), "success")
    return redirect(local_path(request.args.get("next")) or url_for("organisations.mine"))


def _show_edit(
    form: ProfileForm,
    organisation: Organisation,
    error: DomainError | None = None,
    changed: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    return show_form(
        "organisations/edit.html", form, error, organisation=organisation, changed=changed or []
    )


def _differences(form: ProfileForm, organisation: Organisation) -> list[tuple[str, str]]:
    """Label and stored value of every field whose typed value is another one."""
    shown = [field for field in form if hasattr(organisation, field.short_name)]
    return [
        (str(field.label.text), getattr(organisation, field.short_name))
        for field in shown
        if (field.data or "") != getattr(organisation, field.short_name)
    ]


@bp.route("/organisation/<public_id>/logo", methods=["GET", "POST"])
@asks("organisation.edit")
def logo(public_id: str) -> ResponseReturnValue:
    """The picture that stands beside the name."""
    organisation = organisation_for("organisation.edit", public_id)
    form = LogoForm()
    if not form.validate_on_submit():
        return show_form("organisations/logo.html", form, organisation=organisation)
    try:
        with unit_of_work(db.session) as work:
            services.set_logo(
                work.session,
                organisation=organisation,
                logo=None if form.remove.data else _stored_logo(work, form, organisation),
                actor_id=own_id(),
            )
    except DomainError as refused:
        return show_form("organisations/logo.html", form, refused, organisation=organisation)
    flash(_("Saved."), "success")
    return redirect(url_for("organisations.mine"))


def _stored_logo(work: UnitOfWork, form: LogoForm, organisation: Organisation) -> str:
    settings = current_settings()
    upload = form.file.data
    return store_image(
        work.session,
        current_store(),
        data=upload.stream if upload else b"",
        filename=upload.filename if upload else None,
        max_bytes=settings.max_image_size,
        max_pixels=settings.max_image_pixels,
        kind=FileKind.LOGO,
        organisation_id=organisation.id,
        created_by=own_id(),
    ).public_id
