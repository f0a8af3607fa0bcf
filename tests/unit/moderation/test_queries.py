import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import ListingVersion
from greenmatch.catalogue.services import take_back
from greenmatch.moderation.queries import (
    NOTHING,
    next_waiting,
    queue_length,
    similar_listings,
    waiting_versions,
)
from tests.factories.moderation import make_published, make_submitted, need, technology


class TestNextWaiting:
    def test_the_line_goes_on_and_begins_again(self, session: Session) -> None:
        first, second, third = (make_submitted(session) for _number in range(3))

        assert next_waiting(session, NOTHING, first, frozenset()) is second
        assert next_waiting(session, NOTHING, third, frozenset()) is first

    def test_own_versions_are_passed_over(self, session: Session) -> None:
        first, second, third = (make_submitted(session) for _number in range(3))
        own = frozenset({second.listing.organisation_id})

        assert next_waiting(session, NOTHING, first, own) is third

    def test_none_is_left_after_the_last(self, session: Session) -> None:
        only = make_submitted(session)

        assert next_waiting(session, NOTHING, only, frozenset()) is None


class TestQueue:
    def test_what_was_taken_back_no_longer_waits(self, session: Session) -> None:
        version = make_submitted(session)
        make_submitted(session)
        take_back(session, listing=version.listing, actor_id=None)

        assert queue_length(session).count == 1
        assert len(session.scalars(waiting_versions()).all()) == 1


def alike(session: Session, version: ListingVersion, title: str) -> set[str]:
    found = similar_listings(session, version.listing, technology(title))
    return {each.title for each in found}


class TestSimilarListings:
    @pytest.mark.parametrize(
        ("title", "other"),
        [
            ("Solar stove for two pots", "Solar stoves for two pots!"),
            ("用于苦咸水淡化的低压膜组件", "用于苦咸水淡化的低压膜组件（新）"),
        ],
    )
    def test_nearly_the_same_title_is_found(self, session: Session, title: str, other: str) -> None:
        make_published(session, content=technology(other))
        make_published(session, content=need("Solar roof for a school"))
        version = make_submitted(session, content=technology(title))

        assert alike(session, version, title) == {other}

    def test_what_waits_is_compared_too(self, session: Session) -> None:
        make_submitted(session, content=technology("Solar stove for two pots"))
        version = make_submitted(session, content=technology("Solar stove for two pots"))

        assert alike(session, version, "Solar stove for two pots") == {"Solar stove for two pots"}

    def test_one_shared_word_is_not_enough(self, session: Session) -> None:
        make_published(session, content=technology("Wind turbine blade recycling"))
        version = make_submitted(session)

        assert alike(session, version, "Wind-driven water pump for orchards") == set()

    def test_a_title_without_words_is_like_none(self, session: Session) -> None:
        version = make_submitted(session)

        assert alike(session, version, "?") == set()
