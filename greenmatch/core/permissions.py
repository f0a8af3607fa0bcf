"""One function that answers "may this actor do this to that?".

Features register their rules by the action's name; views, commands and templates ask `can`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from greenmatch.core.errors import Forbidden
from greenmatch.core.i18n import _

T = TypeVar("T")


class Role(StrEnum):
    """What an account may do beyond its own organisations' things."""

    PERSON = "person"
    MODERATOR = "moderator"
    ADMIN = "admin"


@dataclass(frozen=True)
class Actor:
    """Who acts: a person with their role and the organisations they act for.

    Nobody acts for a suspended organisation, and a suspended person acts for none, but both
    may read what they had: those stand in `suspended_organisation_ids` only.
    """

    user_id: int | None
    role: Role = Role.PERSON
    organisation_ids: frozenset[int] = frozenset()
    owned_organisation_ids: frozenset[int] = frozenset()
    suspended_organisation_ids: frozenset[int] = frozenset()
    confirmed: bool = True

    @property
    def signed_in(self) -> bool:
        """Whether this is a known person."""
        return self.user_id is not None

    @property
    def moderates(self) -> bool:
        """Whether this person reviews what others submit."""
        return self.role in (Role.MODERATOR, Role.ADMIN)

    @property
    def administers(self) -> bool:
        """Whether this person runs the platform."""
        return self.role is Role.ADMIN

    def acts_for(self, organisation_id: int) -> bool:
        """Whether this person is a member of the organisation."""
        return organisation_id in self.organisation_ids

    def belongs_to(self, organisation_id: int) -> bool:
        """Whether this person may read what is the organisation's own, suspended or not."""
        return self.acts_for(organisation_id) or organisation_id in self.suspended_organisation_ids


ANYONE = Actor(user_id=None)

Rule = Callable[[Actor, Any], bool]
_rules: dict[str, Rule] = {}


def rule(action: str) -> Callable[[Callable[[Actor, T], bool]], Callable[[Actor, T], bool]]:
    """Register the decorated function as the rule for an action."""

    def register(check: Callable[[Actor, T], bool]) -> Callable[[Actor, T], bool]:
        _rules[action] = check
        return check

    return register


def actions() -> frozenset[str]:
    """The names of all actions that have a rule."""
    return frozenset(_rules)


def can(actor: Actor, action: str, thing: object = None) -> bool:
    """Whether the actor may do the action to the thing; KeyError for an unknown action."""
    return _rules[action](actor, thing)


def authorise(actor: Actor, action: str, thing: object = None) -> None:
    """Pass when the actor may; Forbidden otherwise."""
    if not can(actor, action, thing):
        raise Forbidden(_("You are not allowed to do this."))


@rule("account.use")
def _may_use_account(actor: Actor, _thing: object) -> bool:
    return actor.signed_in


@rule("site.administer")
def _may_administer(actor: Actor, _thing: object) -> bool:
    return actor.administers


@rule("site.moderate")
def _may_moderate(actor: Actor, _thing: object) -> bool:
    return actor.moderates
