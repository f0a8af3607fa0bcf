"""The texts of the fixed pages, in both languages."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.administration.forms import TextForm
from greenmatch.administration.queries.texts import latest_texts, text_history
from greenmatch.administration.views.blueprint import bp, own_id
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError
from greenmatch.core.i18n import _
from greenmatch.core.site import (
    PAGE_TITLES,
    PageVersion,
    fill_in,
    page_version,
    save_page_text,
    site_settings,
)
from greenmatch.core.web.access import requires
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work


@bp.route("/admin/texts")
@requires("admin.site")
def texts() -> ResponseReturnValue:
    """Which texts there are, and which of them have been changed."""
    return render_template(
        "administration/texts/list.html", texts=latest_texts(db.session()), titles=PAGE_TITLES
    )


@bp.route("/admin/texts/<page>/<text_language>", methods=["GET", "POST"])
@requires("admin.site")
def text(page: str, text_language: str) -> ResponseReturnValue:
    """Change a text; `?number=` starts from an earlier version."""
    latest = page_version(db.session(), page, text_language)
    start = _start(latest)
    form = TextForm(data={"text": start.text, "based_on": str(latest.number)})
    if not form.validate_on_submit():
        return _show(form, latest)
    if request.form.get("go") == "preview":
        return _show(form, latest, preview=True)
    try:
        with unit_of_work(db.session) as work:
            save_page_text(
                work.session,
                page=page,
                language=text_language,
                text=filled(form.text),
                based_on=form.based_on_number(),
                actor_id=own_id(),
            )
    except Conflict as refused:
        latest = page_version(db.session(), page, text_language)
        if latest.text == filled(form.text):
            return redirect(url_for("admin.texts"))  # the second of two clicks
        form.based_on.data = str(latest.number)
        return _show(form, latest, refused)
    except DomainError as refused:
        return _show(form, latest, refused)
    flash(_("Saved. Readers see the new text now."), "success")
    return redirect(url_for("admin.texts"))


def _start(latest: PageVersion) -> PageVersion:
    """The version that the form is filled with."""
    number = request.args.get("number", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        return latest
    return page_version(db.session(), latest.page, latest.language, int(number))


def _show(
    form: TextForm, latest: PageVersion, error: DomainError | None = None, *, preview: bool = False
) -> Response:
    session = db.session()
    shown = fill_in(filled(form.text), site_settings(session), latest.language)
    return show_form(
        "administration/texts/edit.html",
        form,
        error,
        latest=latest,
        title=PAGE_TITLES[latest.page],
        history=text_history(session, latest.page, latest.language),
        preview=shown if preview else None,
    )
