"""The engine: Whoosh keeps the index, numpy scores its postings. Nobody else imports Whoosh."""

from greenmatch.search.whoosh.engine import Tuning, WhooshEngine

__all__ = ["Tuning", "WhooshEngine"]
