import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from greenmatch.config import Settings, SettingsError, load_secret_key


class TestLoadSecretKey:
    def test_a_given_key_is_used_and_nothing_is_written(self, tmp_path: Path) -> None:
        given = "k" * 32

        assert load_secret_key(Settings(instance=tmp_path, secret_key=given)) == given
        assert list(tmp_path.iterdir()) == []

    def test_the_first_run_makes_one_and_the_next_keeps_it(self, tmp_path: Path) -> None:
        settings = Settings(instance=tmp_path / "new")

        first = load_secret_key(settings)

        assert len(first) >= 32
        assert load_secret_key(settings) == first
        kept = tmp_path / "new" / "secret_key"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert list(kept.parent.iterdir()) == [kept]

    def test_processes_that_start_at_once_get_the_same(self, tmp_path: Path) -> None:
        settings = Settings(instance=tmp_path)
        with ThreadPoolExecutor(8) as pool:
            keys = set(pool.map(load_secret_key, [settings] * 32))

        assert len(keys) == 1

    def test_a_damaged_file_is_said_and_not_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "secret_key").write_text("")

        with pytest.raises(SettingsError, match="delete it"):
            load_secret_key(Settings(instance=tmp_path))

    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("")

        with pytest.raises(SettingsError, match="GREENMATCH_SECRET_KEY"):
            load_secret_key(Settings(instance=blocked))
