"""How good the matches are, and with which weights they are made."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.administration.queries.matching import match_figures
from greenmatch.administration.views.blueprint import bp
from greenmatch.core.database import db
from greenmatch.core.web.access import requires
from greenmatch.matching.presentation import STRENGTHS
from greenmatch.matching.presentation.weights import number_rows, stated_rows
from greenmatch.matching.runtime import current_matcher


@bp.route("/admin/matching")
@requires("admin.overview")
def matching() -> ResponseReturnValue:
    """What became of the suggestions, and the table of weights behind them."""
    policy = current_matcher().policy
    return render_template(
        "administration/matching.html",
        figures=match_figures(db.session()),
        strengths=STRENGTHS,
        policy=policy,
        stated=stated_rows(policy),
        numbers=number_rows(policy),
    )
