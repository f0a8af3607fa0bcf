import pytest
from sqlalchemy.orm import Session

from greenmatch.administration.queries.listings import (
    ListingFilter,
    all_listings,
    latest_titles,
    organisations_named,
)
from greenmatch.administration.services.listings import hand_listing_over
from greenmatch.catalogue.services import withdraw_listing
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.organisations.models import OrganisationState
from tests.factories.accounts import make_admin
from tests.factories.mails import mails_to
from tests.factories.moderation import make_published, make_revision, make_submitted, technology
from tests.factories.organisations import make_organisation, make_provider


def found(session: Session, text: str) -> set[str]:
    listings = session.scalars(all_listings(ListingFilter(text=text))).all()
    return set(latest_titles(session, [listing.id for listing in listings]).values())


class TestAllListings:
    def test_titles_in_review_and_of_withdrawn_listings_are_found(self, session: Session) -> None:
        make_submitted(session, content=technology("Quiet pump"))
        gone = make_published(session, content=technology("Gone pump"))
        withdraw_listing(session, listing=gone, actor_id=None)
        make_published(session, content=technology("Something else"))

        assert found(session, "PUMP") == {"Quiet pump", "Gone pump"}

    def test_a_revision_is_found_by_its_old_and_its_new_title(self, session: Session) -> None:
        listing = make_published(session, content=technology("Old name"))
        make_revision(session, listing, technology("New name"))

        assert found(session, "old na") == {"New name"}
        assert found(session, "new na") == {"New name"}

    def test_chinese_titles_are_found(self, session: Session) -> None:
        make_submitted(session, content=technology("低压膜组件", original="zh"))

        assert found(session, "压膜") == {"低压膜组件"}

    @pytest.mark.parametrize("text", ["%", "_", "a%b", "\\"])
    def test_signs_of_patterns_mean_themselves(self, session: Session, text: str) -> None:
        make_submitted(session, content=technology("Plain"))

        assert found(session, text) == set()


class TestOrganisationsNamed:
    def test_a_public_id_means_exactly_one(self, session: Session) -> None:
        wanted = make_organisation(session)
        make_organisation(session, name=f"Friends of {wanted.public_id}")

        assert organisations_named(session, wanted.public_id, 10) == [wanted]

    def test_a_whole_name_means_exactly_those_that_have_it(self, session: Session) -> None:
        wanted = make_organisation(session, name="Wind Works")
        make_organisation(session, name="Wind Works South")

        assert organisations_named(session, "wind works", 10) == [wanted]


class TestHandListingOver:
    def test_owners_on_both_sides_are_told(self, session: Session) -> None:
        admin = make_admin(session)
        owner, before = make_provider(session)
        new_owner, after = make_provider(session)
        listing = make_published(session, author=owner, organisation=before)

        hand_listing_over(session, listing=listing, to=after, reason="Sold.", actor_id=admin.id)

        assert listing.organisation is after
        assert "Sold." in mails_to(session, owner.email)[-1].text
        assert listing.public_id in mails_to(session, new_owner.email)[-1].text

    def test_it_goes_to_another_one_that_is_shown(self, session: Session) -> None:
        admin = make_admin(session)
        hidden = make_organisation(session, state=OrganisationState.SUSPENDED)
        listing = make_published(session)

        with pytest.raises(Conflict):
            hand_listing_over(session, listing=listing, to=hidden, reason="x", actor_id=admin.id)
        with pytest.raises(Invalid):
            hand_listing_over(
                session, listing=listing, to=listing.organisation, reason="x", actor_id=admin.id
            )
