"""Scoring the engine on files."""

import json
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner

from greenmatch.core.errors import DomainError
from greenmatch.search.cli import evaluate
from greenmatch.search.evaluation import evaluate_search


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    documents, queries, qrels = (tmp_path / name for name in ("docs", "queries", "qrels"))
    rows = [
        {"id": "a", "title": "Heat pumps", "text": "They move heat."},
        {"id": "b", "title": "Sails", "text": "They move ships."},
    ]
    documents.write_text("\n".join(map(json.dumps, rows)))
    asked = [{"id": "1", "text": "pump"}, {"id": "2", "text": "ship"}, {"id": "3", "text": "x"}]
    queries.write_text("\n".join(map(json.dumps, asked)))
    qrels.write_text("query_id\tdoc_id\trelevance\n1\ta\t1\n2\ta\t1\n")
    return documents, queries, qrels


def test_only_judged_queries_count(files: tuple[Path, Path, Path]) -> None:
    found = evaluate_search(*files)
    assert (found.queries, found.recall, found.mrr) == (2, 0.5, 0.5)


def test_the_command_prints_one_object(files: tuple[Path, Path, Path]) -> None:
    documents, queries, qrels = map(str, files)
    arguments = ["--documents", documents, "--queries", queries, "--qrels", qrels, "--json"]
    result = CliRunner().invoke(evaluate, arguments)
    assert json.loads(result.output) == {
        "queries": 2,
        "nDCG@10": 0.5,
        "R@10": 0.5,
        "MRR@10": 0.5,
    }


def test_files_of_other_systems_are_read(files: tuple[Path, Path, Path]) -> None:
    documents, queries, qrels = files
    rows: list[dict[str, Any]] = [
        {"id": 1, "title": "Heat\u2028pumps", "text": None},
        {"id": 2},
        {"id": 3, "text": "\ud800"},
    ]
    text = "\r\n".join(json.dumps(row, ensure_ascii="\ud800" in row.values()) for row in rows)
    documents.write_bytes(b"\xef\xbb\xbf" + text.encode())
    queries.write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "pump"}\r\n{"id": 2}\r\n')
    qrels.write_bytes(b"\xef\xbb\xbf1 0 1 1\r\n2 0 2 1\r\n3 0 1 1\r\n")
    found = evaluate_search(documents, queries, qrels)
    assert (found.queries, round(found.recall, 4)) == (3, 0.3333)


def test_a_line_that_is_no_object_is_named(files: tuple[Path, Path, Path]) -> None:
    files[0].write_text('{"id": "a"}\n[]\n')
    with pytest.raises(DomainError, match="docs, line 2"):
        evaluate_search(*files)


def test_without_the_measures_it_says_what_to_install(files: tuple[Path, Path, Path]) -> None:
    missing = mock.patch.dict(sys.modules, {"ir_measures": None})
    with missing, pytest.raises(DomainError, match="ir-measures"):
        evaluate_search(*files)
