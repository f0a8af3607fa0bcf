"""The pages of administration."""

from greenmatch.administration import permissions
from greenmatch.administration.views import (
    audit,
    claims,
    health,
    listings,
    mails,
    matching,
    organisations,
    overview,
    people,
    site,
    texts,
)
from greenmatch.administration.views.blueprint import bp
from greenmatch.administration.views.health import machine_bp

__all__ = [
    "audit",
    "bp",
    "claims",
    "health",
    "listings",
    "machine_bp",
    "mails",
    "matching",
    "organisations",
    "overview",
    "people",
    "permissions",
    "site",
    "texts",
]
