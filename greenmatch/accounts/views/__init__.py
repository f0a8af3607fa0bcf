"""The pages around a person's account."""

from greenmatch.accounts import permissions
from greenmatch.accounts.views import (
    leaving,
    resetting,
    sessions,
    settings,
    signing_in,
    signing_up,
)
from greenmatch.accounts.views.blueprint import bp

__all__ = [
    "bp",
    "leaving",
    "permissions",
    "resetting",
    "sessions",
    "settings",
    "signing_in",
    "signing_up",
]
