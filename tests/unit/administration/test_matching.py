from sqlalchemy.orm import Session

from greenmatch.administration.queries.matching import match_figures
from greenmatch.catalogue.models import Listing
from greenmatch.core.clock import now
from greenmatch.enquiries.services import accept_enquiry, start_enquiry
from greenmatch.matching.models import Match, Verdict
from greenmatch.matching.services import give_feedback, note_seen
from tests.factories.catalogue import make_published, need, technology
from tests.factories.organisations import make_provider


def make_match(session: Session, offer: Listing, want: Listing) -> None:
    match = Match(technology_id=offer.id, need_id=want.id, points=200_000, strength="good")
    match.policy, match.snapshot, match.created_at = "1", 1, now()
    session.add(match)
    session.flush()


class TestMatchFigures:
    def test_a_pair_counts_once_for_each_thing_that_was_done_with_it(
        self, session: Session
    ) -> None:
        seeker, buyer = make_provider(session)
        want = make_published(session, organisation=buyer, content=need())
        provider, house = make_provider(session)
        offers = [
            make_published(session, organisation=house, content=technology(f"Filter {number}"))
            for number in range(3)
        ]
        for offer in offers:
            make_match(session, offer, want)
            note_seen(session, listing=offer, other_ids=[want.id])
        note_seen(session, listing=want, other_ids=[offers[0].id, offers[1].id], opened=True)
        for offer, verdict, reason in (
            (offers[0], Verdict.SHORTLISTED, ""),
            (offers[1], Verdict.DISMISSED, "cost-too-high"),
        ):
            give_feedback(
                session,
                listing=want,
                other=offer,
                verdict=verdict,
                actor_id=seeker.id,
                reason=reason,
            )
        thread = start_enquiry(
            session, listing=offers[0], sender=buyer, author_id=seeker.id, body="How much?"
        )
        found = match_figures(session)
        assert (found.shown, found.opened, found.shortlisted, found.dismissed) == (3, 2, 1, 1)
        assert (found.enquired, found.agreed) == (1, 0)
        assert found.reasons == {"cost-too-high": 1}
        assert found.suggested == {"good": 3}

        accept_enquiry(session, thread=thread, actor_id=provider.id)
        assert match_figures(session).agreed == 1
