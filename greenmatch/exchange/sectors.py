"""Sectors for a row whose source names none that is plainly one of ours."""

from msgspec.structs import replace

from greenmatch.catalogue.content import Content, SectorTag, original_text
from greenmatch.taxonomy import suggest_sectors

SURE_ENOUGH = 0.5
"""Two of three suggestions of this confidence are acceptable to a person."""


def with_sectors(content: Content) -> Content:
    """The content with the sectors that its text suggests, marked so, where it has none."""
    if content.sectors:
        return content
    text = original_text(content)
    words = ", ".join(text.keywords)
    body = "\n".join(
        part
        for part in (text.summary, text.description or text.problem, text.outcome, words)
        if part
    )
    found = suggest_sectors(body, title=text.title)
    tags = (
        SectorTag(each.code, suggested=True) for each in found if each.confidence >= SURE_ENOUGH
    )
    return replace(content, sectors=tuple(tags))
