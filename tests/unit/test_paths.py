from pathlib import Path

import pytest

from greenmatch import paths


class TestTemplateFolder:
    def test_a_checkout_has_it_beside_the_package(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "greenmatch")

        assert paths.template_folder() == tmp_path / "templates"

    def test_a_wheel_has_it_inside_and_ignores_a_stranger_beside_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "templates").mkdir()
        inside = tmp_path / "greenmatch" / "templates"
        inside.mkdir(parents=True)
        monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "greenmatch")

        assert paths.template_folder() == inside


class TestDefaultInstanceFolder:
    def test_a_checkout_keeps_its_own_wherever_it_is_started(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "setup.cfg").write_text("")
        monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "greenmatch")
        monkeypatch.chdir("/")

        assert paths.default_instance_folder() == tmp_path / "instance"

    def test_an_installed_wheel_writes_into_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "site-packages" / "greenmatch")
        monkeypatch.chdir(tmp_path)

        assert paths.default_instance_folder() == tmp_path / "instance"
