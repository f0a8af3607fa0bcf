"""Secrets in cookies and mailed links: random, and stored only as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """A secret that cannot be guessed and can stand in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. It is random, so a plain fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
