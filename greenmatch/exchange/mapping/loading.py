"""Mapping files: the built-in ones by name, others by path."""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from greenmatch.core.i18n import _
from greenmatch.exchange.mapping.document import Document
from greenmatch.exchange.mapping.engine import Mapping
from greenmatch.exchange.problems import MappingRefused

_BUILT_IN = resources.files("greenmatch.exchange") / "mappings"
_PARTS = ("row", "organisation", "fields")


@cache
def mapping_names() -> tuple[str, ...]:
    """The names of the built-in mappings; the native one, which fits most rows, comes last."""
    names = {entry.name.removesuffix(".toml") for entry in _BUILT_IN.iterdir()}
    return (*sorted(names - {"native"}), "native")


def load_mapping(name: str) -> Mapping:
    """The built-in mapping of this name, else the one in the TOML or JSON file at this path.

    MappingRefused, with a sentence, where there is none or where it cannot be used.
    """
    if name in mapping_names():
        return _built_in(name)
    path = Path(name)
    if not path.is_file():
        names = ", ".join(mapping_names())
        raise MappingRefused(
            _("There is no mapping “%(name)s”. There are: %(names)s", name=name, names=names)
        )
    return Mapping(path.stem, _document(path.name, path.read_bytes()))


@cache
def _built_in(name: str) -> Mapping:
    file = _BUILT_IN / f"{name}.toml"
    return Mapping(name, _document(f"{name}.toml", file.read_bytes()))


def _document(name: str, data: bytes) -> Document:
    try:
        text = data.decode("utf-8-sig")
        plain = msgspec.json.decode(text) if name.endswith(".json") else tomllib.loads(text)
        document = msgspec.convert(plain, Document)
    except (msgspec.MsgspecError, tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise MappingRefused(
            _("The mapping %(name)s cannot be read: %(why)s", name=name, why=wrong)
        ) from None
    return _extended(document) if document.extends else document


def _extended(document: Document) -> Document:
    """The document with the rules of the built-in one below its own."""
    if document.extends not in mapping_names():
        raise MappingRefused(
            _("The mapping extends “%(name)s”, which is none of ours.", name=document.extends)
        )
    below = load_mapping(document.extends).document
    parts: dict[str, Any] = {
        part: {**getattr(below, part), **getattr(document, part)} for part in _PARTS
    }
    return msgspec.structs.replace(document, kind=document.kind or below.kind, **parts)
