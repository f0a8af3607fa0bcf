"""Imports into the database: what becomes of rows, now and when they come again."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Need, Technology, content_from_json, original_text
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.queries.versions import latest_version, open_version
from greenmatch.catalogue.services import (
    approve_version,
    expire_listings,
    hold_listing,
    reject_version,
    save_draft,
    submit_version,
    withdraw_listing,
)
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.audit import AuditEntry
from greenmatch.core.changes import Change, consumers
from greenmatch.core.clock import now
from greenmatch.core.database import begin_write
from greenmatch.exchange import writing
from greenmatch.exchange.preparing import Item
from greenmatch.exchange.queries import Known
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.services.founding import close_organisation
from tests.factories.accounts import make_user
from tests.factories.catalogue import technology
from tests.factories.exchange import Importer, imported, make_row
from tests.factories.organisations import make_organisation


@pytest.fixture
def importer(session: Session, tmp_path: Path) -> Importer:
    return Importer(session, tmp_path)


def public_title(session: Session, listing: Listing) -> str:
    return public_listings(session, [listing.id])[listing.id].text("en").title


def title(version: ListingVersion | None) -> str:
    assert version is not None
    return original_text(content_from_json(version.content_json)).title


def content(session: Session, listing: Listing) -> Technology:
    version = latest_version(session, listing)
    assert version is not None
    found = content_from_json(version.content_json)
    assert isinstance(found, Technology)
    return found


def number_of(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def edit(session: Session, listing: Listing, words: str) -> User:
    """A person begins to rewrite the listing."""
    person = make_user(session)
    version = latest_version(session, listing)
    assert version is not None
    save_draft(
        session,
        listing=listing,
        actor_id=person.id,
        content=technology(words),
        seen=version.edits,
    )
    return person


def edit_and_publish(session: Session, listing: Listing, words: str) -> None:
    person = edit(session, listing, words)
    version = submit_version(session, listing=listing, actor_id=person.id)
    approve_version(session, version=version, seen=version.edits)


class TestNewRows:
    def test_they_are_drafts_that_nobody_sees(self, session: Session, importer: Importer) -> None:
        assert importer.counts([make_row("a"), make_row("b")]) == {"added": 2}
        listing = imported(session, "a")
        assert listing.state is ListingState.DRAFT
        assert not public_listings(session, [listing.id])
        assert not number_of(session, Change)

    def test_published_they_are_seen_with_their_source(
        self, session: Session, importer: Importer
    ) -> None:
        row = make_row("a", url="https://register.test/a", licence="CC BY 4.0")
        assert importer.counts([row, make_row("b")], publish=True) == {"added": 2}
        listing = imported(session, "a")
        shown = public_listings(session, [listing.id])[listing.id]
        assert shown.text("en").title == "Heat pump a"
        assert (shown.source, shown.source_url) == ("Test register", "https://register.test/a")
        assert shown.source_licence == "CC BY 4.0"
        assert not shown.organisation.claimed
        assert not listing.edited_here
        assert listing.valid_until is not None
        assert listing.valid_until > now() + timedelta(days=364)

    def test_every_consumer_hears_of_what_is_published(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a"), make_row("b")], publish=True)
        assert number_of(session, Change) == 2 * len(consumers()) > 0

    def test_one_organisation_is_made_for_one_name_and_country(
        self, session: Session, importer: Importer
    ) -> None:
        rows = [
            make_row("a"),
            make_row("b", organisation="MILK WORKS"),
            make_row("c", organisation_country="UG"),
            make_row("d", source="Other register"),
        ]
        importer.run(rows)
        houses = [imported(session, key).organisation_id for key in "abcd"]
        assert houses[0] == houses[1]
        assert len(set(houses)) == 3

    def test_nothing_is_added_to_an_organisation_that_was_closed_here(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        owner = imported(session, "a").organisation
        close_organisation(session, organisation=owner, actor_id=make_user(session).id)
        session.commit()

        rows = [make_row("b"), make_row("c", organisation="Whey Works")]
        assert importer.counts(rows, publish=True) == {"left alone": 1, "added": 1}

    def test_what_its_first_row_says_of_an_organisation_holds_and_later_ones_complete_it(
        self, session: Session, importer: Importer
    ) -> None:
        rows = [
            make_row("a", organisation_type="company-sme"),
            make_row("b", organisation_website="https://milk.test"),
            make_row("c", organisation_type="university", organisation_website="https://c.test"),
        ]
        importer.run(rows)
        house = imported(session, "a").organisation
        assert {imported(session, key).organisation_id for key in "abc"} == {house.id}
        assert (house.type, house.website) == ("company-sme", "https://milk.test")

    def test_a_title_stands_on_one_line(self, session: Session, importer: Importer) -> None:
        importer.run([make_row("a", title="Heat pump\r\n for dairies")])
        assert title(latest_version(session, imported(session, "a"))) == "Heat pump for dairies"

    def test_rights_that_a_row_names_count_for_more_than_its_denial(
        self, session: Session, importer: Importer
    ) -> None:
        patent = {"kind": "patent", "number": "EP1234567B1", "status": "granted-in-force"}
        ended = {**patent, "status": "lapsed"}
        importer.run(
            [
                make_row("a", ip_situation="none", ip_rights=[patent]),
                make_row("b", ip_situation="none", ip_rights=[ended]),
                make_row("c", ip_situation="know-how"),
            ]
        )
        contents = {key: content(session, imported(session, key)) for key in "abc"}
        situations = {key: each.ip_situation for key, each in contents.items()}
        assert situations == {"a": "registered", "b": "none", "c": "know-how"}
        assert [len(each.ip_rights) for each in contents.values()] == [1, 1, 0]

    def test_sectors_that_the_source_does_not_name_are_suggested_and_marked(
        self, session: Session, importer: Importer
    ) -> None:
        row = make_row(
            "a", sectors=[], title="Wind turbine blades", summary="Wind power from blades."
        )
        tally = importer.run([row, make_row("b")], publish=True)
        tags = public_listings(session, [imported(session, "a").id]).popitem()[1].content.sectors
        assert ("energy/wind", True) in [(tag.code, tag.suggested) for tag in tags]
        assert tally.sectors == {"suggested from the text": 1, "named by the source": 1}

    def test_a_need_whose_deadline_has_passed_keeps_it(
        self, session: Session, importer: Importer
    ) -> None:
        row = make_row("n", kind="need", country="KE", enquiry_deadline="2017-01-10")
        importer.run([row], publish=True)
        content = public_listings(session, [imported(session, "n").id]).popitem()[1].content
        assert isinstance(content, Need)
        assert str(content.enquiry_deadline) == "2017-01-10"

    def test_what_is_unknown_or_long_is_counted_and_kept(self, importer: Importer) -> None:
        tally = importer.run([make_row("a", title="x" * 300), make_row("b")])
        assert tally.unknown["trl"] == 2
        assert tally.long == {"title": 1}
        assert "trl 2" in " ".join(tally.sentences())

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": "x" * 301}, "title"),
            ({"description": "x" * 50_001}, "description"),
            ({"keywords": ["x" * 301]}, "keywords"),
            ({"keywords": [str(number) for number in range(501)]}, "keywords"),
            ({"organisation": "x" * 301}, "organisation"),
            ({"url": "https://a.test/" + "x" * 1000}, "url"),
            ({"source": "x" * 61}, "source"),
            ({"id": "x" * 201}, "id"),
        ],
    )
    def test_what_the_store_cannot_hold_is_refused_and_never_cut(
        self, session: Session, importer: Importer, values: dict[str, object], field: str
    ) -> None:
        rows = [make_row("a"), {**make_row("b"), **values}, make_row("c")]
        assert importer.counts(rows) == {"added": 2, "rejected": 1}
        assert number_of(session, Listing) == 2
        assert importer.said[0].startswith(f"line 2: rejected: {field}: ")

    def test_the_longest_that_the_store_takes_goes_in_whole(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a", title="x" * 300, description="语" * 50_000)], publish=True)
        shown = public_listings(session, [imported(session, "a").id]).popitem()[1]
        assert len(shown.text("en").title) == 300
        assert len(shown.text("en").description) == 50_000


class TestTheSameFile:
    def test_a_row_twice_is_one_listing(self, session: Session, importer: Importer) -> None:
        assert importer.counts([make_row("a"), make_row("a")]) == {"added": 1, "unchanged": 1}
        assert number_of(session, Listing) == 1

    def test_two_rows_of_one_id_are_told_apart_by_their_lines(self, importer: Importer) -> None:
        rows = [make_row("a"), make_row("b"), make_row("a", title="Other")]
        assert importer.counts(rows) == {"added": 2, "rejected": 1}
        assert importer.said == ["line 3: rejected: id: “a” stands on line 1 already"]

    def test_the_same_id_of_another_source_is_another_listing(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a"), make_row("a", source="Other register")])
        assert number_of(session, Listing) == 2

    def test_no_transaction_holds_more_than_200_rows(
        self, importer: Importer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sizes: list[int] = []
        deal = writing.Writer._write

        def watched(writer: writing.Writer, items: list[Item]) -> writing.Decided:
            sizes.append(len(items))
            return deal(writer, items)

        monkeypatch.setattr(writing.Writer, "_write", watched)
        rows = [make_row(str(number)) for number in range(450)]
        assert importer.counts(rows) == {"added": 450}
        assert sum(sizes) == 450
        assert max(sizes) <= 200

    def test_a_row_that_the_database_refuses_costs_no_other(
        self, session: Session, importer: Importer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        importer.run([make_row("b")])

        def nothing(*_values: object, **_more: object) -> dict[tuple[str, str], Known]:
            return {}  # as if another import had added it a moment later

        monkeypatch.setattr(writing, "known_listings", nothing)
        rows = [make_row("a"), make_row("b", title="Other"), make_row("c")]
        assert importer.counts(rows) == {"added": 2, "rejected": 1}
        assert importer.said[0].startswith("line 2: rejected: the database refuses it")
        assert title(open_version(session, imported(session, "b").id)) == "Heat pump b"


class TestTheNextImport:
    def test_rows_that_have_not_changed_write_nothing(
        self, session: Session, importer: Importer
    ) -> None:
        rows = [make_row("a"), make_row("b", sectors=[])]
        importer.run(rows, publish=True)
        before = [number_of(session, model) for model in (ListingVersion, Change, AuditEntry)]
        assert importer.counts(rows, publish=True) == {"unchanged": 2}
        after = [number_of(session, model) for model in (ListingVersion, Change, AuditEntry)]
        assert after == before

    @pytest.mark.parametrize("publish", [True, False])
    def test_a_changed_row_updates_what_nobody_has_edited(
        self, session: Session, importer: Importer, *, publish: bool
    ) -> None:
        importer.run([make_row("a"), make_row("b")], publish=True)
        rows = [make_row("a", title="Better pump"), make_row("b")]
        assert importer.counts(rows, publish=publish) == {"updated": 1, "unchanged": 1}
        listing = imported(session, "a")
        assert public_title(session, listing) == "Better pump"
        assert [version.state for version in listing.versions] == [
            VersionState.SUPERSEDED,
            VersionState.APPROVED,
        ]
        assert not listing.edited_here
        assert public_title(session, imported(session, "b")) == "Heat pump b"
        assert importer.counts(rows) == {"unchanged": 2}

    def test_a_changed_row_rewrites_its_draft(self, session: Session, importer: Importer) -> None:
        importer.run([make_row("a")])
        assert importer.counts([make_row("a", title="Better pump")]) == {"updated": 1}
        listing = imported(session, "a")
        assert listing.state is ListingState.DRAFT
        assert [title(version) for version in listing.versions] == ["Better pump"]

    def test_drafts_are_published_when_that_is_asked_for(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a"), make_row("b")])
        rows = [make_row("a"), make_row("b", title="Better pump")]
        assert importer.counts(rows, publish=True) == {"updated": 2}
        assert public_title(session, imported(session, "a")) == "Heat pump a"
        assert public_title(session, imported(session, "b")) == "Better pump"

    def test_an_expired_listing_that_its_source_still_has_begins_a_new_term(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        listing = imported(session, "a")
        listing.valid_until = now() - timedelta(days=1)
        expire_listings(session)
        assert importer.counts([make_row("a")]) == {"unchanged": 1}
        assert importer.counts([make_row("a")], publish=True) == {"updated": 1}
        assert imported(session, "a").state is ListingState.PUBLISHED

    def test_what_is_on_hold_is_updated_and_stays_hidden(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        hold_listing(session, listing=imported(session, "a"), actor_id=None)
        assert importer.counts([make_row("a", title="Better")], publish=True) == {"updated": 1}
        assert imported(session, "a").state is ListingState.ON_HOLD

    def test_a_row_of_another_kind_is_refused(self, importer: Importer) -> None:
        importer.run([make_row("a")])
        assert importer.counts([make_row("a", kind="need")]) == {"rejected": 1}

    def test_the_organisation_follows_its_source_until_somebody_claims_it(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a"), make_row("b", organisation="Cow Works")])
        claimed = imported(session, "b").organisation
        claimed.claimed = True
        rows = [make_row(key, organisation="New Milk Works") for key in "ab"]
        assert importer.counts(rows) == {"updated": 2}
        assert imported(session, "a").organisation.name == "New Milk Works"
        assert imported(session, "b").organisation.name == "Cow Works"

    def test_a_listing_that_was_handed_over_stays_where_it_is(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")])
        imported(session, "a").organisation = make_organisation(session, name="Its maker")
        importer.run([make_row("a", title="Better pump")])
        assert imported(session, "a").organisation.name == "Its maker"

    def test_what_an_organisation_says_of_itself_stays(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")])
        imported(session, "a").organisation.about = "We are claimed."
        importer.run([make_row("a", title="x", organisation_about="They are not.")])
        assert session.scalars(select(Organisation.about)).all() == ["We are claimed."]


class TestWhatPeopleHaveWritten:
    def test_a_changed_row_waits_for_review(self, session: Session, importer: Importer) -> None:
        importer.run([make_row("a"), make_row("b")], publish=True)
        edit_and_publish(session, imported(session, "a"), "Our own words")
        rows = [make_row("a", title="Better pump"), make_row("b")]
        assert importer.counts(rows, publish=True) == {"to review": 1, "unchanged": 1}
        listing = imported(session, "a")
        proposed = open_version(session, listing.id)
        assert public_title(session, listing) == "Our own words"
        assert title(proposed) == "Better pump"
        assert proposed is not None
        assert proposed.state is VersionState.SUBMITTED
        assert approve_version(session, version=proposed, seen=proposed.edits) is listing
        assert public_title(session, listing) == "Better pump"

    def test_a_row_that_has_not_changed_asks_for_no_review(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        edit_and_publish(session, imported(session, "a"), "Our own words")
        assert importer.counts([make_row("a")], publish=True) == {"unchanged": 1}

    def test_a_newer_row_takes_the_place_of_the_one_that_waits(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        edit_and_publish(session, imported(session, "a"), "Our own words")
        importer.run([make_row("a", title="Better")])
        waiting = open_version(session, imported(session, "a").id)
        assert waiting is not None
        edits = waiting.edits
        assert importer.counts([make_row("a", title="Best")]) == {"to review": 1}
        assert importer.counts([make_row("a", title="Best")]) == {"unchanged": 1}
        listing = imported(session, "a")
        now_waiting = open_version(session, listing.id)
        assert title(now_waiting) == "Best"
        assert now_waiting is not None
        assert now_waiting.edits > edits
        assert len(listing.versions) == 3

    def test_what_a_moderator_refused_comes_back_only_when_it_has_changed(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        edit_and_publish(session, imported(session, "a"), "Our own words")
        importer.run([make_row("a", title="Better")])
        proposed = open_version(session, imported(session, "a").id)
        assert proposed is not None
        reject_version(session, version=proposed, seen=proposed.edits, message="No.", notes={})
        assert importer.counts([make_row("a", title="Better")]) == {"unchanged": 1}
        assert importer.counts([make_row("a", title="Best")]) == {"to review": 1}
        assert title(open_version(session, imported(session, "a").id)) == "Best"

    @pytest.mark.parametrize("publish", [True, False])
    def test_a_draft_that_somebody_works_on_is_left_alone_and_reported(
        self, session: Session, importer: Importer, *, publish: bool
    ) -> None:
        importer.run([make_row("a"), make_row("b")], publish=publish)
        edit(session, imported(session, "a"), "Half of a sentence")
        rows = [make_row("a", title="Better pump"), make_row("b", title="Better pump")]
        assert importer.counts(rows, publish=True) == {"left alone": 1, "updated": 1}
        assert title(open_version(session, imported(session, "a").id)) == "Half of a sentence"
        assert importer.said[0].startswith("line 1: left alone: a person is working on")

    def test_what_was_left_alone_comes_when_the_person_is_done(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        person = edit(session, imported(session, "a"), "Our own words")
        importer.run([make_row("a", title="Better pump")])
        listing = imported(session, "a")
        version = submit_version(session, listing=listing, actor_id=person.id)
        approve_version(session, version=version, seen=version.edits)
        assert importer.counts([make_row("a", title="Better pump")]) == {"to review": 1}

    def test_a_withdrawn_listing_stays_withdrawn(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a")], publish=True)
        withdraw_listing(session, listing=imported(session, "a"), actor_id=None)
        rows = [make_row("a", title="Better pump")]
        assert importer.counts(rows, publish=True) == {"left alone": 1}
        assert imported(session, "a").state is ListingState.WITHDRAWN


class TestDryRun:
    def test_it_says_the_same_and_writes_nothing(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a"), make_row("b")], publish=True)
        before = [number_of(session, model) for model in (Listing, ListingVersion, AuditEntry)]
        rows = [make_row("a", title="Better"), make_row("b"), make_row("c"), make_row("d", trl=10)]
        said = importer.counts(rows, publish=True, dry_run=True)
        after = [number_of(session, model) for model in (Listing, ListingVersion, AuditEntry)]
        assert after == before
        assert said == {"updated": 1, "unchanged": 1, "added": 1, "rejected": 1}
        assert importer.counts(rows, publish=True) == said


class TestABusyDatabase:
    def test_an_import_waits_longer_than_a_person_would(
        self, importer: Importer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        busy = ["locked", "locked"]

        def try_to_begin(session: Session) -> None:
            if busy:
                raise OperationalError("BEGIN", None, Exception(busy.pop()))
            begin_write(session)

        monkeypatch.setattr(writing, "begin_write", try_to_begin)
        assert importer.counts([make_row("a")]) == {"added": 1}
        assert not busy


class TestStopping:
    def test_what_is_committed_stays_and_the_next_run_goes_on(
        self, session: Session, importer: Importer
    ) -> None:
        rows = [make_row(str(number)) for number in range(250)]

        def stop(_position: int) -> None:
            raise KeyboardInterrupt

        tally = importer.run(rows, progress=stop)
        assert importer.said == ["stopped"]
        assert number_of(session, Listing) == tally.rows == tally.line
        assert 0 < tally.rows < len(rows)
        rest = len(rows) - tally.rows
        assert importer.counts(rows) == {"unchanged": tally.rows, "added": rest}

    def test_the_audit_log_has_one_entry_for_each_run_that_wrote(
        self, session: Session, importer: Importer
    ) -> None:
        importer.run([make_row("a"), make_row("b")])
        importer.run([make_row("a"), make_row("b")])
        query = select(AuditEntry.details).where(AuditEntry.action == "import.run")
        assert session.scalars(query).all() == [{"added": 2, "publish": False}]
