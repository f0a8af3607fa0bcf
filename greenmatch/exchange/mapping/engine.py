"""The mapping itself: from a row of a source to a record, with every problem named at once."""

import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Set
from typing import Any

import msgspec

from greenmatch.catalogue.content import Content, Need, Technology, TextBlock
from greenmatch.catalogue.rights import REGISTERED, contradicts_itself
from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import LANGUAGES, _
from greenmatch.core.text import detect_language, one_line
from greenmatch.exchange.mapping import fields
from greenmatch.exchange.mapping.document import Document, Rules, Signature
from greenmatch.exchange.mapping.pulling import Pull, Unreadable
from greenmatch.exchange.mapping.record import Record
from greenmatch.exchange.problems import MappingRefused, Problem, RowRefused
from greenmatch.organisations.services.founding import Profile

Values = AnyMapping[str, Any]


class Mapping:
    """A mapping that is ready for use; it asks no database and keeps nothing of a row."""

    def __init__(self, name: str, document: Document) -> None:
        self.name = name
        self.document = document
        self.kind = Kind(document.kind) if document.kind else None
        self._row = _pulls(name, document.row, fields.ROW)
        self._organisation = _pulls(name, document.organisation, fields.ORGANISATION)
        self._fields = _pulls(name, document.fields, fields.FIELDS)
        signature = document.signature or Signature()
        self._columns = frozenset(signature.columns)
        self._matches = [(column, re.compile(text)) for column, text in signature.matches.items()]

    def fits(self, row: Values) -> bool:
        """Whether a row looks like one of this mapping's source."""
        return self.may_fit(row.keys()) and all(
            pattern.search(str(row.get(column) or "")) for column, pattern in self._matches
        )

    def may_fit(self, columns: Set[str]) -> bool:
        """Whether a row with these columns may be one of this mapping's source."""
        return self._columns <= columns

    @property
    def columns(self) -> frozenset[str]:
        """Every column that a rule names, by its first part."""
        pulls = (*self._row.values(), *self._organisation.values(), *self._fields.values())
        return frozenset(name.partition(".")[0] for pull in pulls for name in pull.columns)

    def missing(self, columns: frozenset[str], kind: Kind | None = None) -> tuple[str, ...]:
        """What no row of a file with these columns can have, though every row must.

        `kind` is for rows that do not say it themselves.
        """
        needed = {name: self._row.get(name) for name in ("id", "source")}
        needed["title"] = self._fields.get("title")
        if self.kind is None and kind is None:
            needed["kind"] = self._row.get("kind")
        return tuple(
            " / ".join(pull.columns) if pull else name
            for name, pull in needed.items()
            if pull is None or not _reachable(pull, columns)
        )

    def content(self, row: Values, kind: Kind | None = None) -> Content:
        """The row's content alone; RowRefused where it has none.

        `kind` is for rows that do not say it themselves.
        """
        reading = _Reading(row)
        content = self._content(reading, kind)
        reading.finish()
        return content

    def record(self, row: Values, kind: Kind | None = None) -> Record:
        """The row as a record; RowRefused with every problem that it has."""
        reading = _Reading(row)
        known = {name: reading.get(self._row, name, read, "") for name, read in fields.ROW.items()}
        profile = {
            name: reading.get(self._organisation, name, read, "")
            for name, read in fields.ORGANISATION.items()
        }
        content = self._content(reading, kind)
        for name in ("id", "source"):
            if not known[name]:
                reading.refuse(self._row, name, _("missing"))
        reading.finish()
        return Record(
            source=known["source"],
            key=known["id"],
            url=known["url"],
            licence=known["licence"],
            organisation=Profile(**{**profile, "name": profile["name"] or known["source"]}),
            content=content,
            not_understood=tuple(reading.left_out),
        )

    def _content(self, reading: "_Reading", kind: Kind | None) -> Content:
        original, texts = self._texts(reading)
        wanted = self.kind or self._kind(reading, kind)
        is_need = wanted is Kind.NEED
        found = {
            name: reading.get(self._fields, name, read, None)
            for name, read in (fields.NEED if is_need else fields.TECHNOLOGY).items()
            if name in self._fields
        }
        given = {name: value for name, value in found.items() if value is not None}
        make = Need if is_need else Technology
        return _by_rows(make(original=original, texts=texts, **given))

    def _kind(self, reading: "_Reading", default: Kind | None) -> Kind:
        text = reading.get(self._row, "kind", Pull.text, "").casefold()
        if text in {kind.value for kind in Kind}:
            return Kind(text)
        if text or default is None:
            reading.refuse(self._row, "kind", _("say “technology” or “need” here, or give --kind"))
        return default or Kind.TECHNOLOGY

    def _texts(self, reading: "_Reading") -> tuple[Any, dict[str, TextBlock]]:
        """The original language and the texts by language; without a title the row is refused."""
        plain = self._block(reading, "")
        own = {
            language: self._block(reading, f"_{language}")
            for language in LANGUAGES
            if any(column.endswith(f"_{language}") for column in reading.row)
        }
        original = self._original(reading, plain, own)
        own[original] = _first_of(plain, own.get(original, TextBlock()))
        texts = {language: block for language, block in own.items() if block.title}
        if original not in texts:
            reading.refuse(self._fields, "title", _("missing"))
        return original, texts

    def _block(self, reading: "_Reading", suffix: str) -> TextBlock:
        values = {
            name: reading.get(self._fields, name, Pull.text, "", suffix) for name in fields.TEXTS
        }
        values["title"] = one_line(values["title"])
        words = reading.get(self._fields, "keywords", Pull.texts, (), suffix)
        if values["description"] == values["summary"]:
            values["description"] = ""  # a source without more to say says it twice
        return TextBlock(**values, keywords=words)

    def _original(self, reading: "_Reading", plain: TextBlock, own: dict[str, TextBlock]) -> str:
        said = str(reading.get(self._row, "language", Pull.text, "")).casefold()[:2]
        if said and said not in LANGUAGES:
            reading.refuse(self._row, "language", _("only en and zh can be stored"))
        if said in LANGUAGES:
            return said
        if not plain.title:
            return next((language for language, block in own.items() if block.title), "en")
        return detect_language(f"{plain.title}\n{plain.summary}\n{plain.description}")


