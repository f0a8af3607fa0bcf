"""Listings made ready to be shown in a language: cards, sheets and differences."""

from greenmatch.catalogue.presentation.card import ListingCard, card
from greenmatch.catalogue.presentation.difference import FieldDifference, differences
from greenmatch.catalogue.presentation.fields import FieldText, field_texts
from greenmatch.catalogue.presentation.sheet import ListingSheet, sheet

__all__ = [
    "FieldDifference",
    "FieldText",
    "ListingCard",
    "ListingSheet",
    "card",
    "differences",
    "field_texts",
    "sheet",
]
