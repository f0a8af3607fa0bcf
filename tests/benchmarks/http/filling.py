"""A database full of listings of the search benchmark's corpus, written in bulk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, create_engine, insert

from greenmatch.catalogue.content import (
    Content,
    IpRight,
    Need,
    SectorTag,
    Technology,
    TextBlock,
    content_to_json,
)
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.states import Kind, ListingState, VersionState
from greenmatch.core.database import engine_options, new_public_id
from greenmatch.core.text import detect_language
from greenmatch.organisations.models import Organisation
from greenmatch.search.documents import SearchDocument
from greenmatch.taxonomy import enumeration
from tests.benchmarks.search.corpus import Corpus

BATCH = 2_000
MEMBERS = 5
"""Listings for each organisation."""
MADE = datetime(2025, 9, 1, tzinfo=UTC)


def fill(database_uri: str, corpus: Corpus) -> None:
    """Publish the whole corpus in an empty, migrated database; nothing of it is indexed yet."""
    engine = create_engine(database_uri, **engine_options(database_uri))
    owners = corpus.size // MEMBERS + 1
    for begin in range(1, owners + 1, BATCH):
        numbers = range(begin, min(begin + BATCH, owners + 1))
        _insert(engine, [(Organisation, [_organisation(number) for number in numbers])])
    for begin in range(0, corpus.size, BATCH):
        numbers = range(begin, min(begin + BATCH, corpus.size))
        documents = list(corpus.documents(numbers))
        rows = [(_listing(each, owners), _version(each)) for each in documents]
        listings, versions = zip(*rows, strict=True)
        _insert(engine, [(Listing, list(listings)), (ListingVersion, list(versions))])
    engine.dispose()


def _insert(engine: Engine, tables: list[tuple[Any, list[dict[str, Any]]]]) -> None:
    with engine.begin() as connection:
        for table, rows in tables:
            connection.execute(insert(table), rows)


def _organisation(number: int) -> dict[str, Any]:
    types = [choice.code for choice in enumeration("organisation_type")]
    name = f"Organisation {number}"
    return {
        "id": number,
        "public_id": new_public_id(),
        "name": name,
        "folded": name.lower(),
        "type": types[number % len(types)],
        "country": ("DE", "CN", "BR", "KE", "FR", "JP")[number % 6],
        "created_at": MADE,
    }


def _listing(document: SearchDocument, owners: int) -> dict[str, Any]:
    return {
        "id": document.listing_id + 1,
        "public_id": new_public_id(),
        "kind": Kind(document.kind),
        "organisation_id": document.listing_id % owners + 1,
        "state": ListingState.PUBLISHED,
        "public_number": 1,
        "completeness": int(document.completeness * 100),
        "created_at": document.published_at,
        "published_at": document.published_at,
        "confirmed_at": document.confirmed_at,
    }


def _version(document: SearchDocument) -> dict[str, Any]:
    return {
        "listing_id": document.listing_id + 1,
        "number": 1,
        "state": VersionState.APPROVED,
        "content_json": content_to_json(_content(document)),
        "created_at": document.published_at,
        "saved_at": document.published_at,
        "decided_at": document.published_at,
        "review_notes": {},
    }


def _content(document: SearchDocument) -> Content:
    """What its provider or seeker would have written."""
    text = TextBlock(
        title=document.titles[0],
        summary=document.summaries[0],
        problem=document.bodies[0],
        keywords=document.keywords,
    )
    language = detect_language(document.titles[0] + document.summaries[0])
    common: dict[str, Any] = {
        "original": language,
        "texts": {language: text},
        "sectors": tuple(SectorTag(code) for code in document.sectors if "/" in code),
        "sdgs": document.sdgs,
        "cooperation": tuple(_cooperation(document)),
        "classes": document.classes,
    }
    if document.kind == "need":
        return Need(country=document.countries[0], least_trl=document.trl, **common)
    return Technology(
        trl=document.trl,
        developed_in=document.countries,
        ip_situation=document.ip_situation,
        ip_rights=tuple(IpRight(kind="patent", number=number) for number in document.patents),
        **common,
    )


def _cooperation(document: SearchDocument) -> Iterator[str]:
    """The corpus numbers the forms of cooperation; the site has names for them."""
    names = [choice.code for choice in enumeration("cooperation")]
    for each in document.cooperation:
        yield names[int(each.rpartition("-")[2]) - 1]
