"""What the address narrows the queue to."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import LANGUAGES, _
from greenmatch.moderation.queries import QueueFilter, Stage
from greenmatch.taxonomy import sector

E = TypeVar("E", bound=StrEnum)


def queue_filter() -> tuple[QueueFilter, list[str]]:
    """The filter, and sentences about what in the address could not be used."""
    ignored: list[str] = []
    wanted = QueueFilter(
        kind=_member(Kind, "kind", ignored),
        stage=_member(Stage, "stage", ignored),
        sector=_text("sector", lambda code: sector(code) is not None, ignored),
        language=_text("language", lambda code: code in LANGUAGES, ignored),
    )
    return wanted, ignored


def filter_arguments(wanted: QueueFilter) -> dict[str, Any]:
    """The filter as it stands in an address."""
    given = {
        "kind": wanted.kind,
        "stage": wanted.stage,
        "sector": wanted.sector,
        "language": wanted.language,
    }
    return {name: str(value) for name, value in given.items() if value}


def _member(kind: type[E], name: str, ignored: list[str]) -> E | None:
    values = {member.value for member in kind}
    text = _text(name, lambda value: value in values, ignored)
    return kind(text) if text else None


def _text(name: str, known: Callable[[str], bool], ignored: list[str]) -> str:
    text = request.args.get(name, "")
    if not text or known(text):
        return text
    ignored.append(_("A filter of this address is not known; it was left out."))
    return ""
