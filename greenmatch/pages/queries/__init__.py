"""Reads that combine features."""

from greenmatch.pages.queries.counting import CatalogueCounts, count_catalogue
from greenmatch.pages.queries.listings import newest_listings, of_organisation, public_page

__all__ = [
    "CatalogueCounts",
    "count_catalogue",
    "newest_listings",
    "of_organisation",
    "public_page",
]
