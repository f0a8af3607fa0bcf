"""`greenmatch evaluate matching` on files, the odd ones too."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from greenmatch.core.errors import DomainError
from greenmatch.matching.cli import evaluate_matching

TECHNOLOGIES: list[dict[str, Any]] = [
    {"id": "t1", "title": "Heat pump", "description": "Waste heat\u2028of dairies."},
    {"id": "t2", "title": "Perovskite solar cell", "keywords": ["tandem"], "summary": None},
    {"id": 3, "description": "Sludge dryer \ud800", "keywords": "belt; warm air"},
]
NEEDS: list[dict[str, Any]] = [
    {"id": "n1", "title": "Heat pumps for dairies (RIA)", "sector_code": "A/1"},
    {"id": "n2", "title": "Sludge drying", "sector_code": 7},
    {"id": "n3", "title": "Never judged"},
]
QRELS = "need\ttechnology\trelevance\nn1\tt1\t1\nn2\t3\t1\nn9\tt1\t1\n"


def lines(rows: list[dict[str, Any]], end: str = "\n") -> str:
    return "".join(json.dumps(row, ensure_ascii=row["id"] == 3) + end for row in rows)


def run(folder: Path, *more: str, **contents: str | bytes) -> dict[str, Any]:
    files = {"technologies": lines(TECHNOLOGIES), "needs": lines(NEEDS), "qrels": QRELS} | contents
    arguments = ["--json", *more]
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        arguments += [f"--{name}", str(path)]
    result = CliRunner().invoke(evaluate_matching, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    figures: dict[str, Any] = json.loads(result.output)
    return figures


def test_one_object_says_how_many_true_pairs_were_found(tmp_path: Path) -> None:
    figures = run(tmp_path)
    names = {"queries", "nDCG@10", "R@10", "MRR@10", "coverage", "policy"}
    assert names <= set(figures)
    assert (figures["queries"], figures["nDCG@10"], figures["R@10"]) == (2, 1.0, 1.0)


@pytest.mark.parametrize(
    "qrels", ["n1 0 t1 1\nn2 0 3 1\n", "n1\tt1\t1\r\n\r\nn2\t3\t1.0\r\n", "\ufeff" + QRELS]
)
def test_files_of_other_systems_are_read(tmp_path: Path, qrels: str) -> None:
    needs = "\ufeff" + lines(NEEDS, "\r\n\r\n")
    assert run(tmp_path, qrels=qrels, needs=needs) == run(tmp_path)


def test_sector_codes_are_compared_as_they_are_given(tmp_path: Path) -> None:
    same = [{"id": name, "title": "Heat pump"} for name in ("t1", "t2", "3")]
    needs = lines([{"id": "n1", "title": "Heat pump", "sector_code": "Z 9"}])
    files = {"technologies": lines(same), "needs": needs, "qrels": "n1\t3\t1\n"}
    sectors = "doc_id\tsector_code\tsector\n3\tZ 9\tName\nt1\tz 9\tName\nt2\tZ\tName\n"
    assert run(tmp_path, **files, sectors=sectors)["MRR@10"] == 1.0
    assert run(tmp_path, **files)["MRR@10"] == pytest.approx(1 / 3, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("needs", '{"title": "no id"}\n', "needs, line 1"),
        ("technologies", "[1]\n", "technologies, line 1"),
        ("technologies", b"\xff\xfe", "technologies, line 1: not UTF-8"),
        ("technologies", "", "technologies: no row"),
        ("qrels", "n1\tt1\t1\nn2\tt2\n", "qrels, line 2"),
        ("qrels", "need\ttechnology\trelevance\n", "qrels: no judgement"),
        ("needs", '{"id": "other"}\n', "no need in it that qrels judges"),
        ("sectors", "t1\n", "sectors, line 1"),
    ],
)
def test_a_bad_file_is_named_with_its_line(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    with pytest.raises(DomainError, match=said):
        run(tmp_path, **{name: content})
