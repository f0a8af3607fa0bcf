"""From the text in the search box to a typed tree. Never an error."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from greenmatch.catalogue.patents import patent_key
from greenmatch.core.text import tokenise
from greenmatch.search.classes import class_key
from greenmatch.search.language.fields import field_node
from greenmatch.search.language.scanner import FIELDS, OPEN_QUOTE, Item, plain, scan
from greenmatch.search.language.tree import And, Exact, Facet, Node, Not, Or, Ranked, Text
from greenmatch.search.language.vocabulary import related_classes, related_sectors
from greenmatch.search.language.words import phrase_node, words_node

LONGEST_QUERY = 256
MOST_TERMS = 32
LONGEST_TEXT = 50_000
TEXT_WORDS, TEXT_CHINESE = 12, 64

NoteKind = Literal["open-quote", "unknown-field", "bad-value", "cut", "too-common", "lone-operator"]


@dataclass(frozen=True, slots=True)
class Note:
    """What the page tells of a query that was not understood as typed; ``value`` is the piece."""

    kind: NoteKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The tree (None: nothing to look for), whether it is a whole text, and what to tell."""

    tree: Node | None
    is_text: bool = False
    notes: tuple[Note, ...] = ()


def parse(text: str) -> ParsedQuery:
    """The query that a text means; what cannot be parsed becomes plain words and a note."""
    text = text[:LONGEST_TEXT].strip()
    if is_text_query(text):
        return ParsedQuery(text_node(text), is_text=True)
    if tree := _number(text):
        return ParsedQuery(tree)
    return _Parser(text).parse()


def is_text_query(text: str) -> bool:
    """Whether this is a whole text: a line break, more than 12 words or 64 Chinese characters."""
    text = text.strip()
    chinese = len(re.findall("[一-鿿]", text[:LONGEST_TEXT]))
    return "\n" in text or chinese > TEXT_CHINESE or len(text.split()) > TEXT_WORDS


def text_node(text: str) -> Node | None:
    """The node of a whole text, None if it has no terms."""
    counts = Counter(tokenise(text[:LONGEST_TEXT]))
    return Text(tuple(sorted(counts.items()))) if counts else None


def _number(text: str) -> Node | None:
    """A query that is a patent number or a class and nothing else: the right or class first.

    Then the listings of the sectors to which the crosswalk leads, and at last the words as such,
    since a product may be named like a class.
    """
    text = plain(text)
    if len(text) > 40 or ":" in text or not any(map(str.isdigit, text)):
        return None
    words = words_node(text, text)
    key = patent_key(text)
    if key and sum(map(str.isdigit, key)) >= 6:
        first: Node = Exact(text, "patent", key)
        return Ranked((first, words)) if words else first
    if not class_key(text):
        return None
    tiers: list[Node] = [Exact(text, "class", each) for each in related_classes(text)]
    if sectors := related_sectors(text):
        tiers.append(Facet(text, "sector", sectors))
    return Ranked((*tiers, words) if words else tuple(tiers))


class _Parser:
    """One run over the items of a query: collects the nodes of an And, and the notes."""

    def __init__(self, text: str) -> None:
        self.notes: list[Note] = []
        if len(text) > LONGEST_QUERY:
            self.notes.append(Note("cut"))
        self.items = list(scan(text[:LONGEST_QUERY]))
        if len(self.items) > MOST_TERMS:
            self.notes.append(Note("cut"))
        self.at = 0

    def parse(self) -> ParsedQuery:
        """The parsed query."""
        groups: list[list[Node]] = []
        joined = excluded = False
        while self.at < min(len(self.items), MOST_TERMS):
            item = self.items[self.at]
            self.at += 1
            if item is OPEN_QUOTE:
                self.notes.append(Note("open-quote"))
            elif item.raw in ("OR", "|"):
                joined = bool(groups)
                self._check_operator(joined)
            elif item.raw == "NOT":
                excluded = self.at < len(self.items)
                self._check_operator(excluded, "NOT")
            elif node := self._node(item):
                node = Not(node) if excluded and not isinstance(node, Not) else node
                groups[-1].append(node) if joined else groups.append([node])
                joined = excluded = False
        nodes = [Or(tuple(group)) if len(group) > 1 else group[0] for group in groups]
        return ParsedQuery(_together(nodes), notes=tuple(dict.fromkeys(self.notes)))

    def _check_operator(self, joined: bool, operator: str = "OR") -> None:
        """Notes an operator that has nothing on one of its sides."""
        if not joined or self.at >= len(self.items):
            self.notes.append(Note("lone-operator", operator))

    def _node(self, item: Item) -> Node | None:
        """The node of an item, None where it has nothing to look for."""
        node = self._field(item) if item.field and item.field != "title" else self._plain(item)
        return Not(node) if node and item.excluded else node

    def _plain(self, item: Item) -> Node | None:
        """Words or a phrase, in titles or anywhere."""
        make = phrase_node if item.quoted else words_node
        node = make(item.raw.lstrip("-"), item.text, title=item.field == "title")
        if node is None and any(map(str.isalnum, item.text)):
            self.notes.append(Note("too-common", item.text))
        return node

    def _field(self, item: Item) -> Node | None:
        """The node of a field with its value, which may go on over the next items."""
        for more in (3, 2, 1, 0) if item.field in ("patent", "ipc", "cpc", "class") else (0,):
            following = self.items[self.at : self.at + more]
            if len(following) == more and (node := field_node(_joined(item, following))):
                self.at += more
                return node
        known = item.field in FIELDS
        self.notes.append(
            Note("bad-value", item.raw) if known else Note("unknown-field", item.field)
        )
        return words_node(item.raw, item.text if known else f"{item.field} {item.text}")


def _joined(item: Item, following: Sequence[Item]) -> Item:
    """An item with the texts of the next ones appended, for values with spaces."""
    pieces = [item, *following]
    text = " ".join(piece.text for piece in pieces)
    return item._replace(text=text, raw=" ".join(piece.raw for piece in pieces))


def _together(nodes: list[Node]) -> Node | None:
    """One node for all of them."""
    return And(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)
