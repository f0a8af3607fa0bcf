"""A listing's pages in every state, for each kind of reader, and what its owner can do."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import IpRight
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.services import save_draft
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.permissions import Role
from greenmatch.organisations.models import Organisation, OrganisationState
from tests.factories.accounts import make_user, sign_in
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_revision,
    make_submitted,
    need,
    page_of,
    technology,
)
from tests.factories.organisations import make_provider, make_unclaimed
from tests.fixtures.web import Client

Owned = tuple[User, Organisation]

READABLE = {ListingState.PUBLISHED, ListingState.EXPIRED, ListingState.ARCHIVED}
EVERY_STATE = [pytest.param(state, id=state.value) for state in ListingState]


@pytest.fixture
def owned(client: Client, session: Session) -> Owned:
    """An organisation whose owner is signed in."""
    owner, organisation = make_provider(session, name="Solar Works")
    sign_in(client, session, owner)
    return owner, organisation


def state_of(listing: Listing) -> ListingState:
    """The state now; a comparison before an act must not make mypy sure of it after the act."""
    return listing.state


def stranger(client: Client) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return client.application.test_client()


class TestPage:
    @pytest.mark.parametrize("state", EVERY_STATE)
    def test_who_may_read_it(self, client: Client, session: Session, state: ListingState) -> None:
        owner, organisation = make_provider(session)
        listing = make_in_state(session, state, organisation=organisation)
        public = state in READABLE
        expected = 200 if public else 410 if state is ListingState.WITHDRAWN else 404

        assert client.get(page_of(listing)).status_code == expected

        other, _organisation = make_provider(session)
        sign_in(client, session, other)
        assert client.get(page_of(listing)).status_code == expected

        sign_in(client, session, owner)
        assert client.get(page_of(listing)).status_code == 200
        assert client.get(page_of(listing, "zh")).status_code == 200

        draft = state is ListingState.DRAFT  # which nobody has submitted so far
        sign_in(client, session, make_user(session, role=Role.MODERATOR))
        assert client.get(page_of(listing)).status_code == (404 if draft else 200)
        sign_in(client, session, make_user(session, role=Role.ADMIN))
        assert client.get(page_of(listing)).status_code == 200

    def test_a_tombstone_tells_nothing(self, client: Client, session: Session) -> None:
        listing = make_in_state(session, ListingState.WITHDRAWN)

        page = client.get(page_of(listing))

        assert page.status_code == 410
        assert "has been withdrawn" in page.text
        assert "Membrane" not in page.text
        assert listing.organisation.name not in page.text
        assert 'name="robots" content="noindex"' in page.text

    def test_a_draft_that_was_given_up_leaves_no_tombstone(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, organisation=owned[1])
        client.submit(f"{page_of(listing)}/withdraw", action="/withdraw")

        assert stranger(client).get(page_of(listing)).status_code == 404
        assert "Membrane" in client.get(page_of(listing)).text

    @pytest.mark.parametrize("public_id", ["aaaaaaaaaa", "x", "%00", "../../etc", "9" * 200, "é"])
    def test_there_is_no_such_listing(self, client: Client, public_id: str) -> None:
        assert client.get(f"/en/listings/{public_id}").status_code == 404

    def test_an_expired_one_says_so(self, client: Client, session: Session) -> None:
        listing = make_in_state(session, ListingState.EXPIRED)

        page = client.get(page_of(listing))

        assert "has expired" in page.text
        assert "does not take enquiries" in page.text
        assert "/ask" not in page.text

    def test_a_suspended_organisation_s_listing_is_hidden_from_others(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_published(session, organisation=owned[1])
        owned[1].state = OrganisationState.SUSPENDED
        session.flush()

        assert stranger(client).get(page_of(listing)).status_code == 404
        assert client.get(page_of(listing)).status_code == 200
        assert client.get(f"{page_of(listing)}/edit/basics").status_code == 403

    def test_an_unclaimed_one_leads_to_its_source(self, client: Client, session: Session) -> None:
        listing = make_published(session, organisation=make_unclaimed(session))
        listing.source, listing.source_url = "test", "https://example.org/source"

        page = client.get(page_of(listing))

        assert "nobody has claimed it" in page.text
        assert "https://example.org/source" in page.text
        assert "/ask" not in page.text

    def test_everything_that_is_not_known_says_so(self, client: Client, session: Session) -> None:
        listing = make_published(session, content=need())

        page = client.get(page_of(listing)).text

        assert page.count("Unknown") >= 5
        assert "No requirement is stated." in page

    def test_a_reader_of_the_other_language_is_told(self, client: Client, session: Session) -> None:
        listing = make_published(session)

        assert 'lang="en"' in client.get(page_of(listing, "zh")).text

    def test_owners_see_how_it_stands(self, client: Client, session: Session, owned: Owned) -> None:
        listing = make_published(session, organisation=owned[1])
        make_revision(session, listing, technology("Second"))

        page = client.get(page_of(listing)).text

        assert "A revision is open:" in page
        assert "Take it back to change it" in page
        assert "Second" not in page
        assert "A revision is open:" not in stranger(client).get(page_of(listing)).text

    def test_moderators_see_no_buttons_of_owners(self, client: Client, session: Session) -> None:
        listing = make_published(session)
        sign_in(client, session, make_user(session, role=Role.MODERATOR))

        page = client.get(page_of(listing)).text

        assert "Seen as a moderator" in page
        for button in ("Withdraw", "Put on hold", "Copy as new", "Revise"):
            assert button not in page


class TestActs:
    @pytest.mark.parametrize(
        ("before", "button", "after"),
        [
            (ListingState.PUBLISHED, "hold", ListingState.ON_HOLD),
            (ListingState.ON_HOLD, "resume", ListingState.PUBLISHED),
            (ListingState.PUBLISHED, "confirm", ListingState.PUBLISHED),
            (ListingState.EXPIRED, "confirm", ListingState.PUBLISHED),
            (ListingState.ARCHIVED, "confirm", ListingState.PUBLISHED),
            (ListingState.SUBMITTED, "take-back", ListingState.DRAFT),
        ],
    )
    def test_a_button_on_its_page_does_it(
        self,
        client: Client,
        session: Session,
        owned: Owned,
        before: ListingState,
        button: str,
        after: ListingState,
    ) -> None:
        listing = make_in_state(session, before, organisation=owned[1])

        page = client.submit(page_of(listing), action=f"{page_of(listing)}/{button}")

        assert page.status_code == 200
        assert state_of(listing) is after

    @pytest.mark.parametrize("button", ["hold", "take-back", "withdraw"])
    def test_a_second_click_does_no_harm(
        self, client: Client, session: Session, owned: Owned, button: str
    ) -> None:
        state = ListingState.SUBMITTED if button == "take-back" else ListingState.PUBLISHED
        listing = make_in_state(session, state, organisation=owned[1])
        start = f"{page_of(listing)}/withdraw" if button == "withdraw" else page_of(listing)
        shown = client.get(start)
        for _ in range(2):
            page = client.fill_in(shown, action=f"{page_of(listing)}/{button}")
            assert page.status_code == 200

    def test_it_is_closed_to_enquiries_and_opened(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_published(session, organisation=owned[1])

        client.submit(page_of(listing), action="/enquiries")
        assert not listing.open_for_enquiries
        client.submit(page_of(listing), action="/enquiries")
        assert listing.open_for_enquiries

    def test_a_copy_is_one_draft_however_often_the_button_is_pressed(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_published(session, organisation=owned[1])
        shown = client.get(page_of(listing))

        pages = [client.fill_in(shown, action="/copy") for _ in range(2)]

        assert {page.status_code for page in pages} == {200}
        assert pages[0].request.path == pages[1].request.path
        assert session.scalar(select(func.count()).select_from(Listing)) == 2

    def test_a_revision_is_discarded(self, client: Client, session: Session, owned: Owned) -> None:
        listing = make_published(session, organisation=owned[1])
        save_draft(session, listing=listing, actor_id=None, content=technology("Worse"), seen=1)

        asked = client.get(f"{page_of(listing)}/discard")
        assert "What is public stays as it is" in asked.text
        assert draft_of(session, listing).content == technology("Worse")

        client.fill_in(asked, action="/discard")
        assert draft_of(session, listing).content == technology()

    def test_withdrawing_asks_first(self, client: Client, session: Session, owned: Owned) -> None:
        listing = make_published(session, organisation=owned[1])

        asked = client.get(f"{page_of(listing)}/withdraw")
        assert "cannot be brought back" in asked.text
        assert state_of(listing) is ListingState.PUBLISHED

        client.fill_in(asked, action="/withdraw")
        assert state_of(listing) is ListingState.WITHDRAWN

    @pytest.mark.parametrize(
        "act",
        ["take-back", "copy", "withdraw", "hold", "resume", "confirm", "enquiries", "discard"],
    )
    def test_nobody_does_it_to_others(self, client: Client, session: Session, act: str) -> None:
        listing, draft = make_published(session), make_draft(session)
        other, mine = make_provider(session)
        sign_in(client, session, other)
        token = _token(client.get(f"{page_of(make_draft(session, organisation=mine))}/submit").text)

        for target, status in ((listing, 403), (draft, 404)):
            answer = client.post(f"{page_of(target)}/{act}", data={"csrf_token": token})
            assert answer.status_code == status
        assert state_of(listing) is ListingState.PUBLISHED

    @pytest.mark.parametrize("act", ["hold", "copy", "withdraw", "confirm"])
    def test_administrators_do_not_act_for_owners(
        self, client: Client, session: Session, act: str
    ) -> None:
        listing = make_published(session)
        sign_in(client, session, make_user(session, role=Role.ADMIN))
        token = _token(client.get(f"{page_of(listing)}/edit/basics").text)

        answer = client.post(f"{page_of(listing)}/{act}", data={"csrf_token": token})

        assert answer.status_code == 403


class TestSubmitting:
    def test_what_is_missing_leads_to_its_step(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, content=technology(trl=None), organisation=owned[1])

        page = client.submit(f"{page_of(listing)}/submit", {"seen": "1"})

        assert page.status_code == 422
        assert f'href="{page_of(listing)}/edit/readiness#trl"' in page.text
        assert state_of(listing) is ListingState.DRAFT

    def test_a_whole_one_is_handed_in(self, client: Client, session: Session, owned: Owned) -> None:
        listing = make_draft(session, organisation=owned[1])

        page = client.submit(f"{page_of(listing)}/submit", {"seen": "1"})

        assert state_of(listing) is ListingState.SUBMITTED
        assert "A moderator looks at it next" in page.text

    def test_a_second_click_does_no_harm(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, organisation=owned[1])
        shown = client.get(f"{page_of(listing)}/submit")

        for _ in range(2):
            page = client.fill_in(shown, {"seen": "1"})
            assert page.status_code == 200

        assert state_of(listing) is ListingState.SUBMITTED

    def test_what_changed_in_another_window_is_looked_at_again(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, organisation=owned[1])
        shown = client.get(f"{page_of(listing)}/submit")
        save_draft(session, listing=listing, actor_id=None, content=technology("Other"), seen=1)

        page = client.fill_in(shown, {"seen": "1"})
        assert page.status_code == 409
        assert state_of(listing) is ListingState.DRAFT
        assert "Other" in page.text

        client.fill_in(page, {"seen": "2"})
        assert state_of(listing) is ListingState.SUBMITTED

    def test_an_invention_that_is_not_filed_wants_a_tick(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        content = technology(ip_rights=(IpRight(kind="patent", status="not-filed"),))
        listing = make_draft(session, content=content, organisation=owned[1])
        address = f"{page_of(listing)}/submit"

        assert "counts as prior art" in client.get(address).text
        assert client.submit(address, {"disclosure": None}).status_code == 422
        assert state_of(listing) is ListingState.DRAFT

        client.submit(address, {"disclosure": "y"})
        assert state_of(listing) is ListingState.SUBMITTED

    def test_without_changes_there_is_nothing_to_submit(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_published(session, organisation=owned[1])

        page = client.get(f"{page_of(listing)}/submit")

        assert "There are no changes to submit" in page.text

    def test_the_preview_is_what_the_public_will_see(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(
            session, content=need("Less salt", anonymous=True), organisation=owned[1]
        )

        page = client.get(f"{page_of(listing)}/preview")

        assert "Less salt" in page.text
        assert "Not disclosed" in page.text
        sign_in(client, session, make_user(session))
        assert client.get(f"{page_of(listing)}/preview").status_code == 404

    def test_the_link_of_a_mail_asks_its_author_to_sign_in(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_in_state(
            session, ListingState.CHANGES_REQUESTED, organisation=owned[1], author=owned[0]
        )
        session.commit()

        answer = stranger(client).get(f"{page_of(listing)}/submit")

        assert answer.status_code == 302
        assert "/sign-in?next=" in answer.location

    def test_a_step_of_a_draft_survives_the_end_of_the_session(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_draft(session, organisation=owned[1])
        address = f"{page_of(listing)}/edit/basics"
        shown = client.get(address)
        client.delete_cookie("greenmatch")

        page = client.fill_in(shown, {"title": "A filter for the wells of the coast"})

        assert page.status_code == 400
        assert "A filter for the wells of the coast" in page.text


class TestVersions:
    def test_each_is_compared_with_the_one_before(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = make_published(session, organisation=owned[1])
        make_revision(session, listing, technology("Membrane for sea water"))

        page = client.get(f"{page_of(listing)}/versions").text
        assert "Version 2 against version 1" in page
        assert "<ins>sea </ins>" in page

        assert "Version 1" in client.get(f"{page_of(listing)}/versions?number=1").text

    @pytest.mark.parametrize("number", ["99", "0", "-1", "x", "9" * 30])
    def test_nonsense_is_not_found_or_ignored(
        self, client: Client, session: Session, owned: Owned, number: str
    ) -> None:
        listing = make_published(session, organisation=owned[1])

        answer = client.get(f"{page_of(listing)}/versions?number={number}")

        assert answer.status_code in (200, 404)

    def test_they_are_for_the_organisation_and_moderators(
        self, client: Client, session: Session
    ) -> None:
        listing = make_published(session)
        other, _mine = make_provider(session)

        assert client.get(f"{page_of(listing)}/versions").status_code == 302
        sign_in(client, session, other)
        assert client.get(f"{page_of(listing)}/versions").status_code == 403
        sign_in(client, session, make_user(session, role=Role.MODERATOR))
        assert client.get(f"{page_of(listing)}/versions").status_code == 200

    def test_a_superseded_one_says_so(self, client: Client, session: Session, owned: Owned) -> None:
        version = make_submitted(session, organisation=owned[1])
        version.state = VersionState.SUPERSEDED

        assert "Superseded" in client.get(f"{page_of(version.listing)}/versions").text


def _token(html: str) -> str:
    found = html.partition('name="csrf_token" value="')[2]
    return found.partition('"')[0]
