"""A small platform with something in every corner, and every address that it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import ListingState
from greenmatch.core.permissions import Role
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.services import add_message, start_enquiry
from greenmatch.organisations.models import Organisation
from tests.factories.accounts import make_admin, make_user
from tests.factories.catalogue import make_in_state, make_published, need, technology
from tests.factories.organisations import make_provider, make_unclaimed

SECRET_NAME = "Quillfeather Waterworks"
_SHARED = "Ceramic pot filter against fluoride in village wells with activated alumina"
_CLASSES = ("C02F 1/28",)
SECRET_NAME_ZH = "翎羽水务"


@dataclass
class World:
    """People, organisations, a listing in each state, an anonymous need, and a thread."""

    provider: User
    seeker: User
    admin: User
    moderator: User
    house: Organisation
    hidden: Organisation
    unclaimed: Organisation
    listings: dict[ListingState, Listing]
    anonymous: Listing
    imported: Listing
    thread: EnquiryThread

    def people(self) -> dict[str, User | None]:
        """Everybody who may look at a page, by what they are here; None is nobody in particular."""
        return {
            "anyone": None,
            "provider": self.provider,
            "seeker": self.seeker,
            "moderator": self.moderator,
            "admin": self.admin,
        }


def make_world(session: Session) -> World:
    """The platform, stored."""
    provider, house = make_provider(session, name="Tidewater Works")
    seeker, hidden = make_provider(session, name=SECRET_NAME, name_zh=SECRET_NAME_ZH)
    unclaimed = make_unclaimed(session, name="Imported Institute")
    listings: dict[ListingState, Listing] = {
        state: make_in_state(session, state, organisation=house, author=provider)
        for state in ListingState
        if state is not ListingState.PUBLISHED
    }
    # Of the same words as the need below, and no others': the two match.
    listings[ListingState.PUBLISHED] = make_published(
        session,
        organisation=house,
        author=provider,
        content=technology(_SHARED, classes=_CLASSES, countries_wanted=("KE",)),
    )
    anonymous = make_published(
        session,
        organisation=hidden,
        author=seeker,
        content=need(
            _SHARED,
            classes=_CLASSES,
            cooperation=("license",),
            anonymous=True,
            link="https://quillfeather.example/tender",
        ),
    )
    imported = make_published(session, organisation=unclaimed, content=technology("Imported pump"))
    thread = start_enquiry(
        session, listing=anonymous, sender=house, author_id=provider.id, body="Is it hard water?"
    )
    add_message(session, thread=thread, sender=hidden, author_id=seeker.id, body="Very hard.")
    return World(
        provider=provider,
        seeker=seeker,
        admin=make_admin(session),
        moderator=make_user(session, name="Mo Moderator", role=Role.MODERATOR),
        house=house,
        hidden=hidden,
        unclaimed=unclaimed,
        listings=listings,
        anonymous=anonymous,
        imported=imported,
        thread=thread,
    )


def addresses(app: Flask, world: World, language: str = "en") -> Iterator[tuple[str, str]]:
    """Every address that can be asked for with GET, with its endpoint; things by their real ids.

    An argument that is not known here fails, so that no new page is left out of the walk.
    """
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
                continue
            for values in _values(rule, world):
                if "language" in rule.arguments:
                    values["language"] = language
                yield rule.endpoint, adapter.build(rule.endpoint, values)


def _values(rule: Rule, world: World) -> Iterator[dict[str, Any]]:
    names = sorted(rule.arguments - {"language", *(rule.defaults or ())})
    if "other_id" in names:
        one, other = world.listings[ListingState.PUBLISHED].public_id, world.anonymous.public_id
        yield {"public_id": one, "other_id": other}
        yield {"public_id": other, "other_id": one}
        return
    for public_id in _things(rule, world) if "public_id" in names else [""]:
        values = {name: _SIMPLE[name] for name in names if name != "public_id"}
        yield {**values, "public_id": public_id} if "public_id" in names else values


def _things(rule: Rule, world: World) -> list[str]:
    listings = [
        *world.listings.values(),
        world.anonymous,
        world.imported,
    ]
    kinds = {
        "listings": [each.public_id for each in listings],
        "moderation": [each.public_id for each in listings],
        "organisations": [each.public_id for each in (world.house, world.hidden, world.unclaimed)],
        "enquiries": [world.thread.public_id],
        "people": [world.provider.public_id],
        "files": ["aaaaaaaaaa"],
        "claims": ["aaaaaaaaaa"],
    }
    kinds["organisation"] = kinds["organisations"]
    parts = rule.rule.split("/")
    return kinds[parts[parts.index("<public_id>") - 1]]


_SIMPLE: dict[str, Any] = {
    "step_name": "basics",
    "user_id": "aaaaaaaaaa",
    "invitation_id": "aaaaaaaaaa",
    "number": 1,
    "token": "no-such-token",
    "code": "KE",
    "group": "water",
    "slug": "drinking-water",
    "size": "card",
    "name": "no-such-mail",
    "page": "about",
    "text_language": "en",
}
