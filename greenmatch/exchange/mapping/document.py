"""The mapping file: what stands in it, as typed values. docs/import.md explains it to people."""

from typing import Any, Literal

from msgspec import Struct

Names = str | tuple[str, ...]


class Rule(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"columns": "from"}
):
    """Where a field's value comes from and what is done to it, in this order.

    The first of the `columns` that holds something (all of them with `join`); or the constant
    `value`. A name with dots leads into nested objects. Then: `split` cuts one text into a list;
    `unescape` turns `&amp;` into `&`; `replace` is a list of pattern and replacement; `programmes`
    takes away the brackets at the end that only name a programme of the European Union; `section`
    takes the part of a Markdown text under one of these headings, `without` leaves such parts
    out; `sentences` keeps whole sentences up to so many characters; `drop` leaves out entries
    that match; `values` translates, `"*"` standing for all others (without it they are unknown);
    `format` is how dates are written. With `optional` a value that makes no sense is unknown
    instead of refusing the row.
    """

    columns: Names = ()
    join: bool = False
    value: Any = None
    section: Names = ()
    without: Names = ()
    unescape: bool = False
    replace: tuple[tuple[str, str], ...] = ()
    programmes: bool = False
    sentences: int = 0
    split: str = ""
    drop: str = ""
    values: dict[str, Names] | None = None
    format: Names = ()
    optional: bool = False


Rules = str | Rule | tuple[Rule, ...]


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    """How a row of the source is recognised: columns that it has, patterns that values match."""

    columns: tuple[str, ...] = ()
    matches: dict[str, str] = {}


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping file. A rule that is a plain text names its column; of several rules for one
    field the first that gives something counts.

    `row` holds rules for what identifies a row (id, kind, source, url, licence, language),
    `organisation` those for its organisation, `fields` those for the content.
    """

    about: str = ""
    extends: str = ""
    kind: Literal["", "technology", "need"] = ""
    signature: Signature | None = None
    row: dict[str, Rules] = {}
    organisation: dict[str, Rules] = {}
    fields: dict[str, Rules] = {}
