"""Who may do what to a listing."""

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import SHOWN, ListingState
from greenmatch.core.permissions import Actor, rule
from greenmatch.organisations.models import OrganisationState


@rule("listing.create")
def may_create(actor: Actor, _thing: object) -> bool:
    """Whoever has a confirmed address and an organisation to act for."""
    return actor.signed_in and actor.confirmed and bool(actor.organisation_ids)


@rule("listing.view")
def may_view(actor: Actor, listing: Listing) -> bool:
    """Anyone sees what is public; its organisation and moderators see it in every state."""
    if may_see_inside(actor, listing):
        return True
    return listing.state in SHOWN and listing.organisation.state is OrganisationState.ACTIVE


@rule("listing.inside")
def may_see_inside(actor: Actor, listing: Listing) -> bool:
    """Decisions and figures are for the organisation, suspended or not, and for moderators; what
    was never submitted is for the organisation and for administrators, who help."""
    if actor.belongs_to(listing.organisation_id) or actor.administers:
        return True
    return actor.moderates and listing.state is not ListingState.DRAFT


@rule("listing.edit")
def may_edit(actor: Actor, listing: Listing) -> bool:
    """The organisation's members; an administrator may too, and must give a reason."""
    if listing.state is ListingState.WITHDRAWN:
        return False
    return (actor.acts_for(listing.organisation_id) and actor.confirmed) or actor.administers


@rule("listing.withdraw")
def may_withdraw(actor: Actor, listing: Listing) -> bool:
    """The organisation's members, at any time, also before they have confirmed their address."""
    return listing.state is not ListingState.WITHDRAWN and actor.acts_for(listing.organisation_id)


@rule("listing.manage")
def may_manage(actor: Actor, listing: Listing) -> bool:
    """The organisation's members put on hold, renew, copy, open and close; nobody for them."""
    if listing.state is ListingState.WITHDRAWN:
        return False
    return actor.acts_for(listing.organisation_id) and actor.confirmed
