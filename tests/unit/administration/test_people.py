import pytest
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState
from greenmatch.administration.services.people import give_role, suspend
from greenmatch.core.errors import Conflict
from greenmatch.core.permissions import Role
from tests.factories.accounts import make_admin, make_user


class TestAnAdministratorIsAlwaysLeft:
    def test_nobody_takes_their_own_role(self, session: Session) -> None:
        admin = make_admin(session)
        make_admin(session)

        with pytest.raises(Conflict):
            give_role(session, user=admin, role=Role.PERSON, actor_id=admin.id)
        with pytest.raises(Conflict):
            suspend(session, user=admin, reason="x", actor_id=admin.id)

        assert (admin.role, admin.state) == (Role.ADMIN, AccountState.ACTIVE)

    def test_of_two_who_remove_each_other_the_first_stays(self, session: Session) -> None:
        one, other = make_admin(session), make_admin(session)
        give_role(session, user=other, role=Role.PERSON, actor_id=one.id)

        with pytest.raises(Conflict):
            give_role(session, user=one, role=Role.PERSON, actor_id=other.id)

        assert one.role is Role.ADMIN

    def test_a_suspended_one_suspends_nobody(self, session: Session) -> None:
        one, other, user = make_admin(session), make_admin(session), make_user(session)
        suspend(session, user=other, reason="x", actor_id=one.id)

        with pytest.raises(Conflict):
            suspend(session, user=user, reason="x", actor_id=other.id)
