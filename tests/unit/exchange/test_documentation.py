"""docs/import.md: its examples work, and it leaves nothing out."""

import json
import textwrap
from pathlib import Path
from typing import Any

from msgspec import structs

from greenmatch.catalogue.content import Technology
from greenmatch.exchange.mapping import load_mapping, mapping_names
from greenmatch.exchange.mapping.document import Rule

PAGE = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")


def example(first: str) -> str:
    """The indented block that begins with these words."""
    block = PAGE[PAGE.index(f"    {first}") :].split("\n\n## ")[0]
    lines = block.split("\n")
    end = next(number for number, line in enumerate(lines) if line and not line.startswith("    "))
    return textwrap.dedent("\n".join(lines[:end]))


def test_the_row_in_our_own_format_can_be_read() -> None:
    row: dict[str, Any] = json.loads(example('{"id"').replace("https://…", "https://x.test"))
    record = load_mapping("native").record(row)
    assert isinstance(record.content, Technology)
    assert set(record.content.texts) == {"en", "zh"}
    assert record.content.claims[0].value == "30-40"


def test_the_mapping_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(example("about ="), encoding="utf-8")
    row = {
        "project_no": 7,
        "name": "Sun (IA)",
        "text": "It shines. Often.",
        "acronym": "SUN",
        "tags": "light, CALL-1",
        "holder_type": "UNI",
        "category": "Solar",
        "maturity": "soon",
    }
    record = load_mapping(str(path)).record(row)
    text = record.content.texts["en"]
    assert (text.title, text.summary) == ("Sun", "It shines. Often.")
    assert text.keywords == ("SUN", "light")
    assert record.organisation.type == "university"
    assert record.content.sectors[0].code == "energy/solar-pv"


def test_every_column_of_our_own_format_is_named() -> None:
    document = load_mapping("native").document
    columns = {
        column
        for rules in (document.row, document.fields)
        for rule in rules.values()
        for column in ([rule] if isinstance(rule, str) else getattr(rule, "columns", ()))
    }
    for column in columns - {"advantagesAndInnovations"}:
        assert f"`{column}" in PAGE, column


def test_every_part_of_a_rule_is_explained() -> None:
    for name in structs.fields(Rule):
        assert f"| `{name.encode_name}` |" in PAGE, name.encode_name


def test_every_built_in_mapping_is_named() -> None:
    for name in mapping_names():
        assert f"| `{name}` |" in PAGE, name
