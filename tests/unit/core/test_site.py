"""The site's settings and page texts, as an administrator changes them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.audit import AuditEntry
from greenmatch.core.errors import Conflict, Invalid, NotFound
from greenmatch.core.i18n import LANGUAGES
from greenmatch.core.site import (
    PAGE_TITLES,
    SiteSetting,
    SiteSettings,
    change_site_settings,
    default_text,
    fill_in,
    page_html,
    page_version,
    save_page_text,
    site_settings,
)


class TestSiteSettings:
    def test_a_new_site_has_a_name(self, session: Session) -> None:
        settings = site_settings(session)

        assert settings.name("en") == "GreenMatch"
        assert settings.mail_sender("zh") == settings.name("zh")

    def test_what_was_changed_is_kept_and_recorded(self, session: Session) -> None:
        change_site_settings(
            session,
            values={"name_en": "  Green \n Exchange ", "contact_mail": "hello@green.example"},
            actor_id=5,
        )
        session.commit()

        settings = site_settings(session)
        assert settings.in_language("en").name == "Green Exchange"
        assert settings.in_language("zh").name == "GreenMatch"
        assert settings.contact_mail == "hello@green.example"
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.actor_id, entry.action) == (5, "site.settings")
        assert entry.details["name_en"] == ["GreenMatch", "Green Exchange"]

    def test_an_empty_value_restores_the_default(self, session: Session) -> None:
        change_site_settings(session, values={"name_en": "Other"}, actor_id=None)

        settings = change_site_settings(session, values={"name_en": ""}, actor_id=None)

        assert settings == SiteSettings()
        assert session.scalars(select(SiteSetting)).all() == []

    def test_nothing_changed_records_nothing(self, session: Session) -> None:
        change_site_settings(session, values={"name_en": "GreenMatch"}, actor_id=None)

        assert session.scalars(select(AuditEntry)).all() == []

    def test_values_that_cannot_be_used_are_named(self, session: Session) -> None:
        with pytest.raises(Invalid) as refused:
            change_site_settings(
                session,
                values={"name_zh": "长" * 61, "contact_mail": "nobody", "operator": "fine"},
                actor_id=None,
            )

        assert set(refused.value.fields) == {"name_zh", "contact_mail"}
        assert site_settings(session) == SiteSettings()

    def test_a_setting_that_is_none_is_a_programming_error(self, session: Session) -> None:
        with pytest.raises(KeyError):
            change_site_settings(session, values={"colour": "red"}, actor_id=None)


class TestPageTexts:
    @pytest.mark.parametrize("page", PAGE_TITLES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_page_has_a_text_in_every_language(
        self, session: Session, page: str, language: str
    ) -> None:
        html = page_html(session, page, language)

        assert len(html) > 500
        assert "{" not in html
        assert "<h1" not in html

    @pytest.mark.parametrize("page", PAGE_TITLES)
    def test_both_languages_have_the_same_sections(self, page: str) -> None:
        heads = [
            [
                line.split()[0]
                for line in default_text(page, language).splitlines()
                if line[:1] == "#"
            ]
            for language in LANGUAGES
        ]

        assert heads[0] == heads[1]

    def test_the_operator_is_named_where_the_text_says_so(self) -> None:
        settings = SiteSettings(operator="Agency X", contact_mail="x@green.example")

        html = fill_in("{site} is run by {operator}: {contact}", settings, "en")

        assert "GreenMatch is run by Agency X" in html
        assert 'href="mailto:x@green.example"' in html

    def test_a_version_replaces_the_text_in_its_language_only(self, session: Session) -> None:
        saved = save_page_text(
            session, page="about", language="en", text="# Ours\n", based_on=0, actor_id=5
        )

        assert saved.number == 1
        assert page_html(session, "about", "en") == "<h2>Ours</h2>\n"
        assert page_version(session, "about", "zh").number == 0
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.subject_id, entry.details) == ("about.en", {"number": 1})

    def test_earlier_versions_can_still_be_read(self, session: Session) -> None:
        for number, text in enumerate(("One", "Two")):
            save_page_text(
                session, page="terms", language="en", text=text, based_on=number, actor_id=None
            )

        texts = [page_version(session, "terms", "en", number).text for number in (1, 2)]
        assert texts == ["One", "Two"]
        assert page_version(session, "terms", "en", 0).text == default_text("terms", "en")
        assert page_version(session, "terms", "en").text == "Two"
        with pytest.raises(NotFound):
            page_version(session, "terms", "en", 3)

    def test_a_text_that_was_changed_meanwhile_is_not_overwritten(self, session: Session) -> None:
        save_page_text(session, page="help", language="zh", text="一", based_on=0, actor_id=1)

        with pytest.raises(Conflict):
            save_page_text(session, page="help", language="zh", text="二", based_on=0, actor_id=2)

        assert page_version(session, "help", "zh").text == "一"

    @pytest.mark.parametrize("text", ["", " \n", "x" * 60_001])
    def test_an_empty_or_endless_text_is_refused(self, session: Session, text: str) -> None:
        with pytest.raises(Invalid):
            save_page_text(session, page="help", language="en", text=text, based_on=0, actor_id=1)

    @pytest.mark.parametrize(("page", "language"), [("../etc", "en"), ("about", "fr"), ("", "")])
    def test_another_page_or_language_is_not_found(
        self, session: Session, page: str, language: str
    ) -> None:
        with pytest.raises(NotFound):
            page_version(session, page, language)

    def test_script_in_a_text_stays_text(self, session: Session) -> None:
        save_page_text(
            session,
            page="about",
            language="en",
            text="<script>alert(1)</script>",
            based_on=0,
            actor_id=1,
        )

        assert "<script" not in page_html(session, "about", "en")
