"""Who may look at what waits, and decide."""

from greenmatch.catalogue.models import Listing
from greenmatch.core.permissions import Actor, rule


@rule("moderation.queue")
def may_see_queue(actor: Actor, _thing: object) -> bool:
    """Moderators and administrators."""
    return actor.moderates


@rule("moderation.review")
def may_review(actor: Actor, _listing: Listing) -> bool:
    """Moderators may read every version, their own organisation's too."""
    return actor.moderates


@rule("moderation.decide")
def may_decide(actor: Actor, listing: Listing) -> bool:
    """Moderators, but nobody on what their own organisation submits."""
    return actor.moderates and not actor.belongs_to(listing.organisation_id)
