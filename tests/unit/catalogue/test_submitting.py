import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Technology, TextBlock
from greenmatch.catalogue.services import (
    StaleVersion,
    reject_version,
    request_changes,
    save_draft,
    submit_version,
    take_back,
)
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.errors import Conflict, Invalid
from tests.factories.catalogue import (
    make_draft,
    make_published,
    make_revision,
    make_submitted,
    technology,
)


class TestSubmitVersion:
    def test_it_waits_for_a_moderator(self, session: Session) -> None:
        listing = make_draft(session)

        version = submit_version(session, listing=listing, actor_id=None)

        assert version.state is VersionState.SUBMITTED
        assert version.submitted_at is not None
        assert listing.state is ListingState.SUBMITTED

    def test_what_is_missing_is_named_by_field(self, session: Session) -> None:
        bare = Technology(texts={"en": TextBlock(title="A pump")})
        listing = make_draft(session, content=bare)

        with pytest.raises(Invalid) as refused:
            submit_version(session, listing=listing, actor_id=None)

        assert {"summary", "problem", "how_it_works", "novelty"} < set(refused.value.fields)
        assert {"sectors", "trl", "role", "ip", "cooperation"} < set(refused.value.fields)
        assert "title" not in refused.value.fields
        assert listing.state is ListingState.DRAFT

    def test_a_second_click_changes_nothing(self, session: Session) -> None:
        version = make_submitted(session)
        before = version.submitted_at

        assert submit_version(session, listing=version.listing, actor_id=None) is version
        assert version.submitted_at == before

    def test_what_was_changed_since_it_was_looked_at_is_looked_at_again(
        self, session: Session
    ) -> None:
        listing = make_draft(session)
        save_draft(session, listing=listing, actor_id=None, content=technology("New"), seen=1)

        with pytest.raises(StaleVersion):
            submit_version(session, listing=listing, actor_id=None, seen=1)

        assert submit_version(session, listing=listing, actor_id=None, seen=2).edits == 2

    def test_a_public_listing_without_a_revision_has_nothing_to_submit(
        self, session: Session
    ) -> None:
        with pytest.raises(Conflict, match="no draft"):
            submit_version(session, listing=make_published(session), actor_id=None)

    @pytest.mark.parametrize("decide", [request_changes, reject_version])
    def test_it_comes_again_after_a_decision(self, session: Session, decide: object) -> None:
        version = make_submitted(session)
        decide(session, version=version, seen=1, message="Why?", notes={})  # type: ignore[operator]

        again = submit_version(session, listing=version.listing, actor_id=None)

        assert again is version
        assert version.listing.state is ListingState.SUBMITTED

    def test_a_revision_leaves_the_listing_public(self, session: Session) -> None:
        listing = make_published(session)

        version = make_revision(session, listing, technology("Second"))

        assert version.state is VersionState.SUBMITTED
        assert listing.state is ListingState.PUBLISHED


class TestTakeBack:
    def test_it_is_a_draft_again(self, session: Session) -> None:
        version = make_submitted(session)

        take_back(session, listing=version.listing, actor_id=None)

        assert version.state is VersionState.DRAFT
        assert version.listing.state is ListingState.DRAFT

    def test_a_second_click_changes_nothing(self, session: Session) -> None:
        version = make_submitted(session)

        for _ in range(2):
            take_back(session, listing=version.listing, actor_id=None)

        assert version.listing.state is ListingState.DRAFT

    def test_a_revision_is_taken_back_alone(self, session: Session) -> None:
        listing = make_published(session)
        make_revision(session, listing, technology("Second"))

        version = take_back(session, listing=listing, actor_id=None)

        assert version.number == 2
        assert listing.state is ListingState.PUBLISHED

    def test_what_is_public_cannot_be_taken_back(self, session: Session) -> None:
        with pytest.raises(Conflict, match="in review"):
            take_back(session, listing=make_published(session), actor_id=None)
