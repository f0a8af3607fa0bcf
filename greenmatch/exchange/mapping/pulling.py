"""A rule made ready: it pulls texts out of a row and works them over."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from greenmatch.core.i18n import _
from greenmatch.exchange.mapping.document import Names, Rule, Rules
from greenmatch.exchange.mapping.passages import leading, section, without
from greenmatch.exchange.problems import MappingRefused
from greenmatch.taxonomy.programmes import without_programmes

_LIST_END = re.compile(r"[;|\n]")
_OTHERS = "*"


class Unreadable(Exception):
    """A value makes no sense for its field; the message says what was expected."""


class Pull:
    """What one rule or several take from a row. Column names may get a suffix, such as `_zh`."""

    def __init__(self, rules: Rules) -> None:
        if isinstance(rules, str):
            rules = Rule(columns=rules)
        rule, *others = (rules,) if isinstance(rules, Rule) else rules or (Rule(),)
        self.rule = rule
        self.columns = _names(rule.columns)
        self._other = Pull(tuple(others)) if others else None
        self._replace = [(_pattern(old), new) for old, new in rule.replace]
        self._split = _pattern(rule.split) if rule.split else _LIST_END
        self._drop = _pattern(rule.drop) if rule.drop else None
        self._values = {key.casefold(): _names(value) for key, value in (rule.values or {}).items()}

    def raw(self, row: Mapping[str, Any], suffix: str = "") -> Any:
        """The first value that is there, as it is; None where there is none."""
        return next((value for _name, value in self.found(row, suffix)), self.rule.value)

    def found(self, row: Mapping[str, Any], suffix: str = "") -> Iterator[tuple[str, Any]]:
        """The columns that hold something, with what they hold."""
        for column in self.columns:
            value = _look_up(row, column + suffix)
            if not _is_empty(value):
                yield column + suffix, value

    def text(self, row: Mapping[str, Any], suffix: str = "") -> str:
        """One text; empty where nothing is known."""
        parts = [as_text(value) for value in self._chosen(row, suffix)]
        worked = self._shape(self._clean("\n\n".join(part for part in parts if part)))
        if self.rule.values is not None:
            worked = next(iter(self._translated(worked)), "")
        return worked if worked or self._other is None else self._other.text(row, suffix)

    def texts(self, row: Mapping[str, Any], suffix: str = "") -> tuple[str, ...]:
        """A list of texts, each once; a text that holds a list is taken apart."""
        entries = [
            self._clean(entry)
            for value in self._chosen(row, suffix)
            for entry in self._entries(value)
        ]
        kept = [entry for entry in entries if entry and not self._is_dropped(entry)]
        if self.rule.values is not None:
            kept = [code for entry in kept for code in self._translated(entry)]
        if not kept and self._other is not None:
            return self._other.texts(row, suffix)
        return tuple(dict.fromkeys(kept))

    def _chosen(self, row: Mapping[str, Any], suffix: str) -> list[Any]:
        if self.rule.join:
            return [value for _name, value in self.found(row, suffix)]
        value = self.raw(row, suffix)
        if isinstance(value, bool) and self.rule.values is not None:
            value = str(value).lower()
        return [] if _is_empty(value) else [value]

    def _entries(self, value: Any) -> list[str]:
        if isinstance(value, str):
            value = _list_in(value) or self._split.split(value)
        if not isinstance(value, list | tuple):
            value = [value]
        return [as_text(entry) for entry in value if not _is_empty(entry)]

    def _clean(self, text: str) -> str:
        text = html.unescape(text) if self.rule.unescape else text
        for pattern, new in self._replace:
            text = pattern.sub(new, text)
        text = text.strip()
        return without_programmes(text) if self.rule.programmes else text

    def _shape(self, text: str) -> str:
        rule = self.rule
        if rule.section:
            text = section(text, _names(rule.section))
        if rule.without:
            text = without(text, _names(rule.without))
        return leading(text, rule.sentences) if rule.sentences else text

    def _is_dropped(self, entry: str) -> bool:
        return self._drop is not None and self._drop.search(entry) is not None

    def _translated(self, text: str) -> tuple[str, ...]:
        return self._values.get(text.casefold(), self._values.get(_OTHERS, ()))


def as_text(value: Any) -> str:
    """A single value as text, with plain line ends; Unreadable for lists and objects."""
    if isinstance(value, str):
        if "\0" in value:
            raise Unreadable(_("the text holds a NUL character"))
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Unreadable(_("a text is expected"))


def _look_up(row: Mapping[str, Any], name: str) -> Any:
    if name in row or "." not in name:
        return row.get(name)
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not _stripped(value))


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _list_in(text: str) -> list[Any] | None:
    """The list that a CSV cell holds as JSON."""
    if not text.startswith("["):
        return None
    try:
        return msgspec.json.decode(text, type=list)
    except (msgspec.MsgspecError, RecursionError):
        return None


def _names(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as wrong:
        raise MappingRefused(
            _("The pattern %(text)s cannot be used: %(why)s", text=text, why=wrong)
        ) from None
