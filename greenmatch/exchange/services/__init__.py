"""Writes: a record becomes a listing, a new version of one, or a version to review."""

from greenmatch.exchange.services.deciding import Decision, Outcome, decide
from greenmatch.exchange.services.storing import store

__all__ = ["Decision", "Outcome", "decide", "store"]
