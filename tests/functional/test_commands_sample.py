"""The sample catalogue: loaded once, found and matched, and removed without a trace."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import MetaData, create_engine, func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing, NeedDetails
from greenmatch.catalogue.services import start_listing
from greenmatch.catalogue.states import ListingState
from greenmatch.core.clock import now
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.services import start_enquiry
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.services.claiming import accept_claim, request_claim
from greenmatch.sample.loading import IN_REVIEW, load_sample
from greenmatch.sample.removing import remove_sample
from tests.factories.exchange import Importer, imported, make_row
from tests.factories.moderation import make_published, need
from tests.factories.organisations import (
    add_membership,
    make_organisation,
    make_provider,
    make_unclaimed,
)
from tests.fixtures.commands import Greenmatch

# What tells of the past, or belongs to no listing, person or organisation.
STAYS = {"audit_entry", "change", "index_state", "alembic_version", "job_run", "match_snapshot"}


def rows(address: str) -> dict[str, int]:
    """How many rows each table has."""
    engine = create_engine(address)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        counts = {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in tables.tables.items()
        }
    engine.dispose()
    return counts


class TestCommands:
    def test_the_sample_comes_and_goes(
        self, greenmatch: Greenmatch, own_database: str, own_instance: Path
    ) -> None:
        greenmatch("init", "--no-sample")
        before = rows(own_database)
        assert "90 sample listings" in greenmatch("sample", "load").out
        assert "0 sample listings" in greenmatch("sample", "load").out
        filled = {name for name, count in rows(own_database).items() if count > before[name]}
        assert {"listing", "user", "enquiry_thread", "organisation", "match"} <= filled

        status = json.loads(greenmatch("search", "status", "--json").out)
        assert status["state"] == "ready"
        assert status["documents"] == status["live_listings"] == 90 - len(IN_REVIEW)
        assert status["waiting"] == 0
        matching = json.loads(greenmatch("matching", "status", "--json").out)
        assert matching["matches"] > 30
        assert matching["waiting"] == 0

        for file in (own_instance / "search").iterdir():
            file.unlink()
        assert "unusable" in greenmatch("search", "status").out
        assert "87 listings" in greenmatch("search", "rebuild").out

        assert greenmatch("sample", "remove").code == 0
        after = rows(own_database)
        left = {name for name in after if after[name] != before[name]} - STAYS
        assert not left
        assert not (own_instance / "sample_accounts.json").exists()
        assert '"documents": 0' in greenmatch("search", "status", "--json").out

    def test_an_empty_instance_gets_it_by_itself(
        self, greenmatch: Greenmatch, own_database: str
    ) -> None:
        assert "90 sample listings" in greenmatch("init").out
        assert "sample listings" not in greenmatch("init").out
        assert rows(own_database)["user"] == 3

    def test_once_removed_it_does_not_come_back_by_itself(
        self, greenmatch: Greenmatch, own_database: str
    ) -> None:
        greenmatch("db", "upgrade")
        greenmatch("sample", "load")
        greenmatch("sample", "remove")

        assert "sample listings" not in greenmatch("init").out

        assert rows(own_database)["user"] == 0
        assert "90 sample listings" in greenmatch("init", "--sample").out

    def test_once_refused_it_does_not_come_by_itself_either(
        self, greenmatch: Greenmatch, own_database: str, tmp_path: Path
    ) -> None:
        greenmatch("init", "--no-sample")
        greenmatch("init")
        assert rows(own_database)["user"] == 0

        backup = str(tmp_path / "backup.zip")
        greenmatch("db", "backup", backup)
        elsewhere = {
            "GREENMATCH_INSTANCE": str(tmp_path / "elsewhere"),
            "GREENMATCH_DATABASE_URL": f"sqlite:///{tmp_path / 'elsewhere.sqlite'}",
        }
        greenmatch("db", "restore", backup, **elsewhere)
        assert "sample listings" not in greenmatch("init", **elsewhere).out

    def test_a_public_site_gets_none_by_itself(
        self, greenmatch: Greenmatch, own_database: str
    ) -> None:
        greenmatch("init", GREENMATCH_PUBLIC_URL="https://greenmatch.example")

        assert rows(own_database)["listing"] == 0


@pytest.fixture
def sample(session: Session, instance: Path) -> Iterator[None]:
    load_sample(session, instance)
    yield
    (instance / "sample_accounts.json").unlink(missing_ok=True)


@contextmanager
def years_later() -> Iterator[None]:
    with time_machine.travel(now() + timedelta(days=3000), tick=False):
        yield


def sample_listing(session: Session, key: str) -> Listing:
    return session.scalars(select(Listing).where(Listing.source_key == key)).one()


def sample_person(session: Session, part: str) -> User:
    address = f"{part}@sample.example"
    return session.scalars(select(User).where(User.email == address)).one()


class TestLoad:
    @pytest.mark.usefixtures("sample")
    def test_three_listings_wait_for_a_moderator(self, session: Session) -> None:
        query = select(Listing.source_key).where(Listing.state == ListingState.SUBMITTED)

        assert set(session.scalars(query)) == IN_REVIEW

    @pytest.mark.usefixtures("sample")
    def test_the_threads_have_something_unread(self, session: Session) -> None:
        threads = session.scalars(select(EnquiryThread)).all()

        assert len(threads) == 3
        assert all(thread.messages[-1].created_at < now() for thread in threads)

    def test_deadlines_lie_in_the_future_whenever_it_is_loaded(
        self, session: Session, instance: Path
    ) -> None:
        with years_later():
            load_sample(session, instance)
            earliest = session.scalar(select(func.min(NeedDetails.enquiry_deadline)))

            assert earliest is not None
            assert earliest > now().date() + timedelta(days=180)
        remove_sample(session, instance)


@pytest.mark.usefixtures("sample")
class TestRemove:
    def test_what_was_made_with_a_sample_account_goes_too(
        self, session: Session, instance: Path
    ) -> None:
        person = sample_person(session, "provider")
        house = session.scalars(select(Organisation).where(Organisation.sample)).first()
        assert house is not None
        start_listing(session, actor_id=person.id, organisation=house, content=need("Made here"))
        session.commit()

        remove_sample(session, instance)

        assert session.scalar(select(func.count()).select_from(Listing)) == 0
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0

    def test_what_real_people_made_stays(self, session: Session, instance: Path) -> None:
        theirs = make_published(session, content=need("A real need"))
        person, house = make_provider(session, name="Real Works")
        start_enquiry(
            session,
            listing=sample_listing(session, "in-pipe-turbine"),
            sender=house,
            author_id=person.id,
            body="We would like to know more.",
        )
        session.commit()

        remove_sample(session, instance)

        assert session.get(Listing, theirs.id) is not None
        assert session.get(User, person.id) is not None
        assert session.scalar(select(func.count()).select_from(EnquiryThread)) == 0

    def test_an_organisation_that_a_real_person_joined_stays_with_their_listings(
        self, session: Session, instance: Path
    ) -> None:
        person, _ = make_provider(session)
        house = sample_listing(session, "in-pipe-turbine").organisation
        add_membership(session, house, person)
        theirs = start_listing(
            session, actor_id=person.id, organisation=house, content=need("A real need")
        )
        session.commit()

        remove_sample(session, instance)

        session.refresh(house)
        assert not house.sample
        assert session.scalars(select(Listing.id)).all() == [theirs.id]
        assert house.source is None
        assert load_sample(session, instance) == 90
        assert theirs.organisation_id == house.id
        assert len(session.scalars(select(Listing).where(Listing.organisation == house)).all()) == 1

    def test_what_was_imported_stays_though_a_sample_account_took_it_over(
        self, session: Session, instance: Path, tmp_path: Path
    ) -> None:
        Importer(session, tmp_path).run([make_row("a"), make_row("b")], publish=True)
        house = imported(session, "a").organisation
        seeker = sample_person(session, "seeker")
        claim = request_claim(session, organisation=house, user=seeker, message="It is ours.")
        accept_claim(session, claim=claim, actor_id=sample_person(session, "admin").id)
        start_listing(session, actor_id=seeker.id, organisation=house, content=need("Made up"))
        session.commit()

        remove_sample(session, instance)

        session.refresh(house)
        assert set(session.scalars(select(Listing.source_key))) == {"a", "b"}
        assert not house.memberships
        assert not house.claimed
        assert house.source

    def test_an_enquiry_that_we_sent_in_the_name_of_an_imported_organisation_goes(
        self, session: Session, instance: Path
    ) -> None:
        theirs = make_published(session, content=need("A real need"))
        house, seeker = make_unclaimed(session), sample_person(session, "seeker")
        add_membership(session, house, seeker)
        person, asking = make_provider(session)
        for sender, author in ((house, seeker), (asking, person)):
            start_enquiry(
                session, listing=theirs, sender=sender, author_id=author.id, body="May we ask?"
            )
        session.commit()

        remove_sample(session, instance)

        assert session.scalars(select(EnquiryThread.sender_id)).all() == [asking.id]

    def test_an_organisation_of_ours_stays_for_a_listing_that_somebody_else_wrote(
        self, session: Session, instance: Path
    ) -> None:
        writer, _ = make_provider(session)
        house = make_organisation(session, owner=sample_person(session, "provider"))
        made_up = need("Made up")
        theirs = start_listing(
            session, actor_id=writer.id, organisation=house, content=need("A real need")
        )
        start_listing(
            session,
            actor_id=sample_person(session, "provider").id,
            organisation=house,
            content=made_up,
        )
        session.commit()

        remove_sample(session, instance)

        assert session.scalars(select(Listing.id)).all() == [theirs.id]
        assert session.get(Organisation, house.id) is not None

    def test_an_organisation_that_a_sample_account_founded_goes(
        self, session: Session, instance: Path
    ) -> None:
        provider = sample_person(session, "provider")
        house = make_organisation(session, owner=provider)
        start_listing(session, actor_id=provider.id, organisation=house, content=need("Made up"))
        session.commit()

        remove_sample(session, instance)

        assert session.scalar(select(func.count()).select_from(Organisation)) == 0
        assert session.scalar(select(func.count()).select_from(Listing)) == 0
