"""What administrators see and do."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User
from greenmatch.catalogue.content import content_from_json, original_text
from greenmatch.catalogue.queries.versions import latest_version
from greenmatch.core.audit import AuditEntry, record
from greenmatch.core.clock import now
from greenmatch.core.permissions import Role
from greenmatch.core.site import site_settings
from greenmatch.organisations.models import ClaimRequest, ClaimState, OrganisationState
from greenmatch.organisations.services.claiming import request_claim
from tests.factories import files
from tests.factories.accounts import make_admin, make_user, sign_in
from tests.factories.mails import mails_to
from tests.factories.moderation import make_published, make_submitted, need, technology
from tests.factories.organisations import make_organisation, make_provider, make_unclaimed
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client

PAGES = (
    "/admin",
    "/admin/people",
    "/admin/organisations",
    "/admin/claims",
    "/admin/listings",
    "/admin/site",
    "/admin/texts",
    "/admin/texts/terms/zh",
    "/admin/audit",
    "/admin/audit.csv",
)


def state_of(thing: Any) -> Any:
    """The state as it is now: mypy would hold on to what it was a few lines above."""
    return thing.state


@pytest.fixture
def admin(client: Client, session: Session) -> User:
    user = make_admin(session)
    sign_in(client, session, user)
    return user


class TestReach:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("role", [Role.PERSON, Role.MODERATOR])
    def test_it_is_for_administrators_only(
        self, client: Client, session: Session, page: str, role: Role
    ) -> None:
        sign_in(client, session, make_user(session, role=role))

        assert client.get(f"/en{page}").status_code == 403

    @pytest.mark.usefixtures("admin")
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_an_empty_site_has_all_pages(
        self, client: Client, page: str, language: str, query_counter: QueryCounter
    ) -> None:
        with query_counter(max=20):
            assert client.get(f"/{language}{page}").status_code == 200


class TestOverview:
    @pytest.mark.usefixtures("admin")
    def test_it_says_what_waits_and_what_there_is(self, client: Client, session: Session) -> None:
        make_submitted(session)
        make_published(session)
        owner, _organisation = make_provider(session)
        unclaimed = make_unclaimed(session)
        request_claim(session, organisation=unclaimed, user=owner, message="Mine.")

        page = client.get("/en/admin").text

        assert "waiting for a decision" in page
        assert "requests to take over an organisation" in page
        assert "Take-over requested" in page


class TestPeople:
    @pytest.mark.usefixtures("admin")
    def test_they_are_found_by_name_and_address(self, client: Client, session: Session) -> None:
        make_user(session, name="Wanda Wind", email="wanda@wind.example")
        make_user(session, name="Sol Sun", role=Role.MODERATOR)

        by_name = client.get("/en/admin/people?q=wanda").text
        by_address = client.get("/en/admin/people?q=wind.example").text
        by_role = client.get("/en/admin/people?role=moderator").text

        assert "Wanda Wind" in by_name
        assert "Wanda Wind" in by_address
        assert "Sol Sun" not in by_name
        assert "Sol Sun" in by_role
        assert "Wanda Wind" not in by_role

    @pytest.mark.usefixtures("admin")
    def test_a_filter_that_is_none_is_left_out_with_a_note(self, client: Client) -> None:
        page = client.get("/en/admin/people?role=emperor&state=%00&page=99999999999999")

        assert page.status_code == 200
        assert "A filter of this address is not known" in page.text

    @pytest.mark.usefixtures("admin")
    def test_somebody_is_suspended_with_a_reason_and_reinstated(
        self, client: Client, session: Session
    ) -> None:
        user = make_user(session, name="Wanda Wind")
        _owner, organisation = make_provider(session, name="Wind Works")
        address = f"/en/admin/people/{user.public_id}"

        empty = client.submit(f"{address}/suspend", {"reason": " "})
        page = client.submit(f"{address}/suspend", {"reason": "Sold what is not theirs."})

        assert empty.status_code == 422
        assert state_of(user) is AccountState.SUSPENDED
        assert "Sold what is not theirs." in page.text
        assert "Sold what is not theirs." in mails_to(session, user.email)[-1].text

        client.submit(address, action="/reinstate")

        assert state_of(user) is AccountState.ACTIVE
        assert state_of(organisation) is OrganisationState.ACTIVE

    @pytest.mark.usefixtures("admin")
    def test_somebody_is_made_a_moderator(self, client: Client, session: Session) -> None:
        user = make_user(session)

        client.submit(f"/en/admin/people/{user.public_id}/role", {"role": "moderator"})
        odd = client.submit(f"/en/admin/people/{user.public_id}/role", {"role": "emperor"})

        assert user.role is Role.MODERATOR
        assert odd.status_code == 422

    def test_nobody_changes_their_own_role(self, client: Client, admin: User) -> None:
        assert client.get(f"/en/admin/people/{admin.public_id}").status_code == 200
        assert client.get(f"/en/admin/people/{admin.public_id}/role").status_code == 403
        assert client.get(f"/en/admin/people/{admin.public_id}/suspend").status_code == 403


class TestOrganisations:
    @pytest.mark.usefixtures("admin")
    def test_one_is_hidden_with_its_listings_and_shown_again(
        self, client: Client, session: Session
    ) -> None:
        owner, organisation = make_provider(session, name="Wind Works")
        listing = make_published(session, author=owner, organisation=organisation)
        address = f"/en/admin/organisations/{organisation.public_id}"

        client.submit(f"{address}/suspend", {"reason": "Not who they say."})

        assert state_of(organisation) is OrganisationState.SUSPENDED
        assert "Not who they say." in mails_to(session, owner.email)[-1].text
        stranger = client.application.test_client()
        with client.application.app_context():
            assert stranger.get(f"/en/listings/{listing.public_id}").status_code == 404

        client.submit(address, action="/activate")

        assert state_of(organisation) is OrganisationState.ACTIVE

    @pytest.mark.usefixtures("admin")
    def test_one_is_marked_as_verified(self, client: Client, session: Session) -> None:
        organisation = make_organisation(session, name="Wind Works")
        address = f"/en/admin/organisations/{organisation.public_id}"

        client.submit(address, action="/verify")
        assert "Wind Works" in client.get("/en/admin/organisations?verified=yes").text

        client.submit(address, action="/verify")
        assert "Wind Works" not in client.get("/en/admin/organisations?verified=yes").text

    @pytest.mark.usefixtures("admin")
    def test_a_request_is_accepted(self, client: Client, session: Session) -> None:
        claim = _claim(session)

        client.submit(
            f"/en/admin/claims/{claim.public_id}", {"reason": ""}, button=("decision", "accept")
        )

        assert state_of(claim) is ClaimState.ACCEPTED
        assert claim.organisation.claimed

    @pytest.mark.usefixtures("admin")
    def test_a_request_is_declined_with_a_reason_only(
        self, client: Client, session: Session
    ) -> None:
        claim = _claim(session)
        address = f"/en/admin/claims/{claim.public_id}"

        bare = client.submit(address, button=("decision", "decline"))
        assert bare.status_code == 422
        assert state_of(claim) is ClaimState.OPEN

        client.submit(address, {"reason": "No proof."}, button=("decision", "decline"))
        assert state_of(claim) is ClaimState.DECLINED
        assert "No proof." in mails_to(session, claim.user.email)[-1].text

    @pytest.mark.usefixtures("admin")
    def test_a_request_is_decided_once(self, client: Client, session: Session) -> None:
        claim = _claim(session)
        address = f"/en/admin/claims/{claim.public_id}"
        page = client.get(address).text
        token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
        data = {"csrf_token": token, "decision": "decline", "reason": "A long reason."}

        client.post(address, data=data)
        again = client.post(address, data=data)

        assert again.status_code == 409
        assert "already been decided" in again.text


class TestListings:
    @pytest.mark.usefixtures("admin")
    def test_they_are_found_in_every_state(self, client: Client, session: Session) -> None:
        draft = make_submitted(session, content=technology("Quiet heat pump"))
        public = make_published(session, content=technology("Loud heat pump"))
        make_published(session, content=need("Something else"))

        by_title = client.get("/en/admin/listings?q=heat+pump").text
        by_id = client.get(f"/en/admin/listings?q={public.public_id}").text
        by_state = client.get("/en/admin/listings?state=submitted").text

        assert "Quiet heat pump" in by_title
        assert "Loud heat pump" in by_title
        assert "Something else" not in by_title
        assert "Loud heat pump" in by_id
        assert "Quiet heat pump" not in by_id
        assert draft.listing.public_id in by_state
        assert public.public_id not in by_state

    @pytest.mark.usefixtures("admin")
    def test_one_is_handed_over(self, client: Client, session: Session) -> None:
        owner, before = make_provider(session)
        new_owner, after = make_provider(session, name="Wind Works")
        make_organisation(session, name="Wind Works South")
        listing = make_published(session, author=owner, organisation=before)
        address = f"/en/admin/listings/{listing.public_id}/hand-over"

        unclear = client.submit(address, {"organisation": "wind", "reason": "Sold."})
        assert unclear.status_code == 422
        assert "Wind Works South" in unclear.text
        assert listing.organisation_id == before.id

        client.submit(
            address,
            {
                "organisation": f"http://x.example/en/organisations/{after.public_id}",
                "reason": "Sold.",
            },
        )

        assert listing.organisation_id == after.id
        assert "Sold." in mails_to(session, owner.email)[-1].text
        assert "Wind Works" in mails_to(session, new_owner.email)[-1].text
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "listing.hand-over")
        ).one()
        assert entry.details["reason"] == "Sold."
        page = client.get(f"/zh/admin/listings/{listing.public_id}").text
        for words in (f"原机构：</span> {before.public_id}", f"新机构：</span> {after.public_id}"):
            assert words in page

    @pytest.mark.usefixtures("admin")
    def test_what_was_changed_in_a_profile_is_said_in_words(
        self, client: Client, session: Session
    ) -> None:
        house = make_organisation(session, name="Wind Works")
        change = {"about": "We build mills.", "reason": "They asked for it."}
        client.submit(f"/en/organisation/{house.public_id}/edit", change)

        page = client.get(f"/zh/admin/organisations/{house.public_id}").text

        assert "机构简介（英文）" in page
        assert "fields" not in page

    @pytest.mark.usefixtures("admin")
    def test_one_of_several_of_a_name_can_be_chosen(self, client: Client, session: Session) -> None:
        make_organisation(session, name="Wind Works North")
        wanted = make_organisation(session, name="Wind Works South")
        listing = make_published(session)
        address = f"/en/admin/listings/{listing.public_id}/hand-over"
        page = client.get(address).text
        token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

        client.post(
            address,
            data={
                "csrf_token": token,
                "organisation": "Wind Works",
                "found": wanted.public_id,
                "reason": "Sold.",
            },
        )

        assert listing.organisation_id == wanted.id

    @pytest.mark.usefixtures("admin")
    def test_one_is_edited_with_a_reason(self, client: Client, session: Session) -> None:
        listing = make_published(session)
        address = f"/en/listings/{listing.public_id}/edit/basics"

        bare = client.submit(address, {"title": "A better title"})
        assert bare.status_code == 422

        client.submit(address, {"title": "A better title", "reason": "It named a person."})

        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "listing.edit")).one()
        assert entry.details["reason"] == "It named a person."
        version = latest_version(session, listing)
        assert version is not None
        assert original_text(content_from_json(version.content_json)).title == "A better title"

    @pytest.mark.usefixtures("admin")
    def test_an_organisation_is_edited_with_a_reason(
        self, client: Client, session: Session
    ) -> None:
        house = make_organisation(session)
        address = f"/en/admin/organisations/{house.public_id}"
        edit = f"/en/organisation/{house.public_id}/edit?next={address}"

        bare = client.submit(edit, {"name": "Wind Works of the north"})
        assert bare.status_code == 422
        assert "Wind Works of the north" in bare.text

        page = client.submit(
            edit, {"name": "Wind Works of the north", "reason": "Asked for by its owner."}
        )

        assert page.request.path == address
        query = select(AuditEntry).where(AuditEntry.action == "organisation.edited")
        assert session.scalars(query).one().details["reason"] == "Asked for by its owner."
        assert house.name == "Wind Works of the north"


class TestSite:
    @pytest.mark.usefixtures("admin")
    def test_names_and_contact_change_everywhere(self, client: Client) -> None:
        client.submit(
            "/en/admin/site",
            {
                "name_en": "Blue Exchange",
                "name_zh": "蓝色交易所",
                "contact_mail": "us@blue.example",
            },
        )

        assert "Blue Exchange" in client.get("/en/about").text
        assert "蓝色交易所" in client.get("/zh/about").text
        assert "us@blue.example" in client.get("/en/about").text

    @pytest.mark.usefixtures("admin")
    def test_a_bad_address_comes_back_with_all_that_was_typed(
        self, client: Client, session: Session
    ) -> None:
        page = client.submit(
            "/en/admin/site", {"name_en": "Blue Exchange", "contact_mail": "nobody"}
        )

        assert page.status_code == 422
        assert "This is not an email address." in page.text
        assert 'value="Blue Exchange"' in page.text
        assert site_settings(session).name_en == "GreenMatch"

    @pytest.mark.usefixtures("admin")
    def test_a_logo_is_shown_to_everybody_and_can_go_again(
        self, client: Client, session: Session
    ) -> None:
        picture = (io.BytesIO(files.picture()), "logo.png")
        client.submit("/en/admin/site", {"logo": picture})
        logo = site_settings(session).logo

        stranger = client.application.test_client()
        with client.application.app_context():
            assert f"/files/{logo}" in stranger.get("/en/about").text
        with client.application.app_context():
            assert stranger.get(f"/en/files/{logo}").status_code == 200

        client.submit("/en/admin/site", {"name_en": "Blue Exchange"})
        assert site_settings(session).logo == logo

        client.submit("/en/admin/site", {"no_logo": "y", "logo": None})

        assert site_settings(session).logo == ""

    @pytest.mark.usefixtures("admin")
    def test_what_is_no_picture_is_refused(self, client: Client, session: Session) -> None:
        page = client.submit("/en/admin/site", {"logo": (io.BytesIO(b"<svg/>"), "logo.png")})

        assert page.status_code == 422
        assert 'id="logo-error"' in page.text
        assert site_settings(session).logo == ""

    @pytest.mark.usefixtures("admin")
    def test_a_stale_form_is_told_so(self, client: Client, session: Session) -> None:
        page = client.get("/en/admin/site").text
        stale = page.split('name="based_on"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
        client.submit("/en/admin/site", {"name_en": "Theirs"})

        answer = client.submit("/en/admin/site", {"name_en": "Mine", "based_on": stale})

        assert answer.status_code == 409
        assert "Theirs" in answer.text
        assert 'value="Mine"' in answer.text
        assert site_settings(session).name_en == "Theirs"

    def test_a_test_mail_goes_to_who_asked(
        self, client: Client, session: Session, admin: User
    ) -> None:
        client.submit("/en/admin/site", action="/test-mail")

        assert "test email" in mails_to(session, admin.email)[-1].subject


class TestTexts:
    @pytest.mark.usefixtures("admin")
    def test_a_new_text_is_previewed_then_saved(self, client: Client) -> None:
        address = "/en/admin/texts/about/en"

        preview = client.submit(
            address, {"text": "## Hello\n\nfrom **{site}**"}, button=("go", "preview")
        )
        assert "<strong>GreenMatch</strong>" in preview.text
        assert "<strong>GreenMatch</strong>" not in client.get("/en/about").text

        client.submit(address, {"text": "## Hello\n\nfrom **{site}**"})
        assert "<strong>GreenMatch</strong>" in client.get("/en/about").text

    @pytest.mark.usefixtures("admin")
    def test_an_earlier_version_can_be_taken_up_again(self, client: Client) -> None:
        address = "/en/admin/texts/about/en"
        client.submit(address, {"text": "The first text"})
        client.submit(address, {"text": "The second text"})

        assert "The first text" in client.get(f"{address}?number=1").text
        client.submit(f"{address}?number=1", button=("go", "save"))

        assert "The first text" in client.get("/en/about").text

    @pytest.mark.usefixtures("admin")
    def test_a_stale_form_loses_nothing(self, client: Client) -> None:
        address = "/en/admin/texts/about/en"
        client.submit(address, {"text": "Theirs"})

        answer = client.submit(address, {"text": "Mine", "based_on": "0"})

        assert answer.status_code == 409
        assert "Mine" in answer.text
        assert "Theirs" in answer.text

    @pytest.mark.usefixtures("admin")
    @pytest.mark.parametrize("path", ["nothing/en", "about/fr", "about/en?number=99"])
    def test_a_text_that_is_not_there_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(f"/en/admin/texts/{path}").status_code == 404


class TestAudit:
    @pytest.fixture
    def log(self, session: Session, admin: User) -> None:
        other = make_user(session, name="Wanda Wind")
        _entry(session, admin.id, "listing.approved", "listing", "aaaaaaaaaa")
        _entry(session, other.id, "organisation.created", "organisation", "bbbbbbbbbb")
        _entry(session, None, "listing.expire", "listing", "cccccccccc")
        old = record(
            session,
            actor_id=other.id,
            action="site.page",
            subject_type="page",
            subject_id="about.en",
        )
        old.at = now() - timedelta(days=400)

    @pytest.mark.usefixtures("log")
    @pytest.mark.parametrize(
        ("narrowed", "shown"),
        [
            ("", {"aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "about.en"}),
            ("action=listing.expire", {"cccccccccc"}),
            ("person=wanda", {"bbbbbbbbbb", "about.en"}),
            ("person=system", {"cccccccccc"}),
            ("subject_type=listing", {"aaaaaaaaaa", "cccccccccc"}),
            ("subject=bbbbbbbbbb", {"bbbbbbbbbb"}),
            ("since=2020-01-01&until=2020-01-02", set()),
        ],
    )
    def test_it_can_be_narrowed_and_taken_along(
        self, client: Client, narrowed: str, shown: set[str]
    ) -> None:
        ids = {"aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "about.en"}
        page = client.get(f"/en/admin/audit?{narrowed}").text.split("</form>")[-1]
        table = client.get(f"/en/admin/audit.csv?{narrowed}")

        assert {each for each in ids if each in page} == shown
        rows = csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff")))
        assert {row["subject_id"] for row in rows} & ids == shown

    @pytest.mark.usefixtures("log")
    def test_days_are_included(self, client: Client) -> None:
        today = now().date().isoformat()

        page = client.get(f"/en/admin/audit?since={today}&until={today}").text

        assert "aaaaaaaaaa" in page
        assert "about.en" not in page

    def test_a_cell_that_a_spreadsheet_would_run_is_quoted(
        self, client: Client, session: Session, admin: User
    ) -> None:
        admin.name = "=HYPERLINK(1)"
        _entry(session, admin.id, "listing.approved", "listing", "aaaaaaaaaa")

        table = client.get("/en/admin/audit.csv").text

        assert "'=HYPERLINK(1)" in table
        assert ",=HYPERLINK(1)" not in table


def _claim(session: Session) -> ClaimRequest:
    user = make_user(session)
    organisation = make_unclaimed(session, name="Old Imported University")
    return request_claim(session, organisation=organisation, user=user, message="Mine.")


def _entry(session: Session, actor_id: int | None, action: str, kind: str, subject: str) -> None:
    record(
        session, actor_id=actor_id, action=action, subject_type=kind, subject_id=subject, details={}
    )
