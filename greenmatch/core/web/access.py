"""Access to views: every route is declared public or asks the permission function."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

from greenmatch.core.errors import Forbidden
from greenmatch.core.i18n import _
from greenmatch.core.permissions import can
from greenmatch.core.web.identity import current_actor

P = ParamSpec("P")
R = TypeVar("R")

ACCESS = "__access__"


class SignInNeeded(Forbidden):
    """Nobody is signed in, and only signed-in people may do this."""

    status = 401


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declare a view that anyone may call."""
    setattr(view, ACCESS, "public")
    return view


def requires(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Ask, before the view runs, whether the actor may do an action that needs no thing."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **values: P.kwargs) -> R:
            authorise_view(action)
            return view(*args, **values)

        setattr(checked, ACCESS, action)
        return checked

    return decorate


def asks(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a view that asks about a thing itself, once it has found the thing.

    Answering without having asked is a programming error and fails loudly.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **values: P.kwargs) -> R:
            answer = view(*args, **values)
            if action not in g.get("asked", ()):
                raise RuntimeError(f"{view.__qualname__} answered without asking for {action}")
            return answer

        setattr(checked, ACCESS, action)
        return checked

    return decorate


def authorise_view(action: str, thing: object = None) -> None:
    """Pass when the current actor may; SignInNeeded or Forbidden otherwise."""
    if may(action, thing):
        return
    if not current_actor().signed_in:
        raise SignInNeeded(_("Please sign in to go on."))
    raise Forbidden(_("You are not allowed to do this."))


def may(action: str, thing: object = None) -> bool:
    """Whether the current actor may; for views that answer otherwise then."""
    if "asked" not in g:
        g.asked = set()
    g.asked.add(action)
    return can(current_actor(), action, thing)


def shown_to_reader(action: str, thing: object = None) -> bool:
    """Whether the current actor may; for templates that show or hide a button."""
    return can(current_actor(), action, thing)
