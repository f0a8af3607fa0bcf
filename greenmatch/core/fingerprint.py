"""What a form remembers of the values that it was filled with."""

import hashlib
from collections.abc import Iterable


def fingerprint(values: Iterable[str]) -> str:
    """A short text that is another one as soon as one of the values is."""
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]
