"""What moderators see and do."""

import re

import pytest
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Claim, SectorTag
from greenmatch.catalogue.models import ListingVersion
from greenmatch.catalogue.services import take_back
from greenmatch.catalogue.states import VersionState
from greenmatch.core.permissions import Role
from greenmatch.moderation.models import Outcome
from greenmatch.moderation.services import decide_version
from tests.factories.accounts import make_user, sign_in
from tests.factories.moderation import (
    make_published,
    make_revision,
    make_submitted,
    need,
    technology,
)
from tests.factories.organisations import add_membership, make_provider
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client

QUEUE = "/en/moderation"


def address(version: ListingVersion) -> str:
    return f"{QUEUE}/{version.listing.public_id}/{version.number}"


@pytest.fixture
def moderator(client: Client, session: Session) -> User:
    user = make_user(session, name="Mo Moderator", role=Role.MODERATOR)
    sign_in(client, session, user)
    return user


class TestQueue:
    def test_it_is_for_moderators_only(self, client: Client, session: Session) -> None:
        assert client.get(QUEUE).status_code == 302

        sign_in(client, session, make_user(session))

        assert client.get(QUEUE).status_code == 403

    @pytest.mark.usefixtures("moderator")
    def test_the_oldest_comes_first(self, client: Client, session: Session) -> None:
        make_submitted(session, content=technology("Older stove"))
        make_published(session, content=technology("Public already"))
        make_submitted(session, content=technology("Newer stove"))

        page = client.get(QUEUE).text

        assert page.index("Older stove") < page.index("Newer stove")
        assert "Public already" not in page

    @pytest.mark.usefixtures("moderator")
    @pytest.mark.parametrize(
        ("narrowed", "shown"),
        [
            ("kind=need", {"A need"}),
            ("kind=technology", {"沼气炉", "A revision"}),
            ("stage=revision", {"A revision"}),
            ("stage=first", {"沼气炉", "A need"}),
            ("language=zh", {"沼气炉"}),
            ("sector=water/drinking-water", {"A need", "A revision"}),
            ("sector=energy", {"沼气炉"}),
            ("sector=wat", {"沼气炉", "A need", "A revision"}),
        ],
    )
    def test_it_can_be_narrowed(
        self, client: Client, session: Session, narrowed: str, shown: set[str]
    ) -> None:
        stove = technology("沼气炉", original="zh", sectors=(SectorTag("energy/wind"),))
        make_submitted(session, content=stove)
        make_submitted(session, content=need("A need"))
        make_revision(session, make_published(session), technology("A revision"))

        page = client.get(f"{QUEUE}?{narrowed}").text

        assert {title for title in ("沼气炉", "A need", "A revision") if title in page} == shown

    @pytest.mark.usefixtures("moderator")
    def test_who_asks_for_an_anonymous_need_is_named_here(
        self, client: Client, session: Session
    ) -> None:
        owner, organisation = make_provider(session, name="Shy Works")
        make_submitted(
            session, content=need(anonymous=True), author=owner, organisation=organisation
        )

        page = client.get(QUEUE).text

        assert "Shy Works" in page
        assert "Organisation not named in public" in page

    @pytest.mark.usefixtures("moderator")
    def test_every_page_says_how_much_waits(self, client: Client, session: Session) -> None:
        for _number in range(3):
            make_submitted(session)

        assert '<span class="count">3</span>' in client.get("/en/about").text

    @pytest.mark.usefixtures("moderator")
    def test_a_full_page_stays_within_its_budget(
        self, client: Client, session: Session, query_counter: QueryCounter
    ) -> None:
        for number in range(30):
            make_submitted(session, content=technology(f"Stove {number}"))
        session.commit()

        with query_counter(max=10):
            client.get(QUEUE)


