"""The pages around organisations; an organisation's public page is made by a feature above."""

from greenmatch.organisations import permissions
from greenmatch.organisations.views import (
    claiming,
    directory,
    ending,
    joining,
    members,
    mine,
    profile,
)
from greenmatch.organisations.views.blueprint import bp

__all__ = [
    "bp",
    "claiming",
    "directory",
    "ending",
    "joining",
    "members",
    "mine",
    "permissions",
    "profile",
]
