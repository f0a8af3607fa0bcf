"""Writing a listing step by step, as a browser without JavaScript does it."""

import re
from collections.abc import Mapping
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import (
    Attachment,
    Claim,
    Content,
    IpRight,
    Need,
    Requirement,
    SectorTag,
    Technology,
    TextBlock,
)
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.services import request_changes, save_draft
from greenmatch.catalogue.states import ListingState
from greenmatch.core.audit import AuditEntry
from greenmatch.core.clock import now
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.services.administration import suspend_organisation
from tests.factories.accounts import make_admin, make_user, sign_in
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_submitted,
    need,
    page_of,
    technology,
)
from tests.factories.organisations import add_membership, make_organisation, make_provider
from tests.fixtures.forms import find_form
from tests.fixtures.web import Client

Owned = tuple[User, Organisation]


@pytest.fixture
def owned(client: Client, session: Session) -> Owned:
    """An organisation whose owner is signed in."""
    owner, organisation = make_provider(session, name="Solar Works")
    sign_in(client, session, owner)
    return owner, organisation


@pytest.fixture
def draft(session: Session, owned: Owned) -> Listing:
    return make_draft(session, author=owned[0], organisation=owned[1])


def only_listing(session: Session) -> Listing:
    return session.scalars(select(Listing)).one()


def content_of(session: Session, listing: Listing) -> Content:
    return draft_of(session, listing).content


def technology_of(session: Session, listing: Listing) -> Technology:
    content = content_of(session, listing)
    assert isinstance(content, Technology)
    return content


def need_of(session: Session, listing: Listing) -> Need:
    content = content_of(session, listing)
    assert isinstance(content, Need)
    return content


def step(listing: Listing, name: str, language: str = "en") -> str:
    return f"{page_of(listing, language)}/edit/{name}"


DONE_LATER = ["Readiness and places", "Benefits", "Cooperation"]


def done_in(page: str) -> list[str]:
    """The steps of which the page says that they are done."""
    steps = re.findall(r'<li class="step.*?</li>', page, re.DOTALL)
    names = [re.sub(r"<.*?>|\s+", " ", each).split(". ", 1)[1].strip() for each in steps]
    return [name.removesuffix("(done)").strip() for name in names if name.endswith("(done)")]


def send(client: Client, page: str, values: Mapping[str, object]) -> TestResponse:
    """Sends a step with fields that a script would have added to the page."""
    form = find_form(client.get(page).text, {"seen"})
    return client.post(page, data={**form.values, **values}, follow_redirects=True)


