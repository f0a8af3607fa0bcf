import pytest
from sqlalchemy.orm import Session

from greenmatch.accounts.departures import departure_of
from greenmatch.accounts.identities import actor_of
from greenmatch.accounts.models import AccountState
from greenmatch.accounts.services.leaving import delete_account
from greenmatch.core.errors import Conflict
from greenmatch.core.permissions import can
from greenmatch.core.privacy import export_person
from greenmatch.organisations.models import MemberRole, OrganisationState
from greenmatch.organisations.queries import member_addresses, members, membership
from greenmatch.organisations.services.claiming import request_claim
from greenmatch.organisations.services.inviting import invite_member
from greenmatch.organisations.services.membership import (
    change_member_role,
    leave_organisation,
    remove_member,
)
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.mails import mails_to
from tests.factories.organisations import add_membership, make_provider, make_unclaimed


class TestLastOwner:
    def test_cannot_leave(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        add_membership(session, organisation, make_user(session))
        make_provider(session)

        with pytest.raises(Conflict):
            leave_organisation(session, organisation=organisation, user_id=owner.id)

    def test_cannot_become_a_member(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        row = membership(session, organisation.id, owner.id)
        assert row is not None

        with pytest.raises(Conflict):
            change_member_role(
                session,
                organisation=organisation,
                member=row,
                role=MemberRole.MEMBER,
                actor_id=owner.id,
            )

    def test_can_leave_once_there_is_another(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        row = add_membership(session, organisation, make_user(session))
        change_member_role(
            session, organisation=organisation, member=row, role=MemberRole.OWNER, actor_id=owner.id
        )

        leave_organisation(session, organisation=organisation, user_id=owner.id)

        assert [each.user_id for each in members(session, organisation)] == [row.user_id]


class TestMembers:
    def test_a_member_acts_but_does_not_manage(self, session: Session) -> None:
        _owner, organisation = make_provider(session)
        user = make_user(session)
        add_membership(session, organisation, user)

        actor = actor_of(session, user)

        assert actor.acts_for(organisation.id)
        assert can(actor, "organisation.inside", organisation)
        assert not can(actor, "organisation.edit", organisation)
        assert not can(actor, "organisation.manage_members", organisation)

    def test_who_is_removed_is_told(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        user = make_user(session)
        row = add_membership(session, organisation, user)

        remove_member(session, organisation=organisation, member=row, actor_id=owner.id)

        assert not actor_of(session, user).belongs_to(organisation.id)
        assert mails_to(session, user.email)[-1].template == "organisations/removed"

    def test_a_suspended_person_acts_for_nobody_but_can_leave(self, session: Session) -> None:
        _owner, organisation = make_provider(session)
        user = make_user(session, state=AccountState.SUSPENDED)
        add_membership(session, organisation, user)

        actor = actor_of(session, user)

        assert not actor.acts_for(organisation.id)
        assert can(actor, "organisation.inside", organisation)
        assert can(actor, "organisation.leave", organisation)

    def test_only_who_can_act_gets_mail(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        add_membership(session, organisation, make_user(session, state=AccountState.SUSPENDED))
        make_provider(session)

        assert member_addresses(session, organisation.id) == [(owner.email, "en")]


class TestGoingForGood:
    def test_others_must_not_be_left_without_an_owner(self, session: Session) -> None:
        owner, organisation = make_provider(session, name="Solar Works")
        add_membership(session, organisation, make_user(session))

        with pytest.raises(Conflict, match="Solar Works"):
            delete_account(session, user=owner, current_password=PASSWORD)

    def test_what_is_the_persons_alone_is_closed_and_said_before(self, session: Session) -> None:
        owner, organisation = make_provider(session, name="Solar Works")
        departure = departure_of(session, owner.id)
        assert departure.obstacles == ()
        assert "Solar Works" in departure.consequences[0]

        delete_account(session, user=owner, current_password=PASSWORD)

        assert organisation.state is OrganisationState.CLOSED

    def test_a_member_goes_and_the_organisation_stays(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        user = make_user(session)
        add_membership(session, organisation, user)

        delete_account(session, user=user, current_password=PASSWORD)

        assert [each.user_id for each in members(session, organisation)] == [owner.id]
        assert organisation.state is OrganisationState.ACTIVE

    def test_a_suspended_organisation_of_ones_own_stays_closed(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        organisation.state = OrganisationState.SUSPENDED
        session.flush()

        delete_account(session, user=owner, current_password=PASSWORD)

        assert organisation.state is OrganisationState.CLOSED

    def test_invitations_and_claims_go_too(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        user = make_user(session, email="rosa@example.org")
        invite_member(
            session,
            organisation=organisation,
            email="rosa@example.org",
            role=MemberRole.MEMBER,
            inviter=owner,
        )
        request_claim(session, organisation=make_unclaimed(session), user=user, message="It's us")
        assert export_person(session, user.id)["organisations"]["claims"][0]["message"] == "It's us"
        sent = export_person(session, owner.id)["organisations"]["invitations"]
        assert [(row["public_id"], row["email"], row["role"]) for row in sent] == [
            (organisation.public_id, "rosa@example.org", "member")
        ]

        delete_account(session, user=user, current_password=PASSWORD)

        kept = export_person(session, user.id)["organisations"]
        assert kept == {"memberships": [], "claims": [], "invitations": []}
        assert export_person(session, owner.id)["organisations"]["invitations"] == []