class TestReview:
    @pytest.mark.usefixtures("moderator")
    def test_a_revision_stands_beside_what_is_public(
        self, client: Client, session: Session
    ) -> None:
        listing = make_published(session, content=technology("Membrane for wells"))
        version = make_revision(session, listing, technology("Membrane for coastal wells"))

        page = client.get(address(version)).text

        assert "<ins>coastal </ins>" in page
        assert "What stays as it is" in page

    @pytest.mark.usefixtures("moderator")
    def test_it_points_at_what_needs_a_second_look(self, client: Client, session: Session) -> None:
        make_published(session, content=technology("Solar stove for two pots"))
        copy = technology(
            "Solar stove for two pots!",
            claims=(Claim(metric="Wood", value="50", unit="%"),),
            link="https://stoves.example/offer",
        )
        version = make_submitted(session, content=copy)

        page = client.get(address(version)).text

        assert "Nearly the same title" in page
        links = page.partition('id="links-title"')[2].partition("</section>")[0]
        assert re.findall('<li><a href="(.*?)"', links) == ["https://stoves.example/offer"]
        assert links.count("<li>") == 1
        assert "1 benefit is stated without a baseline." in page
        assert "https://stoves.example/offer" in page

    def test_approving_publishes_and_leads_to_the_next(
        self, client: Client, session: Session, moderator: User
    ) -> None:
        first = make_submitted(session, content=technology("First"))
        _owner, own = make_provider(session)
        add_membership(session, own, moderator)
        make_submitted(session, organisation=own, content=technology("Own"))
        third = make_submitted(session, content=technology("Third"))

        response = client.submit(address(first), button=("decision", "approved"), follow=False)

        assert response.location.endswith(address(third))
        assert first.state is VersionState.APPROVED

    @pytest.mark.usefixtures("moderator")
    def test_after_the_last_one_comes_the_empty_queue(
        self, client: Client, session: Session
    ) -> None:
        version = make_submitted(session)

        page = client.submit(
            address(version),
            {"reasons": ["not-green"], "note_title": "Which one?"},
            button=("decision", "changes-requested"),
        )

        assert "Nothing is waiting" in page.text
        assert version.review_notes == {"title": "Which one?"}
        assert version.state is VersionState.CHANGES_REQUESTED

    @pytest.mark.usefixtures("moderator")
    def test_a_rejection_without_a_reason_comes_back(
        self, client: Client, session: Session
    ) -> None:
        version = make_submitted(session)

        page = client.submit(
            address(version), {"note_title": "Odd."}, button=("decision", "rejected")
        )

        assert page.status_code == 422
        assert "Say why" in page.text
        assert "Odd." in page.text

    @pytest.mark.usefixtures("moderator")
    @pytest.mark.parametrize("decision", ["", "burn", "APPROVED"])
    def test_a_decision_that_is_none_changes_nothing(
        self, client: Client, session: Session, decision: str
    ) -> None:
        version = make_submitted(session)

        page = client.submit(address(version), button=("decision", decision))

        assert page.status_code == 422
        assert version.state is VersionState.SUBMITTED

    @pytest.mark.usefixtures("moderator")
    def test_who_comes_second_is_told_so_and_loses_nothing(
        self, client: Client, session: Session
    ) -> None:
        version = make_submitted(session)
        other = make_user(session, name="Other Moderator", role=Role.MODERATOR)
        client.get(address(version))
        typed = {"message": "A long message that took an hour.", "seen": str(version.edits)}
        token = _token(client, version)
        decide_version(
            session,
            version=version,
            seen=version.edits,
            outcome=Outcome.APPROVED,
            moderator_id=other.id,
        )

        page = client.post(
            address(version), data={**typed, "decision": "rejected", "csrf_token": token}
        )

        assert page.status_code == 409
        assert "somebody has decided" in page.text
        assert "A long message that took an hour." in page.text
        assert "Other Moderator" in page.text
        assert version.state is VersionState.APPROVED

    @pytest.mark.usefixtures("moderator")
    def test_a_version_that_was_taken_back_cannot_be_decided(
        self, client: Client, session: Session
    ) -> None:
        version = make_submitted(session)
        take_back(session, listing=version.listing, actor_id=version.author_id)

        page = client.get(address(version)).text

        assert "This version is not in review" in page
        assert 'value="approved"' not in page

    def test_nobody_decides_on_their_own_organisation_s(
        self, client: Client, session: Session, moderator: User
    ) -> None:
        _owner, organisation = make_provider(session)
        add_membership(session, organisation, moderator)
        version = make_submitted(session, organisation=organisation)

        page = client.get(address(version))
        answer = client.post(
            address(version),
            data={"decision": "approved", "seen": "1", "csrf_token": _token(client, version)},
        )

        assert "somebody else has to decide" in page.text
        assert answer.status_code == 403
        assert version.state is VersionState.SUBMITTED

    @pytest.mark.usefixtures("moderator")
    def test_earlier_decisions_are_shown(self, client: Client, session: Session) -> None:
        version = make_submitted(session)
        client.submit(
            address(version),
            {"reasons": ["wrong-sector"], "message": "Look again."},
            button=("decision", "rejected"),
        )

        page = client.get(f"{QUEUE}/{version.listing.public_id}").text

        assert "Look again." in page
        assert "Wrong sector" in page
        assert "Mo Moderator" in page

    @pytest.mark.usefixtures("moderator")
    def test_the_listing_s_page_leads_to_it(self, client: Client, session: Session) -> None:
        version = make_submitted(session)

        page = client.get(f"/en/listings/{version.listing.public_id}").text

        assert f'href="{address(version)}"' in page

    @pytest.mark.usefixtures("moderator")
    @pytest.mark.parametrize("path", ["/abcdefghij/1", "/abcdefghij", "/x/99999999999"])
    def test_what_is_not_there_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(QUEUE + path).status_code == 404

    @pytest.mark.usefixtures("moderator")
    def test_it_stays_within_its_budget(
        self, client: Client, session: Session, query_counter: QueryCounter
    ) -> None:
        listing = make_published(session)
        version = make_revision(session, listing, technology("Another"))
        session.commit()

        with query_counter(max=15):
            assert client.get(address(version)).status_code == 200


def _token(client: Client, version: ListingVersion) -> str:
    page = client.get(address(version)).text
    return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
