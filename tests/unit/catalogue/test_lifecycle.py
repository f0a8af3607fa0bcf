from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Attachment
from greenmatch.catalogue.models import Listing, ListingCode, ListingFile, ListingText
from greenmatch.catalogue.services import (
    archive_listing,
    confirm_listing,
    expire_listings,
    hand_over,
    hold_listing,
    resume_listing,
    set_open_for_enquiries,
    withdraw_listing,
)
from greenmatch.catalogue.services.lifecycle import ARCHIVE_AFTER
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.audit import AuditEntry
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.files import MemoryStore, store_document, stored_file
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_revision,
    technology,
)
from tests.factories.files import PDF
from tests.factories.organisations import make_organisation

Act = Callable[..., Listing]


class TestWithdrawing:
    def test_nothing_stays_in_the_public_tables(self, session: Session) -> None:
        noise = make_published(session)
        listing = make_published(
            session, content=technology(attachments=(Attachment(file="aaaaaaaaaa"),))
        )

        withdraw_listing(session, listing=listing, actor_id=None)

        assert listing.state is ListingState.WITHDRAWN
        assert listing.withdrawn_at is not None
        assert set(session.scalars(select(ListingText.listing_id))) == {noise.id}
        assert set(session.scalars(select(ListingCode.listing_id))) == {noise.id}
        assert session.scalars(select(ListingFile)).all() == []

    def test_an_open_revision_ends(self, session: Session) -> None:
        listing = make_published(session)
        revision = make_revision(session, listing, technology("Second"))

        withdraw_listing(session, listing=listing, actor_id=None)

        session.refresh(revision)
        assert revision.state is VersionState.SUPERSEDED

    @pytest.mark.parametrize("state", [s for s in ListingState if s is not ListingState.WITHDRAWN])
    def test_it_is_possible_at_any_time(self, session: Session, state: ListingState) -> None:
        listing = make_in_state(session, state)

        withdraw_listing(session, listing=listing, actor_id=None)

        assert listing.state is ListingState.WITHDRAWN


class TestActs:
    @pytest.mark.parametrize(
        ("before", "act", "after"),
        [
            (ListingState.PUBLISHED, hold_listing, ListingState.ON_HOLD),
            (ListingState.ON_HOLD, resume_listing, ListingState.PUBLISHED),
            (ListingState.PUBLISHED, archive_listing, ListingState.ARCHIVED),
            (ListingState.EXPIRED, confirm_listing, ListingState.PUBLISHED),
            (ListingState.ARCHIVED, confirm_listing, ListingState.PUBLISHED),
            (ListingState.PUBLISHED, confirm_listing, ListingState.PUBLISHED),
            (ListingState.PUBLISHED, withdraw_listing, ListingState.WITHDRAWN),
        ],
    )
    def test_they_lead_on_and_a_second_click_does_no_harm(
        self, session: Session, before: ListingState, act: Act, after: ListingState
    ) -> None:
        listing = make_in_state(session, before)

        for _ in range(2):
            act(session, listing=listing, actor_id=None)

        assert listing.state is after

    @pytest.mark.parametrize("act", [hold_listing, resume_listing, confirm_listing])
    @pytest.mark.parametrize(
        "state", [ListingState.DRAFT, ListingState.REJECTED, ListingState.WITHDRAWN]
    )
    def test_what_is_not_public_cannot_be_held_or_renewed(
        self, session: Session, act: Act, state: ListingState
    ) -> None:
        listing = make_in_state(session, state)

        with pytest.raises(Conflict):
            act(session, listing=listing, actor_id=None)

        assert listing.state is state

    def test_a_second_click_is_not_in_the_audit_log(self, session: Session) -> None:
        listing = make_published(session)

        for _ in range(2):
            hold_listing(session, listing=listing, actor_id=None)

        query = select(AuditEntry).where(AuditEntry.action == "listing.hold")
        assert len(session.scalars(query).all()) == 1


class TestConfirming:
    def test_readers_see_today_and_the_term_begins_again(self, session: Session) -> None:
        listing = make_published(session)
        listing.confirmed_at = listing.valid_until = now() - timedelta(days=3)

        confirm_listing(session, listing=listing, actor_id=None)

        assert now() - listing.confirmed_at < timedelta(minutes=1)
        assert listing.valid_until - now() > timedelta(days=364)


class TestOpenForEnquiries:
    def test_it_is_closed_and_opened(self, session: Session) -> None:
        listing = make_published(session)

        set_open_for_enquiries(session, listing=listing, actor_id=None, is_open=False)
        assert not listing.open_for_enquiries

        set_open_for_enquiries(session, listing=listing, actor_id=None, is_open=True)
        assert listing.open_for_enquiries

    def test_a_withdrawn_one_stays_closed(self, session: Session) -> None:
        listing = make_in_state(session, ListingState.WITHDRAWN)

        with pytest.raises(Conflict):
            set_open_for_enquiries(session, listing=listing, actor_id=None, is_open=True)


class TestHandOver:
    def test_listing_and_files_change_hands(self, session: Session) -> None:
        before, to = make_organisation(session), make_organisation(session)
        file = store_document(
            session,
            MemoryStore(),
            data=PDF,
            filename="a.pdf",
            max_bytes=9999,
            organisation_id=before.id,
        )
        content = technology(attachments=(Attachment(file=file.public_id),))
        listing = make_published(session, content=content, organisation=before)
        make_revision(session, listing, technology("Without the file"))

        hand_over(session, listing=listing, actor_id=None, to=to, reason="Sold")

        assert listing.organisation is to
        session.expire_all()
        assert stored_file(session, file.public_id).organisation_id == to.id
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "listing.hand-over")
        ).one()
        assert entry.details == {"from": before.public_id, "to": to.public_id, "reason": "Sold"}

    def test_a_withdrawn_one_stays_where_it_was(self, session: Session) -> None:
        listing = make_in_state(session, ListingState.WITHDRAWN)

        with pytest.raises(Conflict):
            hand_over(
                session, listing=listing, actor_id=None, to=make_organisation(session), reason="x"
            )


class TestExpiring:
    def test_what_nobody_confirmed_expires_and_is_archived_later(self, session: Session) -> None:
        fresh, over, held, old = (make_published(session) for _ in range(4))
        draft = make_draft(session)
        hold_listing(session, listing=held, actor_id=None)
        over.valid_until = held.valid_until = now() - timedelta(hours=1)
        old.state, old.valid_until = ListingState.EXPIRED, now() - ARCHIVE_AFTER

        assert expire_listings(session) == 3

        assert fresh.state is ListingState.PUBLISHED
        assert over.state is held.state is ListingState.EXPIRED
        assert old.state is ListingState.ARCHIVED
        assert draft.state is ListingState.DRAFT
        assert expire_listings(session) == 0
