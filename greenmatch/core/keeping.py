"""Things made once and kept by what they were made from, as long as there is room."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Things by their keys, up to a weight of all (bytes mostly); safe between threads.

    What weighs more than half of that is not kept at all.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._things: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """The thing of this key, None if it is not here."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: T, weight: int) -> None:
        """Keep a thing of this weight; what was not asked for longest goes to make room."""
        with self._lock:
            if key in self._things or weight > self._most // 2:
                return
            self._things[key] = thing, weight
            self._size += weight
            while self._size > self._most:
                self._size -= self._things.popitem(last=False)[1][1]


class Same:
    """A thing as part of a key: equal to itself only, and held, so that nothing takes its place."""

    __slots__ = ("_thing",)

    def __init__(self, thing: object) -> None:
        self._thing = thing

    def __hash__(self) -> int:
        return id(self._thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._thing is self._thing
