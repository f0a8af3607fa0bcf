import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pytest

from greenmatch.config import Settings, SettingsError
from greenmatch.config.document import settings_page

ROOT = Path(__file__).parents[3]


def complaint(environment: Mapping[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environment)
    return str(caught.value)


class TestFromEnvironment:
    def test_nothing_needs_to_be_set(self) -> None:
        settings = Settings.from_environment({"PATH": "/bin"})

        assert settings == Settings()
        assert settings.base_url == "http://127.0.0.1:8000"
        assert not settings.is_public

    def test_a_variable_wins_over_the_default(self, tmp_path: Path) -> None:
        settings = Settings.from_environment(
            {
                "GREENMATCH_INSTANCE": str(tmp_path),
                "GREENMATCH_RATE_LIMITS": "Off",
                "GREENMATCH_MAX_IMAGE_SIZE": "3 mib",
                "GREENMATCH_WORKER_POLL": "0.5",
            }
        )

        assert settings.instance == tmp_path
        assert settings.database_uri == f"sqlite:///{tmp_path}/greenmatch.sqlite"
        assert settings.rate_limits is False
        assert settings.max_image_size == 3 * 1024 * 1024
        assert settings.worker_poll == 0.5

    def test_an_empty_variable_counts_as_unset(self) -> None:
        assert Settings.from_environment({"GREENMATCH_PORT": ""}).port == 8000

    def test_the_usual_port_variable_is_understood_but_ours_wins(self) -> None:
        assert Settings.from_environment({"PORT": "9001"}).port == 9001
        both = {"PORT": "9001", "GREENMATCH_PORT": "9002"}
        assert Settings.from_environment(both).port == 9002

    @pytest.mark.parametrize(
        "written",
        ["postgres://u:p@db/gm", "postgresql://u:p@db/gm", "postgresql+psycopg://u:p@db/gm"],
    )
    def test_every_spelling_of_postgresql_goes_through_one_driver(self, written: str) -> None:
        settings = Settings.from_environment({"GREENMATCH_DATABASE_URL": written})

        assert settings.database_uri == "postgresql+psycopg://u:p@db/gm"

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("GREENMATCH_PORT", "eighty"),
            ("GREENMATCH_PORT", "70000"),
            ("GREENMATCH_WORKER_POLL", "nan"),
            ("GREENMATCH_WORKER_POLL", "soon"),
            ("GREENMATCH_RATE_LIMITS", "maybe"),
            ("GREENMATCH_MAX_FORM_SIZE", "100"),
            ("GREENMATCH_SECRET_KEY", "short"),
            ("GREENMATCH_SMTP_SECURITY", "ssl3"),
            ("GREENMATCH_DATABASE_URL", "mysql://db/gm"),
            ("GREENMATCH_PUBLIC_URL", "greenmatch.example"),
            ("GREENMATCH_PUBLIC_URL", "https://greenmatch.example/path"),
        ],
    )
    def test_an_unusable_value_is_refused_with_its_name_and_what_to_write(
        self, name: str, written: str
    ) -> None:
        said = complaint({name: written})

        assert said.startswith(f"{name} must ")
        assert said.endswith(".")

    def test_all_mistakes_are_said_at_once(self) -> None:
        said = complaint({"GREENMATCH_PORT": "x", "GREENMATCH_RATE_LIMITS": "x"})

        assert len(said.splitlines()) == 2

    def test_a_misspelt_name_is_refused_with_the_nearest_one(self) -> None:
        said = complaint({"GREENMATCH_SMTPHOST": "mail.example"})

        assert said == "GREENMATCH_SMTPHOST is no setting. Did you mean GREENMATCH_SMTP_HOST?"


class TestContradictions:
    def test_listening_for_others_needs_the_address_that_they_type(self) -> None:
        assert "GREENMATCH_PUBLIC_URL" in complaint({"GREENMATCH_HOST": "0.0.0.0"})  # noqa: S104

    def test_a_replaced_value_is_checked_as_well(self) -> None:
        with pytest.raises(SettingsError, match="GREENMATCH_PUBLIC_URL"):
            dataclasses.replace(Settings(), host="192.0.2.7")

    def test_a_mail_server_needs_a_sender(self) -> None:
        assert "GREENMATCH_MAIL_FROM" in complaint({"GREENMATCH_SMTP_HOST": "mail.example"})

    def test_a_mail_password_needs_a_name(self) -> None:
        assert "GREENMATCH_SMTP_USER" in complaint({"GREENMATCH_SMTP_PASSWORD": "x"})


class TestIsPublic:
    @pytest.mark.parametrize(
        "address", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]"]
    )
    def test_an_address_of_this_machine_is_not(self, address: str) -> None:
        assert not Settings(public_url=address).is_public

    def test_a_server_behind_a_proxy_is(self) -> None:
        assert Settings(public_url="https://greenmatch.example").is_public

    def test_a_server_that_listens_for_others_is(self) -> None:
        assert Settings(host="192.0.2.7", public_url="http://localhost").is_public


class TestSettingsPage:
    def test_the_documentation_agrees_with_the_table(self) -> None:
        assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_page(), (
            "run: make settings"
        )

    def test_every_setting_stands_in_one_row(self) -> None:
        page = settings_page()

        for field in dataclasses.fields(Settings):
            assert page.count(f"| `GREENMATCH_{field.name.upper()}` |") == 1