class _Reading:
    """A row that is being read, and what is wrong with it so far."""

    def __init__(self, row: Values) -> None:
        self.row = row
        self.problems: list[Problem] = []
        self.left_out: list[str] = []

    def get(
        self, pulls: AnyMapping[str, Pull], name: str, read: Any, default: Any, suffix: str = ""
    ) -> Any:
        """The field's value; the default where it has no rule or makes no sense."""
        pull = pulls.get(name)
        if pull is None:
            return default
        try:
            return read(pull, self.row, suffix) if suffix else read(pull, self.row)
        except Unreadable as wrong:
            if pull.rule.optional:
                self.left_out.append(name)
            else:
                self.refuse(pulls, name, str(wrong), suffix)
            return default

    def refuse(
        self, pulls: AnyMapping[str, Pull], name: str, reason: str, suffix: str = ""
    ) -> None:
        """Note a problem under the name that the column has in the file."""
        pull = pulls.get(name)
        columns = [column for column, _value in pull.found(self.row, suffix)] if pull else []
        expected = pull.columns[0] if pull and pull.columns else name
        self.problems.append(Problem(columns[0] if columns else expected, reason))

    def finish(self) -> None:
        """Refuse the row if anything was wrong."""
        if self.problems:
            raise RowRefused(self.problems)


def _pulls(
    mapping: str, rules: AnyMapping[str, Rules], known: AnyMapping[str, Any] | frozenset[str]
) -> dict[str, Pull]:
    unknown = sorted(set(rules) - set(known))
    if unknown:
        raise MappingRefused(
            _(
                "The mapping %(name)s has rules for what we do not have: %(fields)s",
                name=mapping,
                fields=", ".join(unknown),
            )
        )
    return {name: Pull(rule) for name, rule in rules.items()}


def _by_rows(content: Content) -> Content:
    """The content; where it denies the rights that it names, the rights are what counts."""
    if not contradicts_itself(content):
        return content
    return msgspec.structs.replace(content, ip_situation=REGISTERED)


def _reachable(pull: Pull, columns: frozenset[str]) -> bool:
    names = {name.partition(".")[0] for name in pull.columns}
    spelled = names | {f"{name}_{language}" for name in names for language in LANGUAGES}
    return pull.rule.value is not None or bool(spelled & columns)


def _first_of(block: TextBlock, other: TextBlock) -> TextBlock:
    """The block with its gaps filled from the other."""
    return TextBlock(
        **{
            name: getattr(block, name) or getattr(other, name)
            for name in TextBlock.__struct_fields__
        }
    )
