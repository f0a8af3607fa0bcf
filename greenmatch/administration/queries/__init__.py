"""Reads of what administrators look at."""
