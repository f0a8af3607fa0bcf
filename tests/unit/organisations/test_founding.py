from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.identities import actor_of
from greenmatch.core.errors import Conflict, Gone, NotFound
from greenmatch.core.permissions import can
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.queries import public_organisation
from greenmatch.organisations.services.administration import (
    activate_organisation,
    set_verified,
    suspend_organisation,
)
from greenmatch.organisations.services.founding import (
    Profile,
    close_organisation,
    create_organisation,
    edit_organisation,
    import_organisation,
)
from greenmatch.organisations.signals import (
    organisation_changed,
    organisation_hidden,
    organisation_shown,
)
from tests.factories.accounts import make_admin, make_user
from tests.factories.mails import mails_to
from tests.factories.organisations import make_organisation, make_provider

PROFILE = Profile(name="Solar Works", type="startup", country="KE")


@pytest.fixture
def news() -> Iterator[list[tuple[str, int]]]:
    """What features above have been told: the kind of news and the organisation's id."""
    heard: list[tuple[str, int]] = []

    def changed(_session: Session, organisation: Organisation) -> None:
        heard.append(("changed", organisation.id))

    def hidden(_session: Session, organisation: Organisation) -> None:
        heard.append(("hidden", organisation.id))

    def shown(_session: Session, organisation: Organisation) -> None:
        heard.append(("shown", organisation.id))

    with (
        organisation_changed.connected_to(changed),
        organisation_hidden.connected_to(hidden),
        organisation_shown.connected_to(shown),
    ):
        yield heard


class TestCreateOrganisation:
    def test_whoever_makes_it_owns_it(self, session: Session) -> None:
        user, other = make_user(session), make_user(session)

        organisation = create_organisation(session, profile=PROFILE, owner_id=user.id)

        assert can(actor_of(session, user), "organisation.edit", organisation)
        assert not can(actor_of(session, other), "organisation.inside", organisation)

    def test_two_clicks_make_one(self, session: Session) -> None:
        user, other = make_user(session), make_user(session)

        first = create_organisation(session, profile=PROFILE, owner_id=user.id)
        second = create_organisation(session, profile=PROFILE, owner_id=user.id)
        create_organisation(session, profile=PROFILE, owner_id=other.id)

        assert first is second
        assert session.scalar(select(func.count()).select_from(Organisation)) == 2


class TestEditOrganisation:
    def edit(self, session: Session, organisation: Organisation, based_on: int, name: str) -> None:
        edit_organisation(
            session,
            organisation=organisation,
            profile=Profile(name=name, type="startup", country="KE"),
            based_on=based_on,
            actor_id=1,
        )

    def test_an_edit_on_an_old_page_is_refused(self, session: Session) -> None:
        organisation = make_organisation(session)
        self.edit(session, organisation, 1, "First")

        with pytest.raises(Conflict):
            self.edit(session, organisation, 1, "Second")

        assert organisation.name == "First"

    def test_the_same_edit_twice_is_one(self, session: Session) -> None:
        organisation = make_organisation(session)

        self.edit(session, organisation, 1, "First")
        self.edit(session, organisation, 1, "First")

        assert (organisation.name, organisation.revision) == ("First", 2)

    def test_others_hear_of_a_new_name(self, session: Session, news: list[tuple[str, int]]) -> None:
        make_organisation(session)
        organisation = make_organisation(session)

        self.edit(session, organisation, 1, "First")

        assert news == [("changed", organisation.id)]


class TestEnds:
    def test_of_a_closed_one_nothing_is_shown_and_nobody_acts_for_it(
        self, session: Session, news: list[tuple[str, int]]
    ) -> None:
        user, organisation = make_provider(session)

        close_organisation(session, organisation=organisation, actor_id=user.id)

        with pytest.raises(Gone):
            public_organisation(session, organisation.public_id)
        actor = actor_of(session, user)
        assert not actor.belongs_to(organisation.id)
        assert not can(actor, "organisation.edit", organisation)
        assert news == [("hidden", organisation.id)]

    def test_a_suspended_one_can_only_be_read_and_left(
        self, session: Session, news: list[tuple[str, int]]
    ) -> None:
        admin = make_admin(session)
        user, organisation = make_provider(session)

        suspend_organisation(
            session, organisation=organisation, actor_id=admin.id, reason="Copied listings."
        )

        with pytest.raises(NotFound):
            public_organisation(session, organisation.public_id)
        actor = actor_of(session, user)
        assert can(actor, "organisation.inside", organisation)
        assert can(actor, "organisation.leave", organisation)
        for action in ("organisation.edit", "organisation.manage_members", "organisation.close"):
            assert not can(actor, action, organisation)
        assert "Copied listings." in mails_to(session, user.email)[-1].text

        activate_organisation(session, organisation=organisation, actor_id=admin.id)

        assert can(actor_of(session, user), "organisation.edit", organisation)
        assert public_organisation(session, organisation.public_id) is organisation
        assert [kind for kind, _id in news] == ["hidden", "shown"]

    def test_a_check_of_who_it_is_can_be_noted_and_taken_back(self, session: Session) -> None:
        organisation = make_organisation(session)

        set_verified(session, organisation=organisation, verified=True, actor_id=1)
        assert organisation.verified_at is not None

        set_verified(session, organisation=organisation, verified=False, actor_id=1)
        assert organisation.verified_at is None


class TestImportOrganisation:
    def test_the_same_source_and_key_is_the_same_organisation(self, session: Session) -> None:
        first = import_organisation(session, source="eic", source_key="1", profile=PROFILE)
        again = import_organisation(
            session, source="eic", source_key="1", profile=Profile(name="Renamed")
        )
        other = import_organisation(session, source="sbir", source_key="1", profile=PROFILE)

        assert first is again
        assert first.name == "Solar Works"
        assert other is not first
        assert not first.claimed


@pytest.mark.parametrize("public_id", ["", "nothing", "aaaaaaaaaa", "\x00aaaaaaaaa", "' or 1=1 "])
def test_an_unknown_id_is_not_found(session: Session, public_id: str) -> None:
    make_organisation(session)

    with pytest.raises(NotFound):
        public_organisation(session, public_id)
