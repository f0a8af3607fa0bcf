from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import IpRight, Requirement, SectorTag
from greenmatch.catalogue.models import (
    CodeUse,
    IpRightRow,
    ListingCode,
    ListingText,
    NeedDetails,
    RequirementRow,
    TechnologyDetails,
)
from greenmatch.catalogue.services import (
    approve_version,
    publish_at_once,
    reject_version,
    save_draft,
    withdraw_listing,
)
from greenmatch.catalogue.states import Kind, ListingState, VersionState
from greenmatch.core.changes import count_waiting, declare_consumer
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_revision,
    make_submitted,
    need,
    technology,
)


class TestApproveVersion:
    def test_the_listing_is_public_for_its_term(self, session: Session) -> None:
        version = make_submitted(session)

        listing = approve_version(session, version=version, seen=1)

        assert listing.state is ListingState.PUBLISHED
        assert listing.public_number == 1
        assert listing.valid_until is not None
        assert listing.published_at is not None
        assert listing.valid_until - listing.published_at == timedelta(days=365)

    def test_a_need_is_valid_for_half_a_year(self, session: Session) -> None:
        listing = make_published(session, content=need())

        assert listing.kind is Kind.NEED
        assert listing.valid_until is not None
        assert listing.confirmed_at is not None
        assert listing.valid_until - listing.confirmed_at == timedelta(days=180)

    def test_its_content_can_be_asked_for_in_tables(self, session: Session) -> None:
        make_published(session)  # noise
        listing = make_published(
            session,
            content=technology(
                sectors=(SectorTag("energy/solar-pv"), SectorTag("water/drinking-water", True)),
                ip_rights=(IpRight(kind="patent", number="WO 2012/088469"),),
                developed_in=("KE", "CN", "KE"),
            ),
        )

        def codes(use: CodeUse) -> list[tuple[str, bool]]:
            query = select(ListingCode.code, ListingCode.suggested).where(
                ListingCode.listing_id == listing.id, ListingCode.use == use
            )
            return sorted((code, suggested) for code, suggested in session.execute(query))

        assert codes(CodeUse.SECTOR) == [("energy/solar-pv", False), ("water/drinking-water", True)]
        assert codes(CodeUse.DEVELOPED_IN) == [("CN", False), ("KE", False)]
        details = session.get_one(TechnologyDetails, listing.id)
        assert (details.trl, details.role) == (7, "owner")
        right = session.scalars(select(IpRightRow)).one()
        assert (right.listing_id, right.number_key) == (listing.id, "WO2012088469")
        text = session.get_one(ListingText, (listing.id, "en"))
        assert text.original
        assert text.title == "Membrane for brackish water"

    def test_a_revision_takes_the_place_of_the_version_before(self, session: Session) -> None:
        listing = make_published(
            session, content=need(requirements=(Requirement("Low power"), Requirement("Small")))
        )
        revision = make_revision(
            session, listing, need("Other", anonymous=True, requirements=(Requirement("Cheap"),))
        )

        approve_version(session, version=revision, seen=revision.edits)

        assert listing.public_number == 2
        assert [v.state for v in listing.versions] == [
            VersionState.SUPERSEDED,
            VersionState.APPROVED,
        ]
        assert session.scalars(select(RequirementRow.text)).all() == ["Cheap"]
        assert session.get_one(NeedDetails, listing.id).anonymous

    def test_what_was_changed_since_is_not_approved(self, session: Session) -> None:
        version = make_submitted(session)

        with pytest.raises(Conflict, match="has changed this version"):
            approve_version(session, version=version, seen=version.edits - 1)

    def test_a_decided_version_is_not_decided_again(self, session: Session) -> None:
        version = make_submitted(session)
        reject_version(session, version=version, seen=1, message="No.", notes={})

        with pytest.raises(Conflict, match="no longer in review"):
            approve_version(session, version=version, seen=1)

    def test_a_withdrawn_one_is_not_brought_back(self, session: Session) -> None:
        version = make_submitted(session)
        withdraw_listing(session, listing=version.listing, actor_id=None)

        with pytest.raises(Conflict):
            approve_version(session, version=version, seen=1)

    @pytest.mark.parametrize("state", [ListingState.EXPIRED, ListingState.ARCHIVED])
    def test_a_revision_of_what_had_run_out_renews_it(
        self, session: Session, state: ListingState
    ) -> None:
        listing = make_in_state(session, state)
        revision = make_revision(session, listing, technology("As it is now"))

        approve_version(session, version=revision, seen=revision.edits)

        assert listing.state is ListingState.PUBLISHED
        assert listing.valid_until is not None
        assert listing.valid_until > now()

    def test_what_is_on_hold_stays_on_hold(self, session: Session) -> None:
        listing = make_in_state(session, ListingState.ON_HOLD)
        revision = make_revision(session, listing, technology("As it is now"))

        approve_version(session, version=revision, seen=revision.edits)

        assert listing.state is ListingState.ON_HOLD
        assert listing.public_number == 2

    def test_search_and_matching_are_told(self, session: Session) -> None:
        name = declare_consumer("search")
        version = make_submitted(session)
        before = count_waiting(session)[name]

        approve_version(session, version=version, seen=1)

        assert count_waiting(session)[name] == before + 1


class TestRejectVersion:
    def test_nothing_of_it_is_in_the_public_tables(self, session: Session) -> None:
        version = make_submitted(session)

        listing = reject_version(session, version=version, seen=1, message="No.", notes={})

        assert listing.state is ListingState.REJECTED
        assert version.review_message == "No."
        assert session.scalars(select(ListingText)).all() == []

    def test_a_rejected_revision_leaves_the_listing_public(self, session: Session) -> None:
        listing = make_published(session)
        revision = make_revision(session, listing, technology("Worse"))

        reject_version(session, version=revision, seen=revision.edits, message="No.", notes={})

        assert listing.state is ListingState.PUBLISHED
        assert listing.public_number == 1


class TestPublishAtOnce:
    def test_what_nobody_reviews_is_public(self, session: Session) -> None:
        listing = make_draft(session)

        publish_at_once(session, version=listing.versions[0])

        assert listing.state is ListingState.PUBLISHED

    def test_an_expired_import_is_renewed(self, session: Session) -> None:
        listing = make_in_state(session, ListingState.EXPIRED)
        version = save_draft(
            session, listing=listing, actor_id=None, content=technology("Again"), seen=1
        )

        publish_at_once(session, version=version)

        assert listing.state is ListingState.PUBLISHED
