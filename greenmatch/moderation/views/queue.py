"""What waits for a decision, oldest first."""

from dataclasses import dataclass

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.content import Content, Need, content_from_json, text_in
from greenmatch.catalogue.models import ListingVersion
from greenmatch.catalogue.presentation.names import SectorName, sector_names
from greenmatch.core.database import db
from greenmatch.core.i18n import LANGUAGES, current_language
from greenmatch.core.pagination import Page, page_number, paginate
from greenmatch.core.web.access import requires
from greenmatch.core.web.identity import current_actor
from greenmatch.moderation.queries import Stage, count_rounds, queue_length, waiting_versions
from greenmatch.moderation.views.filtering import queue_filter
from greenmatch.moderation.waiting import waited
from greenmatch.taxonomy import sector_groups

PAGE_SIZE = 25


@dataclass(frozen=True)
class QueueRow:
    """One waiting version; `rounds` is how often it has been sent back before."""

    version: ListingVersion
    title: str
    language: str
    sectors: tuple[SectorName, ...]
    anonymous: bool
    stage: Stage
    rounds: int
    waited: str


@requires("moderation.queue")
def queue() -> ResponseReturnValue:
    """The queue, narrowed by kind, sector, stage and language."""
    session = db.session()
    wanted, reader = queue_filter()
    number = page_number(request.args.get("page"))
    found = paginate(session, waiting_versions(wanted), number=number, size=PAGE_SIZE)
    rounds = count_rounds(session, [version.id for version in found.items])
    rows = tuple(_row(version, rounds.get(version.id, 0)) for version in found.items)
    return render_template(
        "moderation/queue.html",
        page=Page(rows, found.number, found.size, found.total),
        wanted=wanted,
        arguments=reader.arguments,
        ignored=reader.ignored,
        groups=sector_groups(),
        languages=LANGUAGES,
    )


def _row(version: ListingVersion, rounds: int) -> QueueRow:
    content: Content = content_from_json(version.content_json)
    language, text = text_in(content, current_language())
    return QueueRow(
        version=version,
        title=text.title,
        language=language,
        sectors=sector_names(content.sectors, current_language()),
        anonymous=isinstance(content, Need) and content.anonymous,
        stage=Stage.FIRST if version.listing.public_number is None else Stage.REVISION,
        rounds=rounds,
        waited=waited(version.submitted_at) if version.submitted_at else "",
    )


def waiting_count() -> int:
    """How many versions wait, for those who moderate; read once a request, 0 for all others."""
    if "waiting_count" not in g:
        moderates = current_actor().moderates
        g.waiting_count = queue_length(db.session()).count if moderates else 0
    count: int = g.waiting_count
    return count
