from unittest.mock import ANY

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Attachment, Claim, content_from_json, file_ids
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.services import (
    StaleVersion,
    copy_as_new,
    discard_revision,
    reject_version,
    save_draft,
    start_listing,
    submit_version,
    withdraw_listing,
)
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.audit import AuditEntry
from greenmatch.core.errors import Conflict
from greenmatch.core.files import MemoryStore, StoredFile, store_document, store_image
from tests.factories.accounts import make_admin
from tests.factories.catalogue import (
    make_draft,
    make_published,
    make_revision,
    make_submitted,
    need,
    technology,
)
from tests.factories.files import PDF, picture
from tests.factories.organisations import make_organisation, make_provider


def count_listings(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(Listing))


class TestStartListing:
    def test_it_is_a_draft_of_its_organisation(self, session: Session) -> None:
        owner, organisation = make_provider(session)

        listing = start_listing(
            session, actor_id=owner.id, organisation=organisation, content=need()
        )

        assert listing.state is ListingState.DRAFT
        assert listing.organisation is organisation
        assert listing.public_number is None
        assert draft_of(session, listing).content == need()

    def test_the_same_form_sent_twice_makes_one(self, session: Session) -> None:
        organisation = make_organisation(session)
        make_draft(session)  # noise

        first, second = (
            start_listing(
                session,
                actor_id=None,
                organisation=organisation,
                content=technology(),
                token="t" * 27,
            )
            for _ in range(2)
        )

        assert second is first
        assert count_listings(session) == 2

    def test_two_forms_make_two(self, session: Session) -> None:
        organisation = make_organisation(session)

        for token in ("a" * 27, "b" * 27, None):
            start_listing(
                session,
                actor_id=None,
                organisation=organisation,
                content=technology(),
                token=token,
            )

        assert count_listings(session) == 3


class TestSaveDraft:
    def test_a_draft_is_changed_in_place(self, session: Session) -> None:
        listing = make_draft(session)

        version = save_draft(
            session, listing=listing, actor_id=None, content=technology("Better"), seen=1
        )

        assert (version.number, version.edits) == (1, 2)
        assert draft_of(session, listing).content == technology("Better")

    def test_the_public_version_stays_while_it_is_revised(self, session: Session) -> None:
        listing = make_published(session)

        version = save_draft(
            session, listing=listing, actor_id=None, content=technology("Better"), seen=1
        )

        assert (version.number, version.based_on, listing.public_number) == (2, 1, 1)
        assert version.edits == 2

    def test_a_save_without_a_change_begins_no_revision(self, session: Session) -> None:
        listing = make_published(session)

        save_draft(session, listing=listing, actor_id=None, content=technology(), seen=1)

        assert [version.number for version in listing.versions] == [1]

    def test_an_old_form_is_refused_and_shown_what_is_there(self, session: Session) -> None:
        listing = make_draft(session)
        save_draft(session, listing=listing, actor_id=None, content=technology("Theirs"), seen=1)

        with pytest.raises(StaleVersion) as refused:
            save_draft(session, listing=listing, actor_id=None, content=technology("Mine"), seen=1)

        assert content_from_json(refused.value.current.content_json) == technology("Theirs")
        assert draft_of(session, listing).content == technology("Theirs")

    def test_a_form_of_the_version_before_the_public_one_is_old(self, session: Session) -> None:
        listing = make_published(session)
        revision = make_revision(session, listing, technology("Second"))
        revision.state = VersionState.APPROVED
        listing.public_number = 2

        with pytest.raises(StaleVersion) as refused:
            save_draft(session, listing=listing, actor_id=None, content=technology("Mine"), seen=1)

        assert refused.value.current is revision

    def test_what_was_approved_meanwhile_may_be_edited_on(self, session: Session) -> None:
        listing = make_published(session)  # the form was opened on its draft: one edit

        version = save_draft(
            session, listing=listing, actor_id=None, content=technology("More"), seen=1
        )

        assert version.number == 2

    def test_a_stale_form_sent_again_is_taken(self, session: Session) -> None:
        listing = make_published(session)
        with pytest.raises(StaleVersion) as refused:
            save_draft(session, listing=listing, actor_id=None, content=need(), seen=7)

        seen = refused.value.current.edits
        version = save_draft(
            session, listing=listing, actor_id=None, content=technology("Mine"), seen=seen
        )

        assert content_from_json(version.content_json) == technology("Mine")

    def test_the_same_form_sent_twice_saves_once(self, session: Session) -> None:
        listing = make_draft(session)

        for _ in range(2):
            version = save_draft(
                session,
                listing=listing,
                actor_id=None,
                content=technology("Better"),
                seen=1,
                token="t" * 27,
            )

        assert version.edits == 2

    def test_nothing_changes_while_a_moderator_reads(self, session: Session) -> None:
        version = make_submitted(session)

        with pytest.raises(Conflict, match="in review"):
            save_draft(
                session, listing=version.listing, actor_id=None, content=need(), seen=version.edits
            )

    def test_a_rejected_version_is_a_draft_again(self, session: Session) -> None:
        version = make_submitted(session)
        listing = reject_version(session, version=version, seen=1, message="No.", notes={})

        saved = save_draft(
            session, listing=listing, actor_id=None, content=technology("Better"), seen=1
        )

        assert saved is version
        assert saved.state is VersionState.DRAFT

    @pytest.mark.parametrize("rejected", [True, False])
    def test_a_withdrawn_listing_is_not_edited(self, session: Session, rejected: bool) -> None:
        version = make_submitted(session)
        if rejected:
            reject_version(session, version=version, seen=1, message="No.", notes={})
        listing = withdraw_listing(session, listing=version.listing, actor_id=None)

        with pytest.raises(Conflict, match="withdrawn"):
            save_draft(session, listing=listing, actor_id=None, content=technology("X"), seen=1)
        with pytest.raises(Conflict, match="withdrawn"):
            submit_version(session, listing=listing, actor_id=None)

    def test_a_reason_is_kept(self, session: Session) -> None:
        listing, admin = make_draft(session), make_admin(session)

        save_draft(
            session,
            listing=listing,
            actor_id=admin.id,
            content=technology("X"),
            seen=1,
            reason="Asked by mail",
        )

        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "listing.edit")).one()
        assert (entry.subject_id, entry.actor_id) == (listing.public_id, admin.id)
        assert entry.details == {"reason": "Asked by mail"}


