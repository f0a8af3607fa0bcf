"""Writes to accounts, a file a subject."""
