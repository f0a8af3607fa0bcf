"""Stable numbers for features, the same in every process and on every host."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@lru_cache(maxsize=500_000)
def feature_id(group: str, name: str) -> int:
    """A 64-bit number for a feature of a group, such as ("word", "hydrogen").

    Two of a million features meet with a chance of one in 30 million.
    """
    digest = blake2b(f"{group}\x1f{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def spoken_id(languages: Iterable[str]) -> int:
    """A number for the languages that a listing is written in.

    A concept's number, changed by it (exclusive or), is the feature of a technology in these
    languages; so a need can weigh concepts by whether the two have a language in common.
    """
    return feature_id("spoken", "+".join(sorted(languages)))


def pair_ids(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The numbers of each two words that follow each other, from the numbers of the words."""
    mixed = words[:-1] * _ODD + words[1:]  # modulo 2**64
    return mixed ^ (mixed >> _SHIFT)


def pair_id(first: str, second: str) -> int:
    """The number of two words that follow each other."""
    words = np.array([feature_id("word", first), feature_id("word", second)], np.uint64)
    return int(pair_ids(words)[0])
