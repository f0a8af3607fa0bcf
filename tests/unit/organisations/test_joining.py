from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.identities import actor_of
from greenmatch.accounts.models import User
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Gone, Invalid
from greenmatch.core.permissions import can
from greenmatch.organisations.models import (
    ClaimState,
    Invitation,
    MemberRole,
    Organisation,
    OrganisationState,
)
from greenmatch.organisations.queries import claims, invitation_by_token, invitations_for
from greenmatch.organisations.services.claiming import accept_claim, decline_claim, request_claim
from greenmatch.organisations.services.inviting import (
    accept_invitation,
    invite_member,
    revoke_invitation,
)
from tests.factories.accounts import make_admin, make_user
from tests.factories.mails import mails_to, token_to
from tests.factories.organisations import add_membership, make_provider, make_unclaimed

EMAIL = "guest@example.org"


def invite(
    session: Session,
    owner: User,
    organisation: Organisation,
    role: MemberRole = MemberRole.MEMBER,
) -> Invitation:
    return invite_member(session, organisation=organisation, email=EMAIL, role=role, inviter=owner)


def token(session: Session) -> str:
    return token_to(session, EMAIL, "/invitation/")


class TestInviteMember:
    def test_the_link_leads_to_the_invitation(self, session: Session) -> None:
        owner, organisation = make_provider(session)

        invitation = invite(session, owner, organisation)

        assert invitation_by_token(session, token(session)) is invitation

    def test_a_stranger_is_written_to_in_the_inviters_language(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        owner.language = "zh"

        invite(session, owner, organisation)

        assert mails_to(session, EMAIL)[0].language == "zh"

    def test_a_person_we_know_in_their_own(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        owner.language = "zh"
        make_user(session, email=EMAIL)

        invite(session, owner, organisation)

        assert mails_to(session, EMAIL)[0].language == "en"

    def test_a_second_click_sends_no_second_mail(self, session: Session) -> None:
        owner, organisation = make_provider(session)

        assert invite(session, owner, organisation) is invite(session, owner, organisation)

        assert len(mails_to(session, EMAIL)) == 1

    def test_another_role_replaces_the_invitation(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invite(session, owner, organisation)
        first = token(session)

        invite(session, owner, organisation, MemberRole.OWNER)

        with pytest.raises(Gone):
            invitation_by_token(session, first)
        assert session.scalar(select(func.count()).select_from(Invitation)) == 1

    def test_a_member_is_not_invited_again(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        add_membership(session, organisation, make_user(session, email=EMAIL))

        with pytest.raises(Invalid):
            invite(session, owner, organisation)


class TestAcceptInvitation:
    def test_whoever_holds_the_link_joins_in_the_given_role(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invitation = invite(session, owner, organisation, MemberRole.OWNER)
        user = make_user(session, email="other-address@example.org")

        accept_invitation(session, invitation=invitation, user=user)

        assert organisation.id in actor_of(session, user).owned_organisation_ids

    def test_a_second_click_does_no_harm(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invitation = invite(session, owner, organisation)
        user = make_user(session)

        first = accept_invitation(session, invitation=invitation, user=user)

        assert accept_invitation(session, invitation=invitation, user=user) is first

    def test_it_serves_one_person_only(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invitation = invite(session, owner, organisation)
        accept_invitation(session, invitation=invitation, user=make_user(session))

        with pytest.raises(Gone):
            accept_invitation(session, invitation=invitation, user=make_user(session))

    def test_an_owner_stays_one(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invitation = invite(session, owner, organisation)

        accept_invitation(session, invitation=invitation, user=owner)

        assert organisation.id in actor_of(session, owner).owned_organisation_ids

    def test_what_was_taken_back_or_is_old_is_gone(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invitation = invite(session, owner, organisation)
        invitation.expires_at = now() - timedelta(seconds=1)
        with pytest.raises(Gone):
            invitation_by_token(session, token(session))

        invitation.expires_at = now() + timedelta(days=1)
        revoke_invitation(
            session, organisation=organisation, invitation=invitation, actor_id=owner.id
        )
        with pytest.raises(Gone):
            invitation_by_token(session, token(session))

    def test_nobody_joins_a_suspended_organisation(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invite(session, owner, organisation)
        organisation.state = OrganisationState.SUSPENDED
        session.flush()

        with pytest.raises(Gone):
            invitation_by_token(session, token(session))
        assert session.scalars(invitations_for(EMAIL)).all() == []

    def test_invitations_wait_for_the_address(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        invitation = invite(session, owner, organisation)

        assert session.scalars(invitations_for(EMAIL)).all() == [invitation]
        assert session.scalars(invitations_for("else@example.org")).all() == []


class TestClaims:
    def test_administrators_are_told(self, session: Session) -> None:
        admin, organisation = make_admin(session, language="zh"), make_unclaimed(session)
        user = make_user(session, name="Rosa")

        request_claim(session, organisation=organisation, user=user, message="I run its lab.")

        mail = mails_to(session, admin.email)[0]
        assert mail.language == "zh"
        assert "I run its lab." in mail.text

    def test_asking_twice_is_one_request(self, session: Session) -> None:
        make_admin(session)
        organisation, user = make_unclaimed(session), make_user(session)

        request_claim(session, organisation=organisation, user=user, message="First")
        request_claim(session, organisation=organisation, user=user, message="Better")

        assert [each.message for each in session.scalars(claims())] == ["Better"]

    def test_who_is_believed_owns_it_and_the_others_are_declined(self, session: Session) -> None:
        admin, organisation = make_admin(session), make_unclaimed(session)
        user, rival = make_user(session), make_user(session)
        claim = request_claim(session, organisation=organisation, user=user, message="Mine")
        lost = request_claim(session, organisation=organisation, user=rival, message="No, mine")

        accept_claim(session, claim=claim, actor_id=admin.id)

        assert organisation.claimed
        assert organisation.id in actor_of(session, user).owned_organisation_ids
        assert mails_to(session, user.email)[-1].template == "organisations/claim_accepted"
        session.refresh(lost)
        assert lost.state is ClaimState.DECLINED
        assert mails_to(session, rival.email)[-1].template == "organisations/claim_declined"
        assert not can(actor_of(session, rival), "organisation.claim", organisation)

    def test_who_is_not_learns_why(self, session: Session) -> None:
        admin, organisation = make_admin(session), make_unclaimed(session)
        user = make_user(session)
        claim = request_claim(session, organisation=organisation, user=user, message="Mine")

        decline_claim(session, claim=claim, actor_id=admin.id, reason="Nobody knows you there.")

        assert not organisation.claimed
        assert "Nobody knows you there." in mails_to(session, user.email)[-1].text
        with pytest.raises(Conflict):
            accept_claim(session, claim=claim, actor_id=admin.id)

    def test_a_claimed_organisation_cannot_be_claimed(self, session: Session) -> None:
        _owner, organisation = make_provider(session)
        user = make_user(session)

        assert not can(actor_of(session, user), "organisation.claim", organisation)
        with pytest.raises(Conflict):
            request_claim(session, organisation=organisation, user=user, message="Mine")
