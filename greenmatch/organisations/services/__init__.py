"""Writes to organisations, a file a subject."""
