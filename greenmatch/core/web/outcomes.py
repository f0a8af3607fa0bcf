"""How a page with a form answers."""

from typing import Any

from flask import Response, make_response, render_template

from greenmatch.core.errors import DomainError, Invalid, TooMany
from greenmatch.core.web.forms import PlatformForm


def show_form(
    template: str, form: PlatformForm, error: DomainError | None = None, **values: Any
) -> Response:
    """The page with the form: empty, or as it was typed with what is wrong with it.

    `error` is a service's refusal; it goes next to the fields that it names, or on top.
    """
    status = 422 if form.errors else 200
    if error is not None:
        status = error.status
        fields = error.fields if isinstance(error, Invalid) else {}
        form.refuse(fields)
        if not fields:
            form.form_errors = [*form.form_errors, error.message]
    response = make_response(render_template(template, form=form, **values), status)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
