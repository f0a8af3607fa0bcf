"""What an address narrows a list to: values that can be used, and notes about those that can't."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from greenmatch.core.i18n import _
from greenmatch.core.web.forms import clean_text

E = TypeVar("E", bound=StrEnum)

LONGEST_TEXT = 100


class FilterReader:
    """Reads filters one by one. `arguments` are those in use, as they stand in an address;
    `ignored` are sentences about the others."""

    def __init__(self) -> None:
        self.arguments: dict[str, Any] = {}
        self.ignored: list[str] = []

    def text(self, name: str) -> str:
        """Words to look for; cut where they are too long."""
        text = clean_text(request.args.get(name, "")) or ""
        text = " ".join(text.split())
        if len(text) > LONGEST_TEXT:
            self.ignored.append(
                _("Only the first %(limit)d characters were used.", limit=LONGEST_TEXT)
            )
        return self._keep(name, text[:LONGEST_TEXT])

    def known(self, name: str, is_known: Callable[[str], bool]) -> str:
        """A value that is known; empty where it is not."""
        text = request.args.get(name, "")
        if text and not is_known(text):
            self.ignored.append(_("A filter of this address is not known; it was left out."))
            return ""
        return self._keep(name, text)

    def member(self, name: str, kind: type[E]) -> E | None:
        """A member of an enumeration by its value."""
        values = {member.value for member in kind}
        text = self.known(name, values.__contains__)
        return kind(text) if text else None

    def flag(self, name: str) -> bool | None:
        """Yes or no; None for both."""
        text = self.known(name, {"yes", "no"}.__contains__)
        return text == "yes" if text else None

    def day(self, name: str) -> date | None:
        """A day, written as 2026-01-31."""
        text = self.known(name, _is_day)
        return date.fromisoformat(text) if text else None

    def _keep(self, name: str, value: str) -> str:
        if value:
            self.arguments[name] = value
        return value


def _is_day(text: str) -> bool:
    try:
        return 1970 <= date.fromisoformat(text).year <= 9000
    except ValueError:
        return False


def options(names: Mapping[E, str]) -> list[tuple[str, str]]:
    """The members of an enumeration with their names, for a filter that offers them all."""
    return [(member.value, str(name)) for member, name in names.items()]
