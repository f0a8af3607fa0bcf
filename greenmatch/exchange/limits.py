"""What the store takes. An import may be longer than a form allows, but is never cut."""

from collections.abc import Iterator

from greenmatch.core.i18n import _
from greenmatch.exchange.mapping import Record
from greenmatch.exchange.problems import Problem

TITLE = 300
TEXT = 50_000
KEYWORD = 300
KEYWORDS = 500
ENTRIES = 200
"""Of each repeatable field: claims, rights, requirements, codes."""
_TEXTS = (
    "summary",
    "problem",
    "how_it_works",
    "novelty",
    "partner_sought",
    "outcome",
    "site_conditions",
    "description",
)
_LISTS = (
    "sectors",
    "classes",
    "claims",
    "ip_rights",
    "requirements",
    "developed_in",
    "deployed_in",
    "countries_wanted",
)


def beyond_store(record: Record) -> list[Problem]:
    """What of the record is longer than the store takes."""
    return [
        Problem(
            field,
            _("%(length)d characters; at most %(limit)d can be stored", length=length, limit=limit),
        )
        for field, length, limit in (*_identity(record), *_organisation(record), *_texts(record))
        if length > limit
    ] + [
        Problem(
            field,
            _("%(length)d entries; at most %(limit)d can be stored", length=length, limit=limit),
        )
        for field, length, limit in _counts(record)
        if length > limit
    ]


def _identity(record: Record) -> Iterator[tuple[str, int, int]]:
    yield "source", len(record.source), 60
    yield "id", len(record.key), 200
    yield "url", len(record.url), 1000
    yield "licence", len(record.licence), 200
    yield "link", len(record.content.link), 1000


def _organisation(record: Record) -> Iterator[tuple[str, int, int]]:
    profile = record.organisation
    yield "organisation", max(len(profile.name), len(profile.name_zh)), 300
    yield "organisation.website", len(profile.website), 500
    yield "organisation.about", max(len(profile.about), len(profile.about_zh)), TEXT


def _texts(record: Record) -> Iterator[tuple[str, int, int]]:
    for text in record.content.texts.values():
        yield "title", len(text.title), TITLE
        for name in _TEXTS:
            yield name, len(getattr(text, name)), TEXT
        yield "keywords", max(map(len, text.keywords), default=0), KEYWORD


def _counts(record: Record) -> Iterator[tuple[str, int, int]]:
    for text in record.content.texts.values():
        yield "keywords", len(text.keywords), KEYWORDS
    for name in _LISTS:
        yield name, len(getattr(record.content, name, ())), ENTRIES
