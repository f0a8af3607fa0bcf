"""The row of a listing in a list, quick enough for pages that show many listings."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from greenmatch.catalogue.presentation import ListingCard
from greenmatch.core.text import Segment
from greenmatch.core.web.kept import address, framed, kept, kept_each

_TEMPLATE = "components/listing.html"
_MARKED = Markup("<mark>%s</mark>")


def init_cards(app: Flask) -> None:
    """Give templates `listing_card`."""
    app.add_template_global(listing_card)


def listing_card(
    card: ListingCard,
    *,
    url: str | None = None,
    segments: Iterable[Segment] | None = None,
    heading: str = "h2",
    show_kind: bool = True,
    caller: Callable[[], Markup] | None = None,
) -> Markup:
    """One row of a list; put it into ``<ul class="listings"><li>…</li></ul>``.

    `url` is where the title leads if not to the listing, `segments` a passage that is shown instead
    of the summary, `heading` the title's element. It has room for one more line:
    ``{% call listing_card(x) %} buttons {% endcall %}``.
    """
    return framed(
        _TEMPLATE,
        "card",
        card.kind,
        card.state,
        card.sample,
        card.language,
        card.trl,
        heading,
        show_kind,
        url=url or address("listings.show", public_id=card.public_id),
        title=card.title,
        organisation=card.organisation,
        country=card.country,
        summary=highlighted(segments) if segments else card.summary,
        sectors=_sectors(card),
        ip=card.ip,
        deadline=_day(card.deadline),
        confirmed=_day(card.confirmed_at),
        published="" if card.confirmed_at else _day(card.published_at),
        extra=caller() if caller else "",
    )


def highlighted(segments: Iterable[Segment]) -> Markup:
    """A passage with what was searched for marked."""
    return Markup().join(_MARKED % text if hit else text for text, hit in segments)


def _sectors(card: ListingCard) -> Markup:
    """The sectors as links to the searches for them."""
    rows = ((each.code, each.name, each.suggested, True, card.kind) for each in card.sectors)
    return Markup().join(kept_each("components/badge.html", "sector_tag", (), rows))


def _day(value: date | None) -> Markup:
    """The day as an element; lists show the same days again and again."""
    if value is None:
        return Markup()
    return kept(_TEMPLATE, "day", value.date() if isinstance(value, datetime) else value)
