"""How long something has waited, in words."""

from datetime import datetime

from babel.dates import format_timedelta

from greenmatch.core.clock import now
from greenmatch.core.i18n import current_language


def waited(since: datetime) -> str:
    """The time since a moment in the reader's language, such as "3 days"."""
    return format_timedelta(now() - since, granularity="minute", locale=current_language())
