"""Who may see matches and say what they think of them."""

from greenmatch.catalogue.models import Listing
from greenmatch.core.permissions import Actor, rule


@rule("match.see")
def may_see(actor: Actor, listing: Listing) -> bool:
    """The members of the listing's organisation, and moderators."""
    own = actor.organisation_ids | actor.suspended_organisation_ids
    return listing.organisation_id in own or actor.moderates


@rule("match.judge")
def may_judge(actor: Actor, listing: Listing) -> bool:
    """The members of the listing's organisation: feedback is theirs alone."""
    return actor.confirmed and actor.acts_for(listing.organisation_id)
