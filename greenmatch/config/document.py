"""The settings table as a page of the documentation."""

from dataclasses import fields
from itertools import groupby

from greenmatch.config.settings import Settings
from greenmatch.config.table import variable_name

_INTRODUCTION = """\
# Settings

GreenMatch reads its settings from the environment, once, when it starts. Each has a default, so
that `make run` needs none of them. A value that cannot be used stops the start with a sentence
that says what to write instead, and so does a misspelt name. What an administrator changes while
the site runs (its name, logo, contact address and page texts) is kept in the database and is not
listed here.

This page is made from the table in `greenmatch/config/settings.py`; a test keeps the two alike.
"""


def settings_page() -> str:
    """The text of docs/settings.md: a heading and a table for each group of settings."""
    groups = groupby(fields(Settings), key=lambda field: field.metadata["group"])
    sections = [
        f"## {group}\n\n| Variable | Default | Meaning |\n|---|---|---|\n"
        + "".join(
            f"| `{variable_name(field)}` | {_default(field.metadata['default'])} "
            f"| {field.metadata['meaning']} |\n"
            for field in members
        )
        for group, members in groups
    ]
    return "\n".join([_INTRODUCTION, *sections])


def _default(written: str) -> str:
    return f"`{written}`" if written else "none"
