"""No page needs more than 25 queries, however much there is."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import SectorTag
from greenmatch.catalogue.models import Listing
from tests.factories.accounts import make_admin, make_user, sign_in
from tests.factories.catalogue import (
    make_draft,
    make_published,
    make_revision,
    make_submitted,
    need,
    technology,
)
from tests.factories.enquiries import make_talk
from tests.factories.organisations import make_organisation, make_provider
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client

MOST = 25
SOLAR = (SectorTag("energy/solar-pv"),)


@pytest.fixture
def listings(session: Session, work: Callable[[], None]) -> list[Listing]:
    """Sixty listings of two houses in one place, each technology with thirty needs that fit."""
    house, other = make_provider(session)[1], make_organisation(session)
    made = [
        make_published(
            session,
            content=(technology if number % 2 else need)(f"Pump {number}", sectors=SOLAR),
            organisation=house if number % 2 else other,
        )
        for number in range(60)
    ]
    work()
    return made


@pytest.fixture
def budget(client: Client, query_counter: QueryCounter) -> Callable[[list[str]], None]:
    """Opens these pages, and fails where one needs more."""

    def check(addresses: list[str]) -> None:
        for address in addresses:
            with query_counter(max=MOST):
                answer = client.get(f"/en/{address}")
            assert answer.status_code == 200, address

    return check


def test_pages_for_everybody_keep_to_it(
    listings: list[Listing], budget: Callable[[list[str]], None]
) -> None:
    budget(
        [
            "",
            "sectors",
            "sectors/energy",
            "sectors/energy/solar-pv",
            "countries",
            "countries/KE",
            f"organisations/{listings[0].organisation.public_id}",
            "organisations",
            "search",
            "search?q=pump&page=2",
            "search?q=pump&kind=need&sector=energy&sort=newest",
            "search/suggestions?q=pum",
            f"listings/{listings[0].public_id}",
            f"listings/{listings[1].public_id}",
            "about",
        ]
    )


def test_pages_of_a_provider_keep_to_it(
    client: Client,
    session: Session,
    work: Callable[[], None],
    listings: list[Listing],
    budget: Callable[[list[str]], None],
) -> None:
    me = make_provider(session)
    own = [
        make_published(
            session, content=technology(f"Pump of ours {n}", sectors=SOLAR), organisation=me[1]
        )
        for n in range(30)
    ]
    drafts = [make_draft(session, organisation=me[1]) for _ in range(4)]
    talks = [make_talk(session, answerer=me) for _ in range(3)]
    work()
    sign_in(client, session, me[0])
    public_id, house, draft = own[0].public_id, me[1].public_id, drafts[0].public_id
    talk = talks[0].address.removeprefix("/en/")
    pair = f"listings/{public_id}/matches/{listings[0].public_id}"
    budget(
        [
            "dashboard",
            "dashboard?show=public&page=2",
            f"listings/{public_id}",
            f"listings/{public_id}/matches",
            f"listings/{public_id}/matches?page=2",
            f"listings/{public_id}/matches?show=dismissed",
            pair,
            f"{pair}/dismiss",
            f"listings/{listings[0].public_id}/ask",
            f"listings/{public_id}/versions",
            f"listings/{public_id}/withdraw",
            f"listings/{draft}",
            *(
                f"listings/{draft}/edit/{step}"
                for step in ("basics", "description", "classification", "benefits", "rights")
            ),
            f"listings/{draft}/edit/files",
            f"listings/{draft}/preview",
            f"listings/{draft}/submit",
            "technologies/new",
            "needs/new",
            "enquiries",
            "enquiries?show=unread",
            talk,
            f"{talk}/decline",
            "organisation",
            f"organisation/{house}/edit",
            f"organisation/{house}/members",
            "account",
            "account/data",
            "account/sessions",
            "account/delete",
        ]
    )


def test_pages_of_an_administrator_keep_to_it(
    client: Client,
    session: Session,
    work: Callable[[], None],
    listings: list[Listing],
    budget: Callable[[list[str]], None],
) -> None:
    waiting = [make_submitted(session) for _ in range(30)]
    revised = make_revision(session, listings[1], technology("Pump, better", sectors=SOLAR))
    people = [make_user(session, name=f"Person {n}") for n in range(30)]
    work()
    sign_in(client, session, make_admin(session))
    first, changed = waiting[0].listing.public_id, listings[1].public_id
    house = listings[0].organisation.public_id
    budget(
        [
            "admin",
            "admin/listings",
            f"admin/listings/{changed}",
            f"admin/listings/{changed}/hand-over",
            "admin/people",
            f"admin/people/{people[0].public_id}",
            "admin/organisations",
            f"admin/organisations/{house}",
            "admin/claims",
            "admin/audit",
            "admin/matching",
            "admin/site",
            "admin/texts",
            "moderation",
            f"moderation/{first}",
            f"moderation/{first}/{waiting[0].number}",
            f"moderation/{changed}/{revised.number}",
            f"listings/{changed}/edit/basics",
        ]
    )
