"""Addresses that only take a form, opened as a page: they lead to the page that holds the form.

A refused form answers with a page at such an address; its language link, its address in a
bookmark or in the history are then asked for with GET.
"""

from collections.abc import Mapping

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from greenmatch.core.web.failures import error_page
from greenmatch.core.web.transactions import SAFE_METHODS

_homes: dict[str, str] = {}


def init_homes(app: Flask, homes: Mapping[str, str]) -> None:
    """Lead from the endpoints of forms to the endpoints of their pages."""
    _homes.update(homes)
    app.register_error_handler(MethodNotAllowed, _not_this_way)


def _not_this_way(error: MethodNotAllowed) -> ResponseReturnValue:
    home = _home() if request.method in SAFE_METHODS else None
    if home is None:
        html, status = error_page(error.code)
        return html, status, {"Allow": ", ".join(error.valid_methods or ())}
    return redirect(home, code=302)


def _home() -> str | None:
    """The page that holds the form of the requested address; None where it is no form's."""
    adapter = current_app.url_map.bind_to_environ(request.environ)
    try:
        endpoint, values = adapter.match(method="POST")
    except HTTPException:
        return None
    home = _homes.get(endpoint)
    if home is None:
        return None
    taken = {name for rule in current_app.url_map.iter_rules(home) for name in rule.arguments}
    return url_for(home, **{name: value for name, value in values.items() if name in taken})
