"""The sample catalogue's files."""

from importlib.resources import files
from typing import TypeVar

import msgspec
from msgspec import Struct

from greenmatch.catalogue.content import Need, Technology

T = TypeVar("T")


class SampleOrganisation(Struct, frozen=True):
    """An organisation that does not exist."""

    key: str
    name: str
    type: str
    country: str
    name_zh: str = ""
    about: str = ""
    about_zh: str = ""
    website: str = ""


class SampleListing(Struct, frozen=True):
    """A listing of one of them."""

    key: str
    organisation: str
    content: Technology | Need


class SampleMessage(Struct, frozen=True, rename={"side": "from"}):
    """A message of an enquiry; `side` is "sender" or "owner"."""

    side: str
    body: str


class SampleEnquiry(Struct, frozen=True, rename={"sender": "from"}):
    """An enquiry of one organisation about a listing of another."""

    listing: str
    sender: str
    messages: tuple[SampleMessage, ...]


def organisations() -> list[SampleOrganisation]:
    """All sample organisations."""
    return _read("organisations", list[SampleOrganisation])


def listings() -> list[SampleListing]:
    """All sample technologies, then all sample needs."""
    return [*_read("technologies", list[SampleListing]), *_read("needs", list[SampleListing])]


def enquiries() -> list[SampleEnquiry]:
    """The sample enquiries."""
    return _read("enquiries", list[SampleEnquiry])


def _read(name: str, kind: type[T]) -> T:
    text = (files("greenmatch.sample") / "data" / f"{name}.json").read_bytes()
    return msgspec.json.decode(text, type=kind)
