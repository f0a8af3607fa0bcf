"""Writes: decisions."""

from greenmatch.moderation.services.deciding import decide_version

__all__ = ["decide_version"]
