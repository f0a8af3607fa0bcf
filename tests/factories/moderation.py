"""Listings on their way through moderation."""

from tests.factories.catalogue import (
    make_published,
    make_revision,
    make_submitted,
    need,
    technology,
)

__all__ = ["make_published", "make_revision", "make_submitted", "need", "technology"]
