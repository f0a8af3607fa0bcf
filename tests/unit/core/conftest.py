"""What the tests of the ground floor share."""

import pytest

from greenmatch.core.files import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()