class TestCopyAsNew:
    def test_it_is_a_draft_with_the_same_content(self, session: Session) -> None:
        listing = make_published(session)

        copy = copy_as_new(session, listing=listing, actor_id=None, store=MemoryStore())

        assert copy.public_id != listing.public_id
        assert copy.state is ListingState.DRAFT
        assert copy.organisation is listing.organisation
        assert draft_of(session, copy).content == technology()

    def test_its_files_are_copies(self, session: Session) -> None:
        store = MemoryStore()
        owner, organisation = make_provider(session)
        document = store_document(
            session, store, data=PDF, filename="test report.pdf", max_bytes=9999
        ).public_id
        image = store_image(
            session, store, data=picture(), filename="x.png", max_bytes=9999, max_pixels=99999
        ).public_id
        content = technology(
            attachments=(
                Attachment(file=document, title="Report"),
                Attachment(file=image, kind="image", alt="A membrane"),
                Attachment(file="aaaaaaaaaa", title="Lost"),
            ),
            claims=(Claim(metric="Power", document=document),),
        )
        listing = make_draft(session, content=content, organisation=organisation)

        copy = copy_as_new(session, listing=listing, actor_id=owner.id, store=store)

        copied = draft_of(session, copy).content
        assert copied.attachments == (
            Attachment(file=ANY, title="Report"),
            Attachment(file=ANY, kind="image", alt="A membrane"),
        )
        assert not file_ids(copied) & file_ids(content)
        assert len(file_ids(copied)) == 2
        report = session.scalars(
            select(StoredFile).where(StoredFile.public_id == copied.attachments[0].file)
        ).one()
        assert (report.name, report.organisation_id) == ("test report.pdf", organisation.id)
        assert store.get(report.public_id) == PDF
        assert store.exists(f"{copied.attachments[1].file}-thumb")

    def test_the_same_button_pressed_twice_makes_one(self, session: Session) -> None:
        listing = make_published(session)

        first, second = (
            copy_as_new(
                session, listing=listing, actor_id=None, store=MemoryStore(), token="t" * 27
            )
            for _ in range(2)
        )

        assert second is first
        assert count_listings(session) == 2


class TestDiscardRevision:
    def test_the_public_version_stays(self, session: Session) -> None:
        listing = make_published(session)
        make_revision(session, listing, technology("Second thoughts"))

        discard_revision(session, listing=listing, actor_id=None)

        assert draft_of(session, listing).content == technology()
        assert listing.state is ListingState.PUBLISHED

    def test_a_second_click_and_nothing_to_discard_do_no_harm(self, session: Session) -> None:
        listing = make_published(session)

        assert discard_revision(session, listing=listing, actor_id=None) is None
        assert draft_of(session, listing).content == technology()

    def test_a_listing_that_was_never_public_is_withdrawn_instead(self, session: Session) -> None:
        with pytest.raises(Conflict):
            discard_revision(session, listing=make_draft(session), actor_id=None)

    def test_a_form_of_the_discarded_revision_is_old(self, session: Session) -> None:
        listing = make_published(session)
        seen = make_revision(session, listing, technology("One")).edits
        discard_revision(session, listing=listing, actor_id=None)
        save_draft(session, listing=listing, actor_id=None, content=technology("Two"), seen=1)

        with pytest.raises(StaleVersion):
            save_draft(
                session, listing=listing, actor_id=None, content=technology("Three"), seen=seen
            )


class TestDraftOf:
    def test_a_draft_that_was_given_up_can_still_be_read_by_its_owner(
        self, session: Session
    ) -> None:
        listing = withdraw_listing(session, listing=make_draft(session), actor_id=None)

        assert draft_of(session, listing).content == technology()

    def test_what_a_form_remembers_never_comes_again(self, session: Session) -> None:
        listing = make_published(session)
        seen = [draft_of(session, listing).seen]
        for number in range(3):
            content = msgspec.structs.replace(technology(), trl=number + 1)
            save_draft(session, listing=listing, actor_id=None, content=content, seen=seen[-1])
            seen.append(draft_of(session, listing).seen)

        assert len(set(seen)) == len(seen)
