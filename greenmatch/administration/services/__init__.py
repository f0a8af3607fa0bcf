"""Writes that only administrators make and that no feature below has."""
