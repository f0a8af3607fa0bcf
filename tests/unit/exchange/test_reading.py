import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from greenmatch.exchange.problems import FileRefused
from greenmatch.exchange.reading import BadRow, Row, open_rows

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its path; texts are written as UTF-8."""

    def to_file(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file


def read(path: Path) -> tuple[list[tuple[int, dict[str, Any]]], list[tuple[int, str]]]:
    """The rows and the bad rows, each with its line."""
    with open_rows(path) as rows:
        found = list(rows)
    good = [(row.line, dict(row.values)) for row in found if isinstance(row, Row)]
    return good, [(row.line, row.problem.reason) for row in found if isinstance(row, BadRow)]


class TestJsonLines:
    def test_blank_lines_are_passed_over_and_counted(self, write: Write) -> None:
        rows, bad = read(write("a.jsonl", '{"id": 1}\n\n  \n{"id": 2}'))
        assert rows == [(1, {"id": 1}), (4, {"id": 2})]
        assert not bad

    def test_a_mark_at_the_beginning_does_no_harm(self, write: Write) -> None:
        assert read(write("a.jsonl", '\ufeff{"id": "x"}\n'))[0] == [(1, {"id": "x"})]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('{"id": "b", ', "no JSON"),
            ('{"id": "b"} {"id": "c"}', "trailing"),
            ('["b"]', "list"),
            ("17", "number"),
            ('{"id": 1e999}', "out of range"),
            ('{"id": NaN}', "no JSON"),
            ('{"id": "\\ud800"}', "no JSON"),
            ("[" * 100_000, "deeply"),
        ],
    )
    def test_a_broken_line_costs_no_other(self, write: Write, line: str, reason: str) -> None:
        rows, bad = read(write("a.jsonl", f'{{"id": "a"}}\n{line}\n{{"id": "z"}}\n'))
        assert [values["id"] for _line, values in rows] == ["a", "z"]
        assert [number for number, _reason in bad] == [2]
        assert reason in bad[0][1]

    def test_a_byte_of_another_encoding_is_named_with_its_place(self, write: Write) -> None:
        first = b'{"id": "a"}\n'
        rows, bad = read(write("a.jsonl", first + b'{"id": "caf\xe9"}\n' + first))
        assert len(rows) == 2
        assert bad == [(2, f"not UTF-8: byte 0xE9 at offset {len(first) + 11} of the file")]

    def test_a_line_without_an_end_in_sight_is_skipped(self, write: Write) -> None:
        long = json.dumps({"id": "b", "text": "x" * 10_000_000})
        rows, bad = read(write("a.jsonl", f'{{"id": "a"}}\n{long}\n{{"id": "c"}}\n'))
        assert [line for line, _values in rows] == [1, 3]
        assert bad == [(2, "the line is longer than 4 MB")]

    @pytest.mark.parametrize(
        "content", ['[\n{"id": 1},\n{"id": 2}\n]', "id,title\n1,x\n", "%PDF-1.4\nsomething"]
    )
    def test_what_is_no_json_at_all_is_refused(self, write: Write, content: str) -> None:
        with pytest.raises(FileRefused, match="no file of JSON lines"):
            read(write("a.jsonl", content))

    def test_an_empty_file_has_no_rows(self, write: Write) -> None:
        assert read(write("a.jsonl", "")) == ([], [])


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wide_encodings_are_refused_by_name(self, write: Write, encoding: str) -> None:
        content = '{"id": "a", "title": "Sun and wind"}\n'.encode(encoding)
        with pytest.raises(FileRefused, match=r"UTF-(16|32)"):
            read(write("a.jsonl", content))

    def test_a_compressed_file_is_recognised(self, write: Write) -> None:
        with pytest.raises(FileRefused, match="compressed"):
            read(write("a.csv", b"PK\x03\x04 and so on"))

    def test_columns_that_are_not_utf_8_refuse_the_file(self, write: Write) -> None:
        with pytest.raises(FileRefused, match="not UTF-8"):
            read(write("a.csv", "id,título\n1,x\n".encode("latin-1")))

    def test_a_file_of_which_no_line_is_utf_8_is_refused(self, write: Write) -> None:
        with pytest.raises(FileRefused, match="not UTF-8: byte 0xB2"):
            read(write("a.csv", b"id,title\n" + "1,测试\n2,测试\n".encode("gb18030")))


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_the_one_between_the_columns(
        self, write: Write, delimiter: str
    ) -> None:
        lines = [delimiter.join(("id", "title")), delimiter.join(("1", "x"))]
        assert read(write("a.csv", "\r\n".join(lines)))[0] == [(2, {"id": "1", "title": "x"})]

    def test_cells_hold_quotes_delimiters_and_line_breaks(self, write: Write) -> None:
        content = 'id,title\n1,"a ""b"", c\nd"\n2,5" pipe\n'
        rows, bad = read(write("a.csv", content))
        assert rows == [
            (2, {"id": "1", "title": 'a "b", c\nd'}),
            (4, {"id": "2", "title": '5" pipe'}),
        ]
        assert not bad

    @pytest.mark.parametrize("row", ["2", "2,x,y", '2,"x"y'])
    def test_a_row_of_another_shape_costs_no_other(self, write: Write, row: str) -> None:
        rows, bad = read(write("a.csv", f"id,title\n1,x\n{row}\n3,z\n"))
        assert [values["id"] for _line, values in rows] == ["1", "3"]
        assert [line for line, _reason in bad] == [3]

    def test_a_quote_that_never_closes_costs_no_other(self, write: Write) -> None:
        rows, bad = read(write("a.csv", 'id,title\n1,x\n2,"y\n3,z\n4,"good, too"\n5,w\n'))
        assert [values["id"] for _line, values in rows] == ["1", "3", "4", "5"]
        assert [line for line, _reason in bad] == [3]

    def test_a_quote_that_closes_in_another_row_costs_no_other(self, write: Write) -> None:
        rows, bad = read(write("a.csv", 'id,title,more\n1,x,\n2,"y\n3,z,"w"\n4,w,\n'))
        assert [values["id"] for _line, values in rows] == ["1", "3", "4"]
        assert [line for line, _reason in bad] == [3]

    def test_two_columns_of_one_name_refuse_the_file(self, write: Write) -> None:
        with pytest.raises(FileRefused, match="two columns of one name: title"):
            read(write("a.csv", "id,title,title\n1,x,y\n"))

    def test_a_file_without_columns_is_refused(self, write: Write) -> None:
        with pytest.raises(FileRefused, match="no line of column names"):
            read(write("a.csv", "\n\n"))


class TestOpening:
    def test_the_kind_of_file_is_seen_without_a_suffix(self, write: Write) -> None:
        assert read(write("a", '\n{"id": 1}\n'))[0] == [(2, {"id": 1})]
        assert read(write("b.txt", "id,title\n1,x\n"))[0] == [(2, {"id": "1", "title": "x"})]

    def test_a_missing_file_and_a_folder_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FileRefused, match="cannot be read"), open_rows(tmp_path / "none.csv"):
            pass
        with pytest.raises(FileRefused, match="is a folder"), open_rows(tmp_path):
            pass

    def test_the_sample_comes_again_on_iteration(self, write: Write) -> None:
        content = "".join(f'{{"id": {number}}}\n' for number in range(50))
        with open_rows(write("a.jsonl", content)) as rows:
            assert [row.values["id"] for row in rows.sample] == list(range(20))
            assert [row.line for row in rows] == list(range(1, 51))
            assert rows.position == rows.size == len(content)
