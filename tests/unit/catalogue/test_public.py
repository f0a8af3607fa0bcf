from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Attachment, TextBlock
from greenmatch.catalogue.presentation import card, sheet
from greenmatch.catalogue.queries import live_listing_ids, public_listings
from greenmatch.catalogue.queries.counting import count_named_listings
from greenmatch.catalogue.queries.public import PublicListing, web_address
from greenmatch.catalogue.queries.titles import public_titles, version_titles
from greenmatch.catalogue.services import set_open_for_enquiries
from greenmatch.catalogue.states import Kind, ListingState
from greenmatch.core.clock import now
from greenmatch.organisations.models import OrganisationState
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_revision,
    make_submitted,
    need,
    technology,
)
from tests.factories.organisations import make_organisation, make_unclaimed

SECRET = "Hidden Harbour Works"


def anonymous_need(session: Session) -> PublicListing:
    organisation = make_organisation(
        session, name=SECRET, name_zh="隐港公司", type="municipality", country="FJ", logo="l" * 10
    )
    content = need(
        anonymous=True,
        link="https://hidden-harbour.example/need",
        attachments=(Attachment(file="aaaaaaaaaa", title=f"{SECRET} plan.pdf", alt="A pump"),),
    )
    listing = make_published(session, content=content, organisation=organisation)
    listing.source, listing.source_url = SECRET, "https://hidden-harbour.example"
    session.flush()
    return public_listings(session, [listing.id])[listing.id]


class TestAnonymousNeed:
    def test_only_type_and_country_of_its_organisation_are_known(self, session: Session) -> None:
        shown = anonymous_need(session)

        house = shown.organisation
        assert house.anonymous
        assert (house.type, house.country) == ("municipality", "FJ")
        assert (house.name, house.name_zh, house.public_id, house.logo) == ("", "", None, None)
        assert (shown.source, shown.source_url, shown.source_licence) == (None, None, None)
        assert shown.content.link == ""
        assert shown.content.attachments == (Attachment(file="aaaaaaaaaa", alt="A pump"),)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_no_page_is_given_its_name(self, session: Session, language: str) -> None:
        shown = anonymous_need(session)

        given = repr((card(shown, language), sheet(shown, language)))

        assert "Harbour" not in given
        assert "隐港" not in given
        assert "hidden-harbour" not in given

    def test_it_is_not_counted_for_its_organisation(self, session: Session) -> None:
        hidden = anonymous_need(session)
        named = make_published(session, content=need())
        make_draft(session, organisation=named.organisation)
        make_in_state(session, ListingState.ON_HOLD, organisation=named.organisation)

        counts = count_named_listings(session, [hidden.owner_id, named.organisation_id])

        assert counts == {named.organisation_id: 1}


class TestLive:
    def test_only_published_listings_are_found(self, session: Session) -> None:
        listings = {state: make_in_state(session, state) for state in ListingState}

        ids = session.scalars(live_listing_ids()).all()

        assert ids == [listings[ListingState.PUBLISHED].id]
        assert list(public_listings(session, [each.id for each in listings.values()])) == ids

    @pytest.mark.parametrize("state", [OrganisationState.SUSPENDED, OrganisationState.CLOSED])
    def test_nothing_of_a_hidden_organisation_is_found(
        self, session: Session, state: OrganisationState
    ) -> None:
        listing = make_published(session)
        listing.organisation.state = state
        session.flush()

        assert session.scalars(live_listing_ids()).all() == []
        assert public_listings(session, [listing.id]) == {}

    def test_the_kinds_are_told_apart(self, session: Session) -> None:
        offered, sought = make_published(session), make_published(session, content=need())

        assert session.scalars(live_listing_ids(Kind.TECHNOLOGY)).all() == [offered.id]
        assert session.scalars(live_listing_ids(Kind.NEED)).all() == [sought.id]

    def test_they_come_in_the_order_asked_and_as_approved(self, session: Session) -> None:
        first, second = make_published(session), make_published(session)
        make_revision(session, first, technology("Not approved yet"))

        found = public_listings(session, [second.id, 999, first.id])

        assert list(found) == [second.id, first.id]
        assert found[first.id].text("en").title == "Membrane for brackish water"


class TestTakesEnquiries:
    def shown(self, session: Session, **values: object) -> PublicListing:
        content = values.pop("content", need())
        organisation = values.pop("organisation", None)
        listing = make_published(session, content=content, organisation=organisation)
        set_open_for_enquiries(
            session, listing=listing, actor_id=None, is_open=bool(values.get("open", True))
        )
        return public_listings(session, [listing.id])[listing.id]

    def test_an_open_one_does(self, session: Session) -> None:
        assert self.shown(session).takes_enquiries

    def test_a_closed_one_does_not(self, session: Session) -> None:
        assert not self.shown(session, open=False).takes_enquiries

    def test_an_unclaimed_one_does_not(self, session: Session) -> None:
        assert not self.shown(session, organisation=make_unclaimed(session)).takes_enquiries

    @pytest.mark.parametrize(("days", "takes"), [(-1, False), (0, True), (5, True)])
    def test_its_deadline_counts(self, session: Session, days: int, takes: bool) -> None:
        deadline = now().date() + timedelta(days=days)
        shown = self.shown(session, content=need(enquiry_deadline=deadline))

        assert shown.takes_enquiries is takes
        assert shown.over is not takes


class TestTitles:
    def test_a_reader_gets_their_language_or_the_original(self, session: Session) -> None:
        both = technology()
        both.texts["zh"] = TextBlock(title="苦咸水膜")
        listing = make_published(session, content=both)
        chinese = make_published(session, content=technology("纳滤膜", original="zh"))
        make_revision(session, listing, technology("Not approved yet"))
        make_published(session)  # noise

        ids = [listing.id, chinese.id]
        assert public_titles(session, ids, "zh") == {listing.id: "苦咸水膜", chinese.id: "纳滤膜"}
        assert public_titles(session, ids, "en") == {
            listing.id: "Membrane for brackish water",
            chinese.id: "纳滤膜",
        }

    def test_a_draft_has_no_public_title(self, session: Session) -> None:
        version = make_submitted(session)

        assert public_titles(session, [version.listing_id], "en") == {}
        assert version_titles(session, [version.id], "en") == {
            version.listing_id: "Membrane for brackish water"
        }


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_become_links(text: str | None, link: str) -> None:
    assert web_address(text) == link
