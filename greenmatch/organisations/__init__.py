"""Organisations of every type, their members, and claims to them."""
