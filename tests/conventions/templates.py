"""Templates, read the way this needs: what is text, what is markup, what is code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.conventions.sources import ROOT

TEMPLATES = ROOT / "templates"
# A value that a template prints; it is neither a letter nor a blank.
VALUE = "\N{REPLACEMENT CHARACTER}"
# What people read though it stands in an attribute.
SPOKEN = {"alt", "aria-label", "aria-description", "label", "placeholder", "summary", "title"}
_TRANSLATORS = {"_", "_n", "gettext", "ngettext", "pgettext", "npgettext"}
_environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def templates(*endings: str) -> list[Path]:
    """All templates with one of these endings."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in endings)


def without_jinja(text: str) -> str:
    """The text that stands in the template itself: statements and comments are taken out,
    printed values are replaced by VALUE. Lines keep their numbers."""

    def lines(match: "re.Match[str]") -> str:
        return "\n" * match[0].count("\n")

    text = re.sub(r"\{#.*?#\}", lines, text, flags=re.DOTALL)
    text = re.sub(r"\{%-?\s*trans\b.*?%\}.*?\{%-?\s*endtrans\s*-?%\}", lines, text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", lines, text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", lambda found: VALUE + lines(found), text, flags=re.DOTALL)
    return re.sub(rf"(</?){VALUE}", r"\1x-named-by-a-value", text)


@dataclass(frozen=True)
class Piece:
    """Something in a template, with its line."""

    line: int
    what: str


@dataclass
class Page(HTMLParser):
    """The tags and the texts of a template's own HTML."""

    tags: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    texts: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((line, tag, attributes))
        spoken = SPOKEN | ({"value"} if attributes.get("type") in {"submit", "button"} else set())
        self.texts += [Piece(line, attributes[name]) for name in spoken & attributes.keys()]

    def handle_data(self, data: str) -> None:
        self.texts.append(Piece(self.getpos()[0], data))


def read_page(path: Path) -> Page:
    """The tags and texts of an HTML template."""
    page = Page()
    page.feed(without_jinja(path.read_text("utf-8")))
    page.close()
    return page


def code_strings(path: Path) -> Iterator[Piece]:
    """The string constants in a template's code that are not handed to a translator."""
    yield from _strings(_environment.parse(path.read_text("utf-8")))


def _strings(node: nodes.Node) -> Iterator[Piece]:
    if isinstance(node, nodes.Call):
        called = node.node
        if isinstance(called, nodes.Name) and called.name in _TRANSLATORS:
            return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield Piece(node.lineno, node.value)
    for child in node.iter_child_nodes():
        yield from _strings(child)
