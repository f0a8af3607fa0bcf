"""Whatever a file holds: rows and reasons come out, never an error of another kind."""

import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenmatch.exchange.limits import beyond_store
from greenmatch.exchange.mapping import load_mapping, mapping_names
from greenmatch.exchange.problems import FileRefused, RowRefused
from greenmatch.exchange.reading import open_rows

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["TRL 4", "[", "[1", '[{"text": 1}]', "{}", "EL", "7;8", "http://[", "1e9", "\0", "2026-13-01"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "name"]), inner)
    ),
    max_leaves=6,
)


def columns(name: str) -> list[str]:
    return sorted(load_mapping(name).columns)


def rows(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(columns(name)), VALUES, max_size=12)


@pytest.mark.parametrize("name", mapping_names())
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_row_is_understood_or_refused(name: str, data: st.DataObject) -> None:
    row = {"id": "1", "source": "s", "title": "t", "kind": "need", **data.draw(rows(name))}
    try:
        record = load_mapping(name).record(row)
    except RowRefused:
        return
    assert record.digest()
    assert isinstance(beyond_store(record), list)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "txt"])
@given(
    content=st.binary(max_size=300)
    | st.text(alphabet=string.printable + "é测", max_size=300).map(str.encode)
    | st.lists(
        st.sampled_from(['"', ",", "\n", "a", "\r", ";", "{", '{"id": 1}']), max_size=60
    ).map(lambda parts: "".join(parts).encode())
)
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_file_is_read_to_its_end_or_refused(suffix: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"rows.{suffix}"
    path.write_bytes(content)
    try:
        with open_rows(path) as file:
            lines = [row.line for row in file]
    except FileRefused:
        return
    assert lines == sorted(set(lines))
