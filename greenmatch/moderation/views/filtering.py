"""What the address narrows the queue to."""

from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import LANGUAGES
from greenmatch.core.web.filters import FilterReader
from greenmatch.moderation.queries import QueueFilter, Stage
from greenmatch.taxonomy import sector


def queue_filter() -> tuple[QueueFilter, FilterReader]:
    """The filter, and what was read for it."""
    reader = FilterReader()
    wanted = QueueFilter(
        kind=reader.member("kind", Kind),
        stage=reader.member("stage", Stage),
        sector=reader.known("sector", lambda code: sector(code) is not None),
        language=reader.known("language", LANGUAGES.__contains__),
    )
    return wanted, reader
