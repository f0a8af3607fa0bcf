"""Who may do what to an organisation.

An actor's organisations are the active ones that the person may act for; a suspended
organisation, and every organisation of a suspended person, can still be read and left.
"""

from greenmatch.core.permissions import Actor, rule
from greenmatch.organisations.models import Organisation, OrganisationState


@rule("organisation.create")
def may_create(actor: Actor, _thing: object) -> bool:
    """Whoever has confirmed their address and is not suspended."""
    return actor.signed_in and actor.confirmed


@rule("organisation.join")
def may_join(actor: Actor, _thing: object) -> bool:
    """Whoever has confirmed their address, with an invitation."""
    return actor.signed_in and actor.confirmed


@rule("organisation.inside")
def may_see_inside(actor: Actor, organisation: Organisation) -> bool:
    """Its members, and administrators."""
    return actor.belongs_to(organisation.id) or actor.administers


@rule("organisation.edit")
def may_edit(actor: Actor, organisation: Organisation) -> bool:
    """Its owners, and administrators."""
    if organisation.state is OrganisationState.CLOSED:
        return False
    return organisation.id in actor.owned_organisation_ids or actor.administers


@rule("organisation.manage_members")
def may_manage_members(actor: Actor, organisation: Organisation) -> bool:
    """Its owners, and administrators."""
    return may_edit(actor, organisation)


@rule("organisation.leave")
def may_leave(actor: Actor, organisation: Organisation) -> bool:
    """Its members, whatever state it or they are in."""
    return actor.belongs_to(organisation.id)


@rule("organisation.close")
def may_close(actor: Actor, organisation: Organisation) -> bool:
    """Its owners."""
    return organisation.id in actor.owned_organisation_ids


@rule("organisation.claim")
def may_claim(actor: Actor, organisation: Organisation) -> bool:
    """Whoever has confirmed their address, while nobody has taken the organisation over."""
    free = not organisation.claimed and organisation.state is OrganisationState.ACTIVE
    return free and actor.signed_in and actor.confirmed


@rule("organisation.administer")
def may_administer(actor: Actor, _thing: object) -> bool:
    """Administrators suspend, verify and decide who has taken over what."""
    return actor.administers
