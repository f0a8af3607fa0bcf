from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import ListingVersion
from greenmatch.catalogue.services import hand_over, save_draft, take_back
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.audit import AuditEntry
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.permissions import Role
from greenmatch.core.privacy import export_person
from greenmatch.moderation.models import Decision, Outcome
from greenmatch.moderation.privacy import erase_decisions
from greenmatch.moderation.services import decide_version
from tests.factories.accounts import make_user
from tests.factories.mails import mails_to
from tests.factories.moderation import make_published, make_revision, make_submitted, technology
from tests.factories.organisations import add_membership, make_organisation, make_provider

Decide = Callable[..., Decision]


@pytest.fixture
def moderator(session: Session) -> User:
    return make_user(session, name="Mo Moderator", role=Role.MODERATOR)


@pytest.fixture
def decide(session: Session, moderator: User) -> Decide:
    def act(version: ListingVersion, outcome: Outcome, **values: object) -> Decision:
        seen = values.pop("seen", version.edits)
        return decide_version(
            session,
            version=version,
            seen=seen,  # type: ignore[arg-type]
            outcome=outcome,
            moderator_id=moderator.id,
            **values,  # type: ignore[arg-type]
        )

    return act


class TestApprove:
    def test_the_listing_is_public_and_the_author_learns_it(
        self, session: Session, decide: Decide
    ) -> None:
        author, organisation = make_provider(session)
        make_submitted(session)  # noise
        version = make_submitted(session, author=author, organisation=organisation)

        decide(version, Outcome.APPROVED)

        assert version.listing.state is ListingState.PUBLISHED
        mail = mails_to(session, author.email)[-1]
        assert f"/listings/{version.listing.public_id}" in mail.text
        assert "Membrane for brackish water" in mail.subject

    def test_who_decided_what_and_when_is_on_record(
        self, session: Session, decide: Decide, moderator: User
    ) -> None:
        version = make_submitted(session)

        decide(version, Outcome.APPROVED)

        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "listing.approved")
        ).one()
        assert (entry.actor_id, entry.subject_id) == (moderator.id, version.listing.public_id)


class TestRequestChanges:
    def test_the_author_gets_the_reason_in_their_language(
        self, session: Session, decide: Decide
    ) -> None:
        author = make_user(session, language="zh")
        organisation = make_organisation(session, owner=author)
        version = make_submitted(session, author=author, organisation=organisation)

        decide(
            version,
            Outcome.CHANGES_REQUESTED,
            reasons=["no-baseline"],
            message="与什么相比？",
            notes={"title": "太长", "summary": ""},
        )

        mail = mails_to(session, author.email)[-1]
        assert mail.language == "zh"
        assert "与什么相比？" in mail.text
        assert "太长" in mail.text
        assert f"/zh/listings/{version.listing.public_id}/submit" in mail.text

    def test_reasons_and_notes_stand_where_the_author_edits(
        self, session: Session, decide: Decide
    ) -> None:
        version = make_submitted(session)

        decide(
            version,
            Outcome.CHANGES_REQUESTED,
            reasons=["wrong-sector", "no-such-reason"],
            message="Water, not energy.",
            notes={"sectors": "See above.", "title": ""},
        )

        assert version.state is VersionState.CHANGES_REQUESTED
        assert version.review_message.endswith("\n\nWater, not energy.")
        assert "sectors do not fit" in version.review_message
        assert version.review_notes == {"sectors": "See above."}

    def test_a_note_on_a_field_is_reason_enough(self, session: Session, decide: Decide) -> None:
        version = make_submitted(session)

        decide(version, Outcome.CHANGES_REQUESTED, notes={"title": "Misspelt."})

        assert version.state is VersionState.CHANGES_REQUESTED

    @pytest.mark.parametrize("outcome", [Outcome.CHANGES_REQUESTED, Outcome.REJECTED])
    def test_nobody_is_sent_away_without_a_reason(
        self, session: Session, decide: Decide, outcome: Outcome
    ) -> None:
        version = make_submitted(session)

        with pytest.raises(Invalid) as refused:
            decide(version, outcome)

        assert "message" in refused.value.fields
        assert version.state is VersionState.SUBMITTED

    def test_a_public_listing_stays_as_it_was(self, session: Session, decide: Decide) -> None:
        listing = make_published(session)
        revision = make_revision(session, listing, technology("Another title"))

        decide(revision, Outcome.REJECTED, reasons=["advertisement"])

        assert listing.state is ListingState.PUBLISHED
        assert listing.public_number == 1


class TestOnce:
    def test_a_second_decision_is_refused(self, session: Session, decide: Decide) -> None:
        version = make_submitted(session)
        decide(version, Outcome.APPROVED)

        with pytest.raises(Conflict):
            decide(version, Outcome.REJECTED, reasons=["duplicate"])

        assert version.state is VersionState.APPROVED
        assert len(session.scalars(select(Decision)).all()) == 1

    def test_a_second_click_changes_nothing(self, session: Session, decide: Decide) -> None:
        author, organisation = make_provider(session)
        version = make_submitted(session, author=author, organisation=organisation)

        first = decide(version, Outcome.REJECTED, reasons=["duplicate"], message="See the other.")
        again = decide(version, Outcome.REJECTED, reasons=["duplicate"], message="See the other.")

        assert again is first
        assert len(mails_to(session, author.email)) == 1

    def test_what_the_moderator_has_not_seen_is_not_decided(
        self, session: Session, decide: Decide
    ) -> None:
        version = make_submitted(session)
        listing, author = version.listing, version.author_id
        seen = version.edits
        take_back(session, listing=listing, actor_id=author)
        changed = technology("Changed meanwhile")
        save_draft(session, listing=listing, actor_id=author, content=changed, seen=seen)
        version.state = VersionState.SUBMITTED

        with pytest.raises(Conflict):
            decide(version, Outcome.APPROVED, seen=seen)


class TestWhoIsTold:
    def test_the_owners_where_the_author_has_left(self, session: Session, decide: Decide) -> None:
        owner, organisation = make_provider(session)
        member = make_user(session)
        add_membership(session, organisation, member)
        former = make_user(session)
        version = make_submitted(session, author=former, organisation=organisation)

        decide(version, Outcome.APPROVED)

        assert len(mails_to(session, owner.email)) == 1
        assert not mails_to(session, former.email)
        assert not mails_to(session, member.email)

    def test_the_new_owners_of_a_listing_that_was_handed_over(
        self, session: Session, decide: Decide
    ) -> None:
        author, organisation = make_provider(session)
        owner, other = make_provider(session)
        version = make_submitted(session, author=author, organisation=organisation)
        hand_over(session, listing=version.listing, actor_id=None, to=other, reason="Sold.")

        decide(version, Outcome.APPROVED)

        assert len(mails_to(session, owner.email)) == 1
        assert not mails_to(session, author.email)


class TestPrivacy:
    def test_a_moderator_takes_their_decisions_along(
        self, session: Session, decide: Decide, moderator: User
    ) -> None:
        version = make_submitted(session)
        decide(version, Outcome.REJECTED, message="Not here.")

        exported = export_person(session, moderator.id)["moderation"]

        assert [each["message"] for each in exported] == ["Not here."]
        assert exported[0]["listing"] == version.listing.public_id

    def test_decisions_outlive_the_moderator_s_account(
        self, session: Session, decide: Decide, moderator: User
    ) -> None:
        decision = decide(make_submitted(session), Outcome.REJECTED, message="Not here.")

        erase_decisions(session, moderator.id)
        session.refresh(decision)

        assert decision.moderator is None
        assert decision.message == "Not here."
