"""A reader of the Chinese pages meets no English, but for names, codes and what people wrote."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import JSON, MetaData, String, select
from sqlalchemy.orm import Session

from tests.conventions.templates import SPOKEN
from tests.factories.accounts import sign_in
from tests.factories.world import World, addresses
from tests.fixtures.forms import Form, read_forms
from tests.fixtures.web import Client

pytestmark = pytest.mark.once

# Names, abbreviations and codes that Chinese texts write as they are.
ALLOWED = {
    "GreenMatch", "English", "TRL", "IPC", "CPC", "PCT", "EP", "EA", "AP", "OA", "WO", "SDG",
    "ID", "Cookie", "Markdown", "API", "PDF", "Word", "Excel", "PowerPoint", "OpenDocument",
    "DOCX", "XLSX", "PPTX", "ODT", "ODS", "TXT", "CSV", "JSON", "JPEG", "PNG", "WebP", "UTF",
    "Argon", "GWP", "OR",
}  # fmt: skip
# What is not text: addresses, patent numbers and classes, places to be filled in, units.
CODES = re.compile(
    r"https?://\S+|/[\w/.-]*\w|\S+@\S+|\S+\.example\b|\{\w*\}|\b[A-Z]{2,3}[\d/]\S*"
    r"|\b[A-HY]\d\d[A-Z]\b|kWh/m3|\bmg/L"
)
# Columns whose small letters are no word of ours either.
NO_CODES = {"public_id", "subject_id", "source"}
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
# What is not read out as the page's own words: data, and what somebody typed.
UNREAD = {"script", "style", "template", "textarea", "code", "kbd", "pre"}


class Reading(HTMLParser):
    """The words of a page: text and spoken attributes, but not where it says it is English."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        silent = self.silent
        if "lang" in attributes:
            silent = attributes["lang"].startswith("en")
        silent = silent or tag in UNREAD
        if not silent:
            self.said += [attributes[name] for name in SPOKEN & attributes.keys()]
            self.said += [
                value
                for name, value in attributes.items()
                if name.startswith("data-") and " " in value
            ]
            if attributes.get("type") in {"submit", "button"} and tag == "input":
                self.said.append(attributes.get("value", ""))
        if tag not in EMPTY:
            self.open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)

    @property
    def silent(self) -> bool:
        return self.open[-1][1] if self.open else False


def written(session: Session) -> list[str]:
    """Every text that people wrote, the longest first; codes such as "on-hold" are none."""
    tables = MetaData()
    tables.reflect(session.get_bind())
    found: set[str] = set()
    for table in tables.tables.values():
        for column in table.columns:
            if isinstance(column.type, String | JSON):
                texts = {
                    text for value in session.scalars(select(column)) for text in strings(value)
                }
                found |= texts if column.name in NO_CODES else {*filter(is_text, texts)}
    # Without Latin letters nothing in it can be taken for English.
    latin = {" ".join(text.split()) for text in found if re.search("[A-Za-z]", text)}
    return sorted(latin, key=len, reverse=True)


def is_text(value: str) -> bool:
    return not re.fullmatch(r"[a-z0-9_. /-]*", value)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def english(page: str, content: list[str]) -> list[str]:
    """The texts of a Chinese page that are English."""
    found = []
    for text in {" ".join(said.split()) for said in Reading(page).said}:
        rest = text
        for known in content if re.search("[A-Za-z]", text) else ():
            rest = rest.replace(known, " ")
        words = set(re.findall(r"[A-Za-z]{2,}", CODES.sub(" ", rest)))
        if words - ALLOWED:
            found.append(text)
    return found


@pytest.mark.parametrize("who", ["anyone", "provider", "seeker", "admin"])
def test_no_english_stands_in_a_chinese_page(
    app: Flask, client: Client, session: Session, world: World, who: str
) -> None:
    person = world.people()[who]
    if person is not None:
        sign_in(client, session, person)
    content = written(session)
    found = {
        f"{endpoint}: {text!r}"
        for endpoint, address in addresses(app, world, "zh")
        if (answer := client.get(address)).mimetype == "text/html"
        for text in english(answer.text, content)
    }
    assert not found, "\n".join(sorted(found))


def spoiled(form: Form) -> dict[str, str | list[str]]:
    """What the form would send if somebody had filled in nothing right."""
    wrong = {"date": "soon", "email": "@", "select": "no-such-choice", "radio": "no-such-choice"}
    return {
        name: form.values.get(name, "")
        if form.kinds[name] == "hidden"
        else wrong.get(form.kinds[name], "no-such-choice" if name in form.choices else "")
        for name in form.names
    }


@pytest.mark.parametrize("who", ["anyone", "provider", "admin"])
def test_no_english_stands_in_what_a_form_says_of_mistakes(
    app: Flask, client: Client, session: Session, world: World, who: str
) -> None:
    person = world.people()[who]
    if person is not None:
        sign_in(client, session, person)
    content = [*written(session), "no-such-choice"]
    found = set()
    for endpoint, address in addresses(app, world, "zh"):
        page = client.get(address)
        if page.status_code != 200 or page.mimetype != "text/html":
            continue
        for form in read_forms(page.text):
            if form.method != "post" or not {*form.kinds.values()} - {"hidden", "file"}:
                continue
            answer = client.post(form.action or address, data=spoiled(form))
            said = english(answer.text, content) if answer.mimetype == "text/html" else []
            found |= {f"{endpoint}: {text!r}" for text in said}
    assert not found, "\n".join(sorted(found))
