"""The editable content of a listing: one typed value, stored whole with each version.

Forms, imports and the sample catalogue all make these values; the public tables are their
projection. A field left empty is unknown and is shown so. Nothing here limits lengths or
demands fields: that is `requirements_of_form` for people and `store_limits` for imports.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct

Language = Literal["en", "zh"]


class TextBlock(Struct, frozen=True, omit_defaults=True):
    """A listing's texts in one language; each kind uses its own fields of these."""

    title: str = ""
    summary: str = ""
    problem: str = ""
    how_it_works: str = ""
    novelty: str = ""
    partner_sought: str = ""
    outcome: str = ""
    site_conditions: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()


class Claim(Struct, frozen=True, omit_defaults=True):
    """A benefit, with a number, what it is measured against, and how that is known."""

    metric: str = ""
    value: str = ""
    unit: str = ""
    baseline: str = ""
    evidence: str = ""
    document: str | None = None


class IpRight(Struct, frozen=True, omit_defaults=True):
    """An intellectual property right. `countries` are ISO codes or WO, EP, EA, AP, OA."""

    kind: str = ""
    number: str = ""
    number_type: str = ""
    family: str = ""
    status: str = ""
    countries: tuple[str, ...] = ()
    priority_date: date | None = None


class Requirement(Struct, frozen=True, omit_defaults=True):
    """What a need asks for; `strength` is must, prefer or exclude; `threshold` like ">= 40"."""

    text: str = ""
    strength: str = "must"
    threshold: str = ""
    unit: str = ""


class SectorTag(Struct, frozen=True, omit_defaults=True):
    """A sector's code; `suggested` where it was derived from the text and nobody chose it."""

    code: str
    suggested: bool = False


class Attachment(Struct, frozen=True, omit_defaults=True):
    """An uploaded file by its public id; `alt` describes an image in words."""

    file: str
    kind: str = "document"
    title: str = ""
    alt: str = ""


class Technology(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="technology"):
    """What a provider offers."""

    original: Language = "en"
    texts: dict[str, TextBlock] = {}
    sectors: tuple[SectorTag, ...] = ()
    climate_objective: str = ""
    sdgs: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    trl: int | None = None
    developed_in: tuple[str, ...] = ()
    deployed_in: tuple[str, ...] = ()
    role: str = ""
    claims: tuple[Claim, ...] = ()
    ip_situation: str = ""
    ip_rights: tuple[IpRight, ...] = ()
    cooperation: tuple[str, ...] = ()
    countries_wanted: tuple[str, ...] = ()
    link: str = ""
    attachments: tuple[Attachment, ...] = ()


class Need(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="need"):
    """What a seeker looks for."""

    original: Language = "en"
    texts: dict[str, TextBlock] = {}
    sectors: tuple[SectorTag, ...] = ()
    climate_objective: str = ""
    sdgs: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    country: str = ""
    least_trl: int | None = None
    requirements: tuple[Requirement, ...] = ()
    cooperation: tuple[str, ...] = ()
    budget_band: str = ""
    enquiry_deadline: date | None = None
    anonymous: bool = False
    link: str = ""
    attachments: tuple[Attachment, ...] = ()


Content = Technology | Need


def content_to_json(content: Content) -> dict[str, Any]:
    """The content as plain JSON values, empty fields left out."""
    plain = msgspec.to_builtins(content)
    assert isinstance(plain, dict)  # noqa: S101 - a Struct always becomes a dict
    return plain


def content_from_json(value: dict[str, Any]) -> Content:
    """The content that `content_to_json` wrote; msgspec.ValidationError where it is none."""
    content: Content = msgspec.convert(value, Content, strict=False)
    return content


def original_text(content: Content) -> TextBlock:
    """The texts in the language that they were written in."""
    return content.texts.get(content.original, TextBlock())


def text_in(content: Content, language: str) -> tuple[str, TextBlock]:
    """The texts for a reader, and their language: theirs if given, else the original."""
    if language in content.texts and content.texts[language].title:
        return language, content.texts[language]
    return content.original, original_text(content)


def file_ids(content: Content) -> frozenset[str]:
    """The public ids of every file that the content speaks of."""
    ids = {attachment.file for attachment in content.attachments}
    if isinstance(content, Technology):
        ids |= {claim.document for claim in content.claims if claim.document}
    return frozenset(ids)


def with_other_files(content: Content, other: Mapping[str, str]) -> Content:
    """The content with its files replaced by others; those that have no other are left out."""
    attachments = tuple(
        msgspec.structs.replace(item, file=other[item.file])
        for item in content.attachments
        if item.file in other
    )
    content = msgspec.structs.replace(content, attachments=attachments)
    if not isinstance(content, Technology):
        return content
    claims = tuple(
        msgspec.structs.replace(claim, document=other.get(claim.document or ""))
        for claim in content.claims
    )
    return msgspec.structs.replace(content, claims=claims)


def discloses_unfiled(content: Content) -> bool:
    """Whether the content describes an invention for which no application has been filed."""
    return isinstance(content, Technology) and any(
        right.status == "not-filed" and right.kind != "know-how" for right in content.ip_rights
    )
