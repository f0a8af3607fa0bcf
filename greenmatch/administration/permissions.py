"""Who runs the platform. What is done to a person or an organisation has rules of its own there."""

from greenmatch.accounts.models import User
from greenmatch.core.permissions import Actor, rule


@rule("admin.overview")
def may_see_overview(actor: Actor, _thing: object) -> bool:
    """Administrators see how the platform does, in detail."""
    return actor.administers


@rule("admin.people")
def may_see_people(actor: Actor, _person: User | None) -> bool:
    """Administrators look people up."""
    return actor.administers


@rule("admin.organisations")
def may_see_organisations(actor: Actor, _thing: object) -> bool:
    """Administrators look organisations up, in every state."""
    return actor.administers


@rule("admin.listings")
def may_run_listings(actor: Actor, _thing: object) -> bool:
    """Administrators find listings in every state and hand them over."""
    return actor.administers


@rule("admin.site")
def may_set_up(actor: Actor, _thing: object) -> bool:
    """Administrators set the site up: names, logo, contact, texts."""
    return actor.administers


@rule("admin.audit")
def may_read_audit(actor: Actor, _thing: object) -> bool:
    """Administrators read who did what."""
    return actor.administers
