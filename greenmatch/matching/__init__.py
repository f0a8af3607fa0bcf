"""Matching: which technologies fit which needs, and why."""
