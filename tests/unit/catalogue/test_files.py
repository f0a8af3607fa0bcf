import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Attachment, Claim
from greenmatch.catalogue.queries.files import FileShowing, file_showing, files_in_use
from greenmatch.catalogue.states import ListingState
from greenmatch.core.files import referenced_files
from greenmatch.organisations.models import OrganisationState
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_revision,
    need,
    technology,
)
from tests.factories.organisations import make_organisation

PICTURE, REPORT, LATER = "pictureaaa", "reportaaaa", "lateraaaaa"
WITH_FILES = technology(
    attachments=(Attachment(file=PICTURE, kind="image"),),
    claims=(Claim(metric="Power", document=REPORT),),
)
HIDDEN = FileShowing(public=False, masked=False)


class TestFileShowing:
    def test_attachments_and_documents_of_benefits_are_public(self, session: Session) -> None:
        make_published(session, content=WITH_FILES)

        assert file_showing(session, PICTURE) == FileShowing(public=True, masked=False)
        assert file_showing(session, REPORT) == FileShowing(public=True, masked=False)

    @pytest.mark.parametrize(
        "state",
        [
            ListingState.DRAFT,
            ListingState.SUBMITTED,
            ListingState.CHANGES_REQUESTED,
            ListingState.REJECTED,
            ListingState.ON_HOLD,
            ListingState.WITHDRAWN,
        ],
    )
    def test_files_of_what_is_not_public_are_not(
        self, session: Session, state: ListingState
    ) -> None:
        make_in_state(session, state, content=WITH_FILES)

        assert file_showing(session, PICTURE) == HIDDEN

    def test_files_of_a_revision_wait_for_its_approval(self, session: Session) -> None:
        listing = make_published(session, content=WITH_FILES)
        make_revision(session, listing, technology(attachments=(Attachment(file=LATER),)))

        assert file_showing(session, LATER) == HIDDEN

    def test_files_of_a_suspended_organisation_are_hidden(self, session: Session) -> None:
        listing = make_published(session, content=WITH_FILES)
        listing.organisation.state = OrganisationState.SUSPENDED
        session.flush()

        assert file_showing(session, PICTURE) == HIDDEN

    def test_names_of_files_of_an_anonymous_need_are_masked(self, session: Session) -> None:
        make_published(
            session, content=need(anonymous=True, attachments=(Attachment(file=PICTURE),))
        )

        assert file_showing(session, PICTURE) == FileShowing(public=True, masked=True)


class TestFilesInUse:
    def test_every_version_keeps_its_files(self, session: Session) -> None:
        listing = make_published(session, content=WITH_FILES)
        make_revision(session, listing, technology(attachments=(Attachment(file=LATER),)))
        make_draft(session)

        assert files_in_use(session) == {PICTURE, REPORT, LATER}

    def test_the_job_that_removes_files_asks_listings_and_organisations(
        self, session: Session
    ) -> None:
        make_published(session, content=WITH_FILES)
        make_organisation(session, logo="logoaaaaaa")

        assert {PICTURE, REPORT, "logoaaaaaa"} <= referenced_files(session)
