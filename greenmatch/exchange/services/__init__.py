"""Writes: a record becomes a listing, a new version of one, or a version to review."""

from greenmatch.exchange.services.deciding import Decision, Outcome, decide
from greenmatch.exchange.services.storing import Fresh, add_records, store_change

__all__ = ["Decision", "Fresh", "Outcome", "add_records", "decide", "store_change"]