class TestStarting:
    def test_a_title_makes_a_draft(self, client: Client, session: Session, owned: Owned) -> None:
        page = client.submit("/en/technologies/new", {"title": "Membrane", "summary": "Filters."})

        listing = only_listing(session)
        assert page.request.path == step(listing, "description")
        assert "Your draft is saved" in page.text
        assert content_of(session, listing).texts == {
            "en": TextBlock(title="Membrane", summary="Filters.")
        }

    def test_a_chinese_page_starts_a_chinese_listing(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        client.submit("/zh/needs/new", {"title": "降低灌溉水含盐量"})

        content = need_of(session, only_listing(session))
        assert content.original == "zh"
        assert content.texts["zh"].title == "降低灌溉水含盐量"

    def test_two_clicks_make_one(self, client: Client, session: Session, owned: Owned) -> None:
        form = find_form(client.get("/en/technologies/new").text, {"title", "token"})
        sent = {**form.values, "title": "Pump"}

        first, second = (client.post("/en/technologies/new", data=sent) for _ in range(2))

        assert first.status_code == second.status_code == 302
        assert first.location == second.location
        assert session.scalar(select(func.count()).select_from(Listing)) == 1

    @pytest.mark.parametrize(
        "title", ["", "   ", "\u200b\u2067", "x" * 121, "🌱🌱", "<>!?"], ids=repr
    )
    def test_a_title_must_be_one(
        self, client: Client, session: Session, owned: Owned, title: str
    ) -> None:
        page = client.submit("/en/technologies/new", {"title": title, "summary": "Kept text."})

        assert page.status_code == 422
        assert 'href="#title"' in page.text
        assert "Kept text." in page.text
        assert session.scalars(select(Listing)).all() == []

    def test_whoever_acts_for_several_says_for_whom(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        second = make_organisation(session, name="Wind Works")
        add_membership(session, second, owned[0])

        client.submit("/en/technologies/new", {"title": "Rotor", "organisation": second.public_id})

        assert only_listing(session).organisation.name == "Wind Works"

    def test_nobody_starts_one_for_others(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        other = make_organisation(session)

        page = client.submit(
            "/en/technologies/new", {"title": "Rotor", "organisation": other.public_id}
        )

        assert page.status_code == 422
        assert session.scalars(select(Listing)).all() == []

    def test_whoever_has_no_organisation_founds_one_first_and_comes_back(
        self, client: Client, session: Session
    ) -> None:
        sign_in(client, session, make_user(session))

        founding = client.get("/en/needs/new", follow_redirects=True)
        assert founding.request.path == "/en/organisation/new"
        assert "First say who you act for" in founding.text

        values = {"name": "Solar Works", "type": "startup", "country": "KE"}
        page = client.submit("/en/organisation/new?next=/en/needs/new", values)
        assert page.request.path == "/en/needs/new"

    def test_whose_organisation_is_suspended_is_told_so(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        _owner, organisation = owned
        suspend_organisation(
            session,
            organisation=organisation,
            actor_id=make_admin(session).id,
            reason="A complaint",
        )

        page = client.get("/en/technologies/new", follow_redirects=True)

        assert page.request.path == "/en/dashboard"
        assert "your organisation is suspended" in page.text
        assert "others do not see its listings" in page.text

    def test_the_way_back_leads_nowhere_else(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session))

        values = {"name": "Solar Works", "type": "startup", "country": "KE"}
        page = client.submit("/en/organisation/new?next=//evil.example/", values)

        assert page.request.path == "/en/organisation"

    def test_an_address_is_confirmed_first(self, client: Client, session: Session) -> None:
        user = make_user(session, confirmed=False)
        make_organisation(session, owner=user)
        sign_in(client, session, user)

        page = client.get("/en/technologies/new", follow_redirects=True)

        assert page.request.path == "/en/account"
        assert "confirm your email address" in page.text

    def test_what_a_stranger_typed_survives_signing_in(self, client: Client) -> None:
        client.get("/en/sign-in")

        page = client.post("/en/technologies/new", data={"title": "Two hours of typing"})

        assert page.status_code in (400, 401)
        assert "Two hours of typing" in page.text


class TestSteps:
    def test_every_step_of_both_kinds_opens_in_both_languages(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        for content in (technology(), need(), Technology(), Need()):
            listing = make_draft(session, content=content, organisation=owned[1])
            names = set(re.findall(r"/edit/(\w+)", client.get(step(listing, "basics")).text))
            for language in ("en", "zh"):
                for name in names:
                    assert client.get(step(listing, name, language)).status_code == 200, name

    def test_saving_goes_on_to_the_next_step(self, client: Client, draft: Listing) -> None:
        page = client.submit(step(draft, "description"), {"problem": "Salt"})

        assert page.request.path == step(draft, "classification")

    def test_saving_may_stay_or_go_to_the_review(self, client: Client, draft: Listing) -> None:
        stayed = client.submit(step(draft, "offer"), {}, button=("go", "stay"))
        reviewed = client.submit(step(draft, "offer"), {}, button=("go", "review"))

        assert stayed.request.path == step(draft, "offer")
        assert reviewed.request.path == f"{page_of(draft)}/submit"

    def test_a_step_is_done_when_it_is_filled_in_and_nothing_is_needed(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        whole = technology(attachments=())
        text = msgspec.structs.replace(whole.texts["en"], problem="")
        without = msgspec.structs.replace(whole, texts={"en": text}, role="")
        listing = make_draft(session, content=without, organisation=owned[1])

        for page in ("edit/benefits", "submit"):
            said = client.get(f"{page_of(listing)}/{page}").text
            assert done_in(said) == ["Basics", "Classification", *DONE_LATER], page

        send(client, step(listing, "description"), {"problem": "Wells turn salty."})
        said = client.get(step(listing, "basics")).text
        assert done_in(said) == ["Basics", "Description", "Classification", *DONE_LATER]

    def test_the_last_step_leads_to_the_review(self, client: Client, draft: Listing) -> None:
        page = client.submit(step(draft, "translation"), {"title": "膜"})

        assert page.request.path == f"{page_of(draft)}/submit"

    def test_opening_and_saving_every_step_changes_nothing(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        whole = technology(
            texts={
                "en": TextBlock(
                    title="Membrane",
                    summary="Filters.",
                    problem="Salt\n\n- one\n- two",
                    how_it_works="Pressure",
                    novelty="Less",
                    partner_sought="A licensee",
                    keywords=("salt", "water"),
                ),
                "zh": TextBlock(title="膜", summary="过滤", keywords=("盐", "水")),
            },
            sectors=(SectorTag("water/drinking-water"), SectorTag("energy/solar-pv")),
            sdgs=(6, 13),
            classes=("C02F 1/44", "Y02A 20/131"),
            developed_in=("KE", "CN", "CD", "HK"),
            deployed_in=("FR",),
            countries_wanted=("TT", "ST"),
            claims=(
                Claim("Power", "20-30", "%", "sea water", "measured"),
                Claim("Price", "-35", "%", "the usual one", "estimated"),
            ),
            ip_situation="registered",
            ip_rights=(
                IpRight(
                    "patent",
                    "EP1234567B1",
                    "grant",
                    "family 1",
                    "granted-in-force",
                    ("EP", "WO", "CN", "AP"),
                    now().date() - timedelta(days=900),
                ),
                IpRight("know-how", status="not-filed"),
            ),
            cooperation=("license", "sale"),
            link="https://example.org/membrane",
        )
        sought = need(
            sdgs=(6,),
            climate_objective="adaptation",
            least_trl=6,
            requirements=(
                Requirement("Low power", "prefer", "<= 0.5", "kWh/m3"),
                Requirement("No chlorine", "exclude"),
            ),
            cooperation=("sale",),
            budget_band="50k-250k",
            enquiry_deadline=now().date() + timedelta(days=30),
            anonymous=True,
            link="https://example.org/need",
        )
        for content, language in ((whole, "en"), (whole, "zh"), (sought, "en"), (sought, "zh")):
            listing = make_draft(session, content=content, organisation=owned[1])
            shown = client.get(step(listing, "basics")).text
            for name in sorted(set(re.findall(r"/edit/(\w+)", shown))):
                page = client.submit(step(listing, name, language), {}, button=("go", "stay"))
                assert page.status_code == 200, (name, page.text)
            for field in content.__struct_fields__:
                stored = getattr(content_of(session, listing), field)
                assert stored == getattr(content, field), field

    def test_texts_are_cleaned_and_shown_escaped(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        nasty = "<script>alert(1)</script> \u202eright\u202c \u200bhidden 🌱 {{ 7*7 }}"
        client.submit(step(draft, "basics"), {"title": nasty})

        title = content_of(session, draft).texts["en"].title
        assert title == "<script>alert(1)</script> right hidden 🌱 {{ 7*7 }}"
        page = client.get(page_of(draft))
        assert "<script>alert(1)" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; right" in page.text

    def test_a_title_stands_on_one_line_whatever_is_sent(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        client.submit(step(draft, "basics"), {"title": "Heat\r\npump", "summary": "Two\r\nlines"})

        text = content_of(session, draft).texts["en"]
        assert (text.title, text.summary) == ("Heat pump", "Two\nlines")

    def test_the_language_of_the_texts_can_be_put_right(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        client.submit(step(draft, "basics"), {"original": "zh"})

        content = content_of(session, draft)
        assert content.original == "zh"
        assert set(content.texts) == {"zh"}

    def test_with_texts_in_both_each_stays_what_it_is(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        client.submit(step(draft, "translation"), {"title": "过滤器"})

        client.submit(step(draft, "basics"), {"title": "Filter", "original": "zh"})

        content = content_of(session, draft)
        assert content.original == "zh"
        titles = {language: block.title for language, block in content.texts.items()}
        assert titles == {"en": "Filter", "zh": "过滤器"}

    def test_texts_in_the_other_language_need_a_title(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        refused = client.submit(step(draft, "translation"), {"summary": "过滤"})
        assert refused.status_code == 422

        client.submit(step(draft, "translation"), {"title": "膜", "summary": "过滤"})
        assert content_of(session, draft).texts["zh"] == TextBlock(title="膜", summary="过滤")

    def test_a_description_that_is_too_long_in_all_is_not_lost(
        self, client: Client, draft: Listing
    ) -> None:
        page = client.submit(
            step(draft, "description"), {"problem": "p" * 3000, "novelty": "n" * 3001}
        )

        assert page.status_code == 422
        assert "n" * 3001 in page.text

    def test_an_imported_description_can_be_edited(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        text = TextBlock(title="Pump", description="All of it in one piece.")
        listing = make_draft(session, content=technology(texts={"en": text}), organisation=owned[1])

        client.submit(step(listing, "description"), {"description": "Shorter."})

        assert content_of(session, listing).texts["en"].description == "Shorter."

    def test_others_have_no_such_field(self, client: Client, draft: Listing) -> None:
        assert 'id="description"' not in client.get(step(draft, "description")).text

    def test_sectors_that_the_text_speaks_of_come_first(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, organisation=owned[1])
        html = client.get(step(listing, "classification")).text

        assert "Suggested from your text" in html

    def test_a_need_wants_a_country_that_exists(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=need(), organisation=owned[1])

        refused = client.submit(step(listing, "project"), {"country": "Atlantis"})
        assert refused.status_code == 422
        assert "Atlantis" in refused.text

        client.submit(step(listing, "project"), {"country": "中国"})
        assert need_of(session, listing).country == "CN"

    @pytest.mark.parametrize(
        ("name", "field", "value"),
        [
            ("classification", "sectors", ["water/drinking-water", "no/such"]),
            (
                "classification",
                "sectors",
                ["energy/solar-pv", "energy/wind", "water/drinking-water", "water/desalination"],
            ),
            ("classification", "keywords", ",".join(f"word{n}" for n in range(11))),
            ("classification", "keywords", "x" * 61),
            ("classification", "classes", "no class"),
            ("classification", "climate_objective", "world-peace"),
            ("classification", "sdgs", ["18"]),
            ("classification", "sdgs", ["six"]),
            ("readiness", "trl", "10"),
            ("readiness", "developed_in", "Kenya, Atlantis"),
            ("rights", "role", "king"),
            ("offer", "cooperation", ["marriage"]),
            ("offer", "link", "javascript:alert(1)"),
            ("offer", "link", "https://user:secret@example.org"),
            ("offer", "link", "https://[::1"),
            ("offer", "link", "example.org"),
        ],
    )
    def test_what_makes_no_sense_is_refused_at_its_field(
        self,
        client: Client,
        session: Session,
        draft: Listing,
        name: str,
        field: str,
        value: str | list[str],
    ) -> None:
        page = client.submit(step(draft, name), {field: value})

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert content_of(session, draft) == technology()


class TestRows:
    def test_a_row_is_added_and_filled_in(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=technology(claims=()), organisation=owned[1])

        asked = client.submit(step(listing, "benefits"), {}, button=("add", "claims"))
        assert asked.status_code == 200
        assert 'name="claims-0-metric"' in asked.text
        assert technology_of(session, listing).claims == ()

        client.fill_in(
            asked, {"claims-0-metric": "Power", "claims-0-value": "-35", "claims-0-unit": "%"}
        )
        assert technology_of(session, listing).claims == (Claim("Power", "-35", "%"),)

    def test_a_row_is_removed_and_what_was_typed_stays(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        claims = (Claim("Power", "1"), Claim("Price", "2"), Claim("Noise", "3"))
        listing = make_draft(session, content=technology(claims=claims), organisation=owned[1])

        page = client.submit(
            step(listing, "benefits"),
            {"claims-2-baseline": "a lorry"},
            button=("remove", "claims-1"),
        )

        assert "Price" not in page.text
        assert "a lorry" in page.text
        assert technology_of(session, listing).claims == claims

    def test_rows_that_are_empty_do_not_count(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=need(), organisation=owned[1])

        send(
            client,
            step(listing, "requirements"),
            {"requirements-0-text": "", "requirements-0-strength": "prefer"},
        )

        assert need_of(session, listing).requirements == ()

    def test_a_row_without_its_main_field_is_refused(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=need(), organisation=owned[1])

        page = send(
            client,
            step(listing, "requirements"),
            {
                "requirements-0-text": "",
                "requirements-0-strength": "must",
                "requirements-0-threshold": ">= 40",
            },
        )

        assert page.status_code == 422
        assert 'href="#requirements-0-text"' in page.text
        assert "&gt;= 40" in page.text

    def test_a_range_from_more_to_less_is_refused(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=need(), organisation=owned[1])
        row = {"requirements-0-text": "Flow", "requirements-0-strength": "must"}

        page = send(
            client, step(listing, "requirements"), row | {"requirements-0-threshold": "20 - 10"}
        )

        assert page.status_code == 422
        assert "In a range the smaller number comes first." in page.text
        assert "20 - 10" in page.text

    def test_rows_too_many_are_shown_and_refused(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=technology(claims=()), organisation=owned[1])
        rows = {f"claims-{n}-metric": f"Benefit {n}" for n in range(31)}

        page = send(client, step(listing, "benefits"), rows)

        assert page.status_code == 422
        assert "at most 30 rows" in page.text
        assert "Benefit 30" in page.text

    def test_an_import_with_more_rows_can_be_opened(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        claims = tuple(Claim(f"Benefit {n}") for n in range(40))
        listing = make_draft(session, content=technology(claims=claims), organisation=owned[1])

        assert "Benefit 39" in client.get(step(listing, "benefits")).text

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("ip_rights-0-kind", "magic"),
            ("ip_rights-0-number", "x" * 61),
            ("ip_rights-0-countries", "Atlantis"),
            ("ip_rights-0-priority_date", "tomorrow"),
            ("ip_rights-0-priority_date", "2999-01-01"),
            ("ip_rights-0-priority_date", "0001-01-01"),
            ("ip_rights-0-priority_date", "2020-02-30"),
        ],
    )
    def test_what_makes_no_sense_is_refused_at_its_field(
        self, client: Client, draft: Listing, field: str, value: str
    ) -> None:
        row = {"ip_rights-0-kind": "patent", field: value}

        page = send(client, step(draft, "rights"), row)

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text

    @pytest.mark.parametrize("situation", ["none", "know-how"])
    def test_rights_are_not_named_and_denied_at_once(
        self, client: Client, session: Session, owned: Owned, situation: str
    ) -> None:
        draft = make_draft(session, content=technology(ip_rights=()), organisation=owned[1])
        named = {"ip_rights-0-kind": "patent", "ip_rights-0-number": "EP1234567B1"}
        named |= {"ip_rights-0-number_type": "", "ip_rights-0-status": "granted-in-force"}
        stored = technology_of(session, draft)

        page = send(client, step(draft, "rights"), {"ip_situation": situation, **named})

        assert page.status_code == 422
        assert 'href="#ip_situation"' in page.text
        assert "EP1234567B1" in page.text
        assert technology_of(session, draft) == stored
        # An invention that has not been filed is no registered right, nor is one that has ended.
        for status in ("not-filed", "lapsed"):
            change = {"ip_situation": situation, **named, "ip_rights-0-status": status}
            assert send(client, step(draft, "rights"), change).status_code == 200
            assert technology_of(session, draft).ip_situation == situation

    @pytest.mark.parametrize("value", ["lots", "10 to 20 kWh", "<script>", "1e999999x"])
    def test_a_benefit_s_figure_is_a_number(
        self, client: Client, draft: Listing, value: str
    ) -> None:
        page = client.submit(step(draft, "benefits"), {"claims-0-value": value})

        assert page.status_code == 422
        assert 'href="#claims-0-value"' in page.text

    @pytest.mark.parametrize("value", ["-35", "20-30", "≥ 40", "1,300", "0.8", "3e5", "10 至 20"])
    def test_numbers_and_ranges_are_taken(
        self, client: Client, session: Session, draft: Listing, value: str
    ) -> None:
        client.submit(step(draft, "benefits"), {"claims-0-value": value})

        assert technology_of(session, draft).claims[0].value == value

    def test_a_benefit_refers_to_a_document_of_the_listing(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        files = (
            Attachment("reportaaaa", "document", "Test report"),
            Attachment("pictureaaa", "image", "Photo"),
        )
        listing = make_draft(session, content=technology(attachments=files), organisation=owned[1])
        html = client.get(step(listing, "benefits")).text
        assert "Test report" in html
        assert "Photo" not in html

        client.submit(step(listing, "benefits"), {"claims-0-document": "reportaaaa"})
        assert technology_of(session, listing).claims[0].document == "reportaaaa"

        refused = client.submit(step(listing, "benefits"), {"claims-0-document": "pictureaaa"})
        assert refused.status_code == 422

    def test_without_documents_there_is_nothing_to_refer_to(
        self, client: Client, draft: Listing
    ) -> None:
        assert "-document" not in client.get(step(draft, "benefits")).text


def save_elsewhere(session: Session, listing: Listing, content: Technology) -> None:
    seen = draft_of(session, listing).seen
    save_draft(session, listing=listing, actor_id=None, content=content, seen=seen)


class TestTwoWindows:
    def test_the_later_save_is_told_and_loses_nothing(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        opened = client.get(step(draft, "basics"))
        save_elsewhere(session, draft, technology("Theirs"))

        page = client.fill_in(opened, {"title": "Mine"})

        assert page.status_code == 409
        assert "Somebody saved this step after you opened it" in page.text
        assert 'value="Mine"' in page.text
        assert "Theirs" in page.text
        assert content_of(session, draft).texts["en"].title == "Theirs"

    def test_sent_again_it_counts(self, client: Client, session: Session, draft: Listing) -> None:
        opened = client.get(step(draft, "basics"))
        save_elsewhere(session, draft, technology("Theirs"))
        page = client.fill_in(opened, {"title": "Mine"})

        client.fill_in(page, {"title": "Mine"})

        assert content_of(session, draft).texts["en"].title == "Mine"

    def test_a_step_that_others_left_alone_keeps_their_work(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        opened = client.get(step(draft, "basics"))
        save_elsewhere(session, draft, technology(trl=9))

        page = client.fill_in(opened, {"title": "Mine"})

        assert page.status_code == 200
        assert technology_of(session, draft).trl == 9
        assert content_of(session, draft).texts["en"].title == "Mine"

    def test_the_same_form_twice_is_no_conflict(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        sent = {"title": "Mine", "token": "t" * 27, "seen": str(draft_of(session, draft).seen)}

        opened = client.get(step(draft, "basics"))

        for _ in range(2):
            page = client.fill_in(opened, sent)
            assert page.status_code == 200

        assert draft_of(session, draft).version.edits == 2

    def test_whoever_goes_back_and_changes_what_was_saved_saves_it_again(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        opened = client.get(step(draft, "basics"))

        client.fill_in(opened, {"title": "First"})
        page = client.fill_in(opened, {"title": "Second"})

        assert page.status_code == 200
        assert content_of(session, draft).texts["en"].title == "Second"

    def test_whoever_goes_back_to_begin_another_begins_another(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        opened = client.get("/en/technologies/new")

        for title in ("First", "First", "Second"):
            client.fill_in(opened, {"title": title})

        assert session.scalar(select(func.count()).select_from(Listing)) == 2

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "²", "\x00"])
    def test_nonsense_is_taken_for_an_old_form(
        self, client: Client, draft: Listing, seen: str
    ) -> None:
        values = {"title": "Mine", "seen": seen, "shown": "x"}

        page = client.submit(step(draft, "basics"), values)

        assert page.status_code == 409

    def test_while_a_moderator_reads_nothing_is_lost_either(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        version = make_submitted(session, author=owned[0], organisation=owned[1])

        page = client.submit(step(version.listing, "basics"), {"title": "Mine"})

        assert page.status_code == 409
        assert 'value="Mine"' in page.text
        assert "in review" in page.text


class TestRevising:
    def test_the_public_version_stays(self, client: Client, session: Session, owned: Owned) -> None:
        listing = make_published(session, author=owned[0], organisation=owned[1])

        client.submit(step(listing, "basics"), {"title": "Second edition"})

        assert listing.public_number == 1
        stranger = client.application.test_client()
        assert "Second edition" not in stranger.get(page_of(listing)).text
        assert "Second edition" in client.get(f"{page_of(listing)}/preview").text

    def test_the_moderator_s_words_stand_at_their_fields(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        version = make_submitted(session, author=owned[0], organisation=owned[1])
        request_changes(
            session,
            version=version,
            seen=version.edits,
            message="Nearly there.",
            notes={"summary": "Say how much.", "trl": "Really 7?"},
        )

        basics = client.get(step(version.listing, "basics")).text
        assert "Nearly there." in basics
        assert "Say how much." in basics
        assert "Really 7?" not in basics
        assert "Really 7?" in client.get(step(version.listing, "readiness")).text


class TestReach:
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_others_do_not_learn_of_a_draft(
        self, client: Client, session: Session, method: str
    ) -> None:
        listing = make_draft(session)
        stranger, _organisation = make_provider(session)
        sign_in(client, session, stranger)

        assert client.open(step(listing, "basics"), method=method).status_code in (400, 404)
        assert client.get(step(listing, "basics")).status_code == 404

    def test_others_do_not_edit_what_is_public(self, client: Client, session: Session) -> None:
        listing = make_published(session)
        stranger, _organisation = make_provider(session)
        sign_in(client, session, stranger)

        assert client.get(step(listing, "basics")).status_code == 403

    def test_nobody_signed_in_is_asked_to(self, client: Client, session: Session) -> None:
        page = client.get(step(make_published(session), "basics"))

        assert page.status_code == 302
        assert "/sign-in" in page.location

    def test_a_member_edits_what_a_colleague_began(
        self, client: Client, session: Session, draft: Listing, owned: Owned
    ) -> None:
        colleague = make_user(session)
        add_membership(session, owned[1], colleague)
        sign_in(client, session, colleague)

        client.submit(step(draft, "basics"), {"title": "Ours"})

        assert draft_of(session, draft).version.author_id == colleague.id

    def test_an_administrator_says_why(self, client: Client, session: Session) -> None:
        listing = make_published(session)
        sign_in(client, session, make_admin(session))

        refused = client.submit(step(listing, "basics"), {"title": "Corrected"})
        assert refused.status_code == 422
        assert 'href="#reason"' in refused.text

        client.submit(
            step(listing, "basics"), {"title": "Corrected", "reason": "A slip of the pen"}
        )
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "listing.edit")).one()
        assert entry.details["reason"] == "A slip of the pen"
        assert content_of(session, listing).texts["en"].title == "Corrected"
        assert "A slip of the pen" in client.get(step(listing, "readiness")).text

    def test_members_are_not_asked_why(self, client: Client, draft: Listing) -> None:
        assert 'name="reason"' not in client.get(step(draft, "basics")).text

    def test_a_withdrawn_listing_is_not_edited(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_in_state(session, ListingState.WITHDRAWN, organisation=owned[1])

        assert client.get(step(listing, "basics")).status_code == 403

    def test_there_is_no_other_step(self, client: Client, draft: Listing) -> None:
        assert client.get(step(draft, "payment")).status_code == 404
