"""Parts of pages that are made once and kept: what a macro makes of the same values, addresses.

Both depend on nothing but their values, the reader's language and the site's path, so they never
grow stale; what is least used goes when there is too much.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from threading import Lock
from typing import Any

from flask import Flask, current_app, get_template_attribute, has_request_context, request, url_for
from markupsafe import Markup

from greenmatch.core.i18n import current_language

KEPT = 32 * 1024 * 1024
"""Bytes, about, of the parts that a process keeps."""
_EXTENSION = "greenmatch.kept"


def init_kept(app: Flask) -> None:
    """Give templates ``kept``, ``kept_each`` and an ``url_for`` that remembers."""
    app.extensions[_EXTENSION] = KeptParts(KEPT)
    app.add_template_global(kept)
    app.add_template_global(kept_each)
    app.add_template_global(address, "url_for")


def kept(template: str, macro: str, *values: Hashable, **named: Hashable) -> Markup:
    """What the macro makes of these values, which must say all that it shows."""
    parts: KeptParts = current_app.extensions[_EXTENSION]
    place = template, macro, current_language(), request.script_root
    key = (*place, values, tuple(named.items()))
    try:
        found = parts.get(key)
    except TypeError:  # a list among the values
        return _made(template, macro, *values, **named)
    if found is None:
        found = _made(template, macro, *values, **named)
        parts.put(key, found)
    return found


def kept_each(
    template: str, macro: str, common: tuple[Hashable, ...], rows: Iterable[tuple[Hashable, ...]]
) -> Iterator[Markup]:
    """For each row what :func:`kept` gives for the common values and the row's: much quicker."""
    parts: KeptParts = current_app.extensions[_EXTENSION]
    place = template, macro, current_language(), request.script_root, common
    for row in rows:
        found = parts.get((place, row))
        if found is None:
            found = _made(template, macro, *common, *row)
            parts.put((place, row), found)
        yield found


def _made(template: str, macro: str, *values: object, **named: object) -> Markup:
    made: Markup = get_template_attribute(template, macro)(*values, **named)
    return made


class KeptParts:
    """Parts by what they were made from, up to a number of bytes; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._parts: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Markup | None:
        """The part made from this, None if it is not here."""
        with self._lock:
            found = self._parts.get(key)
            if found is not None:
                self._parts.move_to_end(key)
            return found

    def put(self, key: Hashable, part: Markup) -> None:
        """Keep a part; what was not asked for longest goes if there is too much."""
        with self._lock:
            if key not in self._parts:
                self._parts[key] = part
                self._size += _weight(part)
            while self._size > self._most:
                self._size -= _weight(self._parts.popitem(last=False)[1])


def _weight(part: Markup) -> int:
    """The bytes of a part with its key, about: what it is made from is in it."""
    return 2 * len(part) + 400


def address(endpoint: str, **values: Any) -> str:
    """The address of a page: inside a request the same arguments give the same one."""
    if not has_request_context() or endpoint.startswith(".") or "_external" in values:
        return url_for(endpoint, **values)
    try:
        return _address(endpoint, current_language(), request.script_root, tuple(values.items()))
    except TypeError:  # a list among the values
        return url_for(endpoint, **values)


@lru_cache(20_000)
def _address(endpoint: str, _language: str, _root: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))
