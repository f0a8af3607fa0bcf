"""What a mailed link that leads nowhere any more says."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.core.errors import Gone


def link_is_over(error: Gone, *, again: str) -> ResponseReturnValue:
    """The page that says so and leads to `again`, where another link can be asked for."""
    return render_template("accounts/link_over.html", message=error.message, again=again), 410
