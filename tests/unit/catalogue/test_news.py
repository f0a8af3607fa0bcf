import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import withdraw_listing
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.changes import Change, declare_consumer
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.services.administration import (
    activate_organisation,
    suspend_organisation,
)
from greenmatch.organisations.services.founding import (
    Profile,
    close_organisation,
    edit_organisation,
)
from tests.factories.accounts import make_admin
from tests.factories.catalogue import make_draft, make_published, make_submitted
from tests.factories.organisations import make_organisation


@pytest.fixture
def organisation(session: Session) -> Organisation:
    return make_organisation(session, name="Solar Works")


def told(session: Session) -> set[int]:
    query = select(Change.listing_id).where(Change.consumer == declare_consumer("search"))
    return set(session.scalars(query))


def forget(session: Session) -> None:
    for change in session.scalars(select(Change)):
        session.delete(change)
    session.flush()


class TestLookAgain:
    @pytest.fixture(autouse=True)
    def listings(self, session: Session, organisation: Organisation) -> set[int]:
        declare_consumer("search")
        mine = {make_published(session, organisation=organisation).id for _ in range(2)}
        gone = make_published(session, organisation=organisation)
        withdraw_listing(session, listing=gone, actor_id=None)
        make_draft(session, organisation=organisation)
        make_published(session)  # noise
        forget(session)
        return {*mine, gone.id}

    def test_a_renamed_organisation_s_listings_are_looked_at(
        self, session: Session, organisation: Organisation, listings: set[int]
    ) -> None:
        edit_organisation(
            session,
            organisation=organisation,
            profile=Profile(name="Sun Works", type="startup", country="KE"),
            based_on=1,
            actor_id=make_admin(session).id,
        )

        assert told(session) == listings

    def test_so_are_those_of_a_suspended_one_and_when_it_comes_back(
        self, session: Session, organisation: Organisation, listings: set[int]
    ) -> None:
        admin = make_admin(session)
        suspend_organisation(
            session, organisation=organisation, reason="Not real", actor_id=admin.id
        )
        assert told(session) == listings

        forget(session)
        activate_organisation(session, organisation=organisation, actor_id=admin.id)
        assert told(session) == listings

    def test_so_are_those_of_a_closed_one(
        self, session: Session, organisation: Organisation, listings: set[int]
    ) -> None:
        close_organisation(session, organisation=organisation, actor_id=None)

        assert told(session) >= listings

    def test_those_of_a_closed_one_are_withdrawn_and_leave_the_queue(
        self, session: Session, organisation: Organisation, listings: set[int]
    ) -> None:
        waiting = make_submitted(session, organisation=organisation)

        close_organisation(session, organisation=organisation, actor_id=None)

        states = session.scalars(
            select(Listing.state).where(Listing.organisation_id == organisation.id)
        )
        assert {*states} == {ListingState.WITHDRAWN}
        session.refresh(waiting)
        assert waiting.state is VersionState.SUPERSEDED
