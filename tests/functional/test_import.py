"""`greenmatch import` as it is called, on files as people have them."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Need
from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.states import ListingState
from greenmatch.cli import main as command_line
from greenmatch.config import Settings
from greenmatch.exchange.preparing import Item
from greenmatch.exchange.writing import Writer
from tests.factories.exchange import Row, imported, make_row
from tests.fixtures.web import Client


class Answer(NamedTuple):
    """What the command left: exit code, output, error output."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]
Write = Callable[[str, bytes], Path]


@pytest.fixture
def run(
    app: Flask,
    engine: Engine,
    usual_umask: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Calls `greenmatch import` on the application under test."""
    module = sys.modules["greenmatch.cli.main"]
    monkeypatch.setattr(module, "_make_app", lambda _settings: app)
    monkeypatch.setattr(
        module, "_read_settings", lambda: Settings(instance=Path(app.instance_path))
    )

    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["greenmatch", "import", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            command_line()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Answer(int(leaving.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its path."""

    def to_file(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return to_file


def lines(*rows: Row) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


class TestWell:
    def test_published_rows_are_found_on_the_site(
        self, run: Run, write: Write, session: Session, client: Client, work: Callable[[], None]
    ) -> None:
        row = make_row("a", title="Pump for hot milk", url="https://register.test/a")
        answer = run(write("rows.jsonl", lines(row, make_row("b"))), "--publish")
        assert answer.code == 0
        assert answer.out.startswith("2 rows: 2 added, 0 updated, 0 unchanged")
        assert not answer.err
        work()
        page = client.get("/en/search?q=hot+milk").get_data(as_text=True)
        assert "Pump for hot milk" in page
        assert "Heat pump b" not in page
        address = f"/en/listings/{imported(session, 'a').public_id}"
        shown = client.get(address).get_data(as_text=True)
        assert "contact through the source" in shown
        assert "https://register.test/a" in shown

    def test_without_publish_they_are_drafts(
        self, run: Run, write: Write, session: Session, client: Client
    ) -> None:
        assert run(write("rows.jsonl", lines(make_row("a")))).code == 0
        listing = imported(session, "a")
        assert listing.state is ListingState.DRAFT
        assert client.get(f"/en/listings/{listing.public_id}").status_code == 404

    def test_a_dry_run_writes_nothing(self, run: Run, write: Write, session: Session) -> None:
        answer = run(write("rows.jsonl", lines(make_row("a"))), "--dry-run", "--publish")
        assert answer.code == 0
        assert "1 added" in answer.out
        assert "nothing was written" in answer.out
        assert "1 added" in run(write("rows.jsonl", lines(make_row("a")))).out

    def test_a_spreadsheet_of_needs(
        self, run: Run, write: Write, session: Session, tmp_path: Path
    ) -> None:
        path = tmp_path / "needs.csv"
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            table = csv.writer(file, delimiter=";")
            table.writerow(
                ["id", "source", "title", "title_zh", "description", "country", "budget_eur"]
            )
            table.writerow(
                ["n1", "City", "Cool streets", "清凉街道", 'Two\n"lines"', "Kenya", "20000"]
            )
        assert run(path, "--kind", "need", "--publish").code == 0
        shown = public_listings(session, [imported(session, "n1").id]).popitem()[1]
        assert isinstance(shown.content, Need)
        assert shown.text("zh").title == "清凉街道"
        assert shown.text("en").description == 'Two\n"lines"'
        assert (shown.content.country, shown.content.budget_band) == ("KE", "10k-50k")

    def test_a_mapping_of_ones_own(self, run: Run, write: Write, session: Session) -> None:
        mapping = write(
            "own.toml",
            b'kind = "technology"\n[row]\nid = "no"\nsource = { value = "Own list" }\n'
            b'[organisation]\nname = "maker"\n[fields]\ntitle = "name"\n',
        )
        rows = write("rows.csv", b"no,name,maker,more\n7,Pump,Pump Works,x\n")
        answer = run(rows, "--mapping", mapping, "--publish")
        assert answer.code == 0
        assert imported(session, "7").organisation.name == "Pump Works"
        assert "Columns that no mapping uses: more." in answer.out

    def test_an_empty_file_is_no_error(self, run: Run, write: Write) -> None:
        assert run(write("rows.jsonl", b"")).code == 0

    @pytest.mark.parametrize("options", [["--publish"], ["--mapping", "native"]])
    def test_a_spreadsheet_without_rows_is_none_either(
        self, run: Run, write: Write, options: list[str]
    ) -> None:
        answer = run(write("rows.csv", b"id,source,kind,title\n"), *options)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("0 rows")


class TestSomeRejected:
    def test_bad_rows_are_named_with_line_field_and_reason(
        self, run: Run, write: Write, session: Session, tmp_path: Path
    ) -> None:
        content = lines(make_row("a")) + b'{"id": "b", \n' + lines(make_row("c", trl=12, sdgs=[99]))
        content += b'{"id": "caf\xe9"}\n' + lines(make_row("z"))
        report = tmp_path / "report.jsonl"
        answer = run(write("rows.jsonl", content), "--publish", "--report", report)
        assert answer.code == 2
        assert "5 rows: 2 added" in answer.out
        assert "3 rejected" in answer.out
        assert "line 3: rejected: trl: “12” is no readiness level" in answer.err
        told = [json.loads(line) for line in report.read_text().splitlines()]
        assert [(entry["line"], entry["field"]) for entry in told] == [
            (2, ""),
            (3, "sdgs"),
            (3, "trl"),
            (4, ""),
        ]
        assert {entry["outcome"] for entry in told} == {"rejected"}
        assert imported(session, "z").state is ListingState.PUBLISHED

    def test_the_repaired_file_adds_what_was_missing(self, run: Run, write: Write) -> None:
        bad = lines(make_row("a"), make_row("b", trl="high"))
        assert run(write("rows.jsonl", bad)).code == 2
        good = lines(make_row("a"), make_row("b", trl=8))
        answer = run(write("rows.jsonl", good))
        assert answer.code == 0
        assert "1 added, 0 updated, 1 unchanged" in answer.out

    def test_cells_too_few_and_quotes_left_open(self, run: Run, write: Write) -> None:
        content = b'id,source,kind,title\n1,s,need,Good\n2,s,need\n3,s,need,"Open\n4,s,need,Fine\n'
        answer = run(write("rows.csv", content))
        assert answer.code == 2
        assert "2 added" in answer.out
        assert "line 3: rejected: 3 cells, but the file has 4 columns" in answer.err
        assert "line 4: rejected: no CSV" in answer.err


class TestStopped:
    def test_ctrl_c_says_how_to_go_on(
        self, run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deal = Writer.deal_with
        batches: list[Sequence[Item]] = []

        def stop_after_one(writer: Writer, batch: Sequence[Item]) -> object:
            if batches:
                raise KeyboardInterrupt
            batches.append(batch)
            return deal(writer, batch)

        rows = write("rows.jsonl", lines(*(make_row(str(number)) for number in range(450))))
        with monkeypatch.context() as patch:
            patch.setattr(Writer, "deal_with", stop_after_one)
            answer = run(rows, "--report", rows.with_name("report.jsonl"))
        assert answer.code == 1
        kept = len(batches[0])
        assert f"{kept} rows: {kept} added" in answer.out
        assert f"Stopped at line {kept}." in answer.err
        assert "report.jsonl: name another file for the rest." in answer.err
        assert f"{450 - kept} added, 0 updated, {kept} unchanged" in run(rows).out


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "content", "why"),
        [
            ("rows.jsonl", b"no json\nat all\n", "no file of JSON lines"),
            ("rows.jsonl", b'[{"id": 1}]', "one JSON list"),
            ("rows.jsonl", lines(make_row()).decode().encode("utf-16"), "UTF-16"),
            ("rows.csv", "id,title\n1,测试\n".encode("gb18030"), "not UTF-8"),
            ("rows.csv", b"id,source,kind\n1,s,need\n", "no column title"),
            ("rows.csv", b"id,kind,title\n1,need,t\n", "no column source"),
            ("rows.csv", b"id,source,title\n1,s,t\n", "no column kind"),
            ("rows.csv", b"id,source,title\n", "no column kind"),
            ("rows.csv", b"name\n", "its columns are: name"),
            ("rows.jsonl", b'{"id": 1, "source": "s"}\n', "no column title"),
            ("rows.jsonl", b'{"name": "x"}\n', "its columns are: name"),
            ("rows.csv", b"\xff\xd8\xff\xe0 a picture", "No mapping fits|not UTF-8"),
            ("rows.xlsx", b"PK\x03\x04", "compressed or a workbook"),
        ],
    )
    def test_a_file_that_is_none(
        self, run: Run, write: Write, name: str, content: bytes, why: str
    ) -> None:
        answer = run(write(name, content), "--publish")
        assert answer.code == 1
        assert any(reason in answer.err for reason in why.split("|"))
        assert not answer.out

    @pytest.mark.parametrize(
        ("options", "why"),
        [
            (["--mapping", "nothing"], "There is no mapping"),
            (["--mapping", "cordis", "--kind", "need"], "each row a technology"),
            (["--kind", "wish"], "wish"),
            (["--report", "/nowhere/report.jsonl"], "cannot be written"),
        ],
    )
    def test_wishes_that_cannot_be_met(
        self, run: Run, write: Write, options: list[str], why: str
    ) -> None:
        answer = run(write("rows.jsonl", lines(make_row("a"))), *options)
        assert answer.code == 1
        assert why in answer.err

    @pytest.mark.parametrize("options", [[], ["--dry-run"]])
    def test_a_report_that_would_replace_the_file_itself(
        self, run: Run, write: Write, options: list[str]
    ) -> None:
        rows = write("rows.jsonl", lines(make_row("a", trl=12)))
        answer = run(rows, "--report", rows, *options)
        assert answer.code == 1
        assert answer.err == f"{rows} exists already: choose another name.\n"
        assert rows.read_bytes() == lines(make_row("a", trl=12))

    def test_a_report_that_exists_before_any_row_is_imported(self, run: Run, write: Write) -> None:
        old = write("report.jsonl", b"of yesterday\n")
        rows = write("rows.jsonl", lines(make_row("a")))
        assert run(rows, "--report", old).code == 1
        assert old.read_bytes() == b"of yesterday\n"
        assert "1 added" in run(rows).out

    def test_a_report_behind_a_link_that_leads_nowhere(
        self, run: Run, write: Write, tmp_path: Path
    ) -> None:
        (tmp_path / "link").symlink_to(tmp_path / "target")
        answer = run(write("rows.jsonl", lines(make_row("a"))), "--report", tmp_path / "link")
        assert answer.code == 1
        assert "exists already" in answer.err
        assert not (tmp_path / "target").exists()

    def test_a_refused_file_leaves_no_report_in_the_way(
        self, run: Run, write: Write, tmp_path: Path
    ) -> None:
        report = tmp_path / "report.jsonl"
        assert run(write("rows.csv", b"id,title\n1,a\n"), "--report", report).code == 1
        assert run(write("rows.jsonl", lines(make_row("a"))), "--report", report).code == 0
        assert report.read_bytes() == b""

    def test_a_file_that_is_not_there(self, run: Run, tmp_path: Path) -> None:
        answer = run(tmp_path / "none.jsonl")
        assert answer.code == 1
        assert "No such file" in answer.err
