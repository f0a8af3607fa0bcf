"""The wheel, built from what git has and started far from the checkout."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conventions.files import tracked_files
from tests.conventions.sources import ROOT
from tests.fixtures.server import Server, clean_environment

# What translators and developers work with; the program reads what is made from them.
NOT_SHIPPED = (".po", ".pot", ".cfg")


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tracked files, so that nothing else can get into the wheel."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in tracked_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(
        "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(folder), str(checkout)
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def serve(checkout_or_site: Path, folder: Path) -> Iterator[Server]:
    environment = clean_environment(folder, PYTHONPATH=str(checkout_or_site))
    server = Server(environment, folder)
    server.command("init")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def wheel_server(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serve(installed, tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="module")
def bare_server(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A checkout that nothing was installed from."""
    yield from serve(checkout, tmp_path_factory.mktemp("elsewhere"))


def get(url: str) -> str:
    with urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server's address
        text: str = answer.read().decode("utf-8")
    return text


class TestWheel:
    def test_it_contains_what_a_checkout_contains(self, wheel: Path) -> None:
        wanted = {
            path if path.startswith("greenmatch/") else f"greenmatch/{path}"
            for path in tracked_files("greenmatch", "templates", "static")
            if not path.endswith(NOT_SHIPPED)
        }
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())

        assert not wanted - names, sorted(wanted - names)

    def test_it_contains_nothing_else(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            tops = {name.partition("/")[0] for name in archive.namelist()}

        assert {top for top in tops if not top.endswith(".dist-info")} == {"greenmatch"}

    def test_the_code_that_runs_is_the_installed_one(self, installed: Path) -> None:
        where = subprocess.run(
            [sys.executable, "-c", "import greenmatch; print(greenmatch.__file__)"],
            cwd="/",
            env={"PYTHONPATH": str(installed)},
            capture_output=True,
            text=True,
        ).stdout

        assert Path(where.strip()) == installed / "greenmatch" / "__init__.py"

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_it_serves_the_home_page_from_another_folder(
        self, wheel_server: Server, language: str
    ) -> None:
        page = get(f"{wheel_server.url}/{language}/")

        assert f'<html lang="{language}' in page
        assert "GreenMatch" in page

    def test_it_serves_the_style_sheets_that_the_page_names(self, wheel_server: Server) -> None:
        page = get(f"{wheel_server.url}/en/")
        sheets = [
            part.partition('"')[0] for part in page.split('href="')[1:] if ".css" in part[:200]
        ]
        own = [sheet for sheet in sheets if sheet.endswith(".css")]

        assert own
        for sheet in own:
            assert "{" in get(wheel_server.url + sheet)

    def test_its_data_lies_in_the_folder_it_was_told(self, wheel_server: Server) -> None:
        assert (wheel_server.folder / "instance" / "secret_key").is_file()


class TestBareCheckout:
    def test_it_serves_the_home_page_uninstalled(self, bare_server: Server) -> None:
        assert "GreenMatch" in get(f"{bare_server.url}/en/")
