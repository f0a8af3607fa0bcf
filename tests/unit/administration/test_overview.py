from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState
from greenmatch.administration.queries.overview import figures
from greenmatch.catalogue.states import Kind, ListingState
from greenmatch.core.clock import now
from greenmatch.core.jobs import JobRun
from greenmatch.core.mail import send_mail
from greenmatch.organisations.models import OrganisationState
from tests.factories.accounts import make_user
from tests.factories.moderation import make_published, make_submitted, need
from tests.factories.organisations import make_organisation, make_unclaimed


class TestFigures:
    def test_an_empty_site_has_none(self, session: Session) -> None:
        found = figures(session)

        assert (found.queue.count, found.queue.oldest) == (0, None)
        assert found.listings == {}
        assert found.people.active == 0

    def test_people_and_organisations_are_counted_by_state(self, session: Session) -> None:
        make_user(session)
        make_user(session, confirmed=False)
        make_user(session, state=AccountState.SUSPENDED)
        make_user(session, state=AccountState.DELETED)
        make_unclaimed(session)
        make_organisation(session, state=OrganisationState.SUSPENDED)
        make_organisation(session, state=OrganisationState.CLOSED)

        people, organisations = figures(session).people, figures(session).organisations

        assert (people.active, people.unconfirmed, people.suspended) == (2, 1, 1)
        assert organisations.active == organisations.unclaimed == organisations.suspended == 1

    def test_listings_are_counted_by_state_and_kind(self, session: Session) -> None:
        first = make_submitted(session)
        make_submitted(session, content=need())
        make_published(session)

        found = figures(session)

        assert found.queue.count == 2
        assert found.queue.oldest == first.submitted_at
        assert found.listings[ListingState.SUBMITTED] == {Kind.TECHNOLOGY: 1, Kind.NEED: 1}
        assert found.listings[ListingState.PUBLISHED] == {Kind.TECHNOLOGY: 1, Kind.NEED: 0}

    def test_mails_and_jobs_that_fail_are_named(self, session: Session) -> None:
        def mail() -> object:
            return send_mail(
                session, to="a@example.org", language="en", template="administration/test"
            )

        mail()
        retried = send_mail(
            session, to="b@example.org", language="en", template="administration/test"
        )
        retried.attempts = 2
        lost = send_mail(session, to="c@example.org", language="en", template="administration/test")
        gone = send_mail(session, to="d@example.org", language="en", template="administration/test")
        session.flush()
        lost.next_attempt_at = None
        gone.next_attempt_at, gone.sent_at = None, now()
        session.add_all([JobRun(name="good"), JobRun(name="bad", error="It broke.")])
        session.flush()

        found = figures(session)

        assert (found.mails.waiting, found.mails.retried, found.mails.failed) == (2, 1, 1)
        assert [job.name for job in found.failed_jobs] == ["bad"]
