"""Whether the sample catalogue may still come by itself: on an instance's first run only."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.core.site import SiteSetting

# Among the settings of the site, so that a backup takes it along.
_KEY = "first_run_over"


def is_first_run(session: Session) -> bool:
    """Whether nobody has an account yet, and the first run has not been ended."""
    nobody = session.scalar(select(User.id).limit(1)) is None
    return nobody and session.get(SiteSetting, _KEY) is None


def end_first_run(session: Session) -> None:
    """Keep that the instance has been prepared, or that somebody wants no sample."""
    session.merge(SiteSetting(key=_KEY, value="yes"))
