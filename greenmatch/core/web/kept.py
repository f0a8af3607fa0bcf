"""Parts of pages that are made once and kept: what a macro makes of the same values, addresses.

Both depend on nothing but their values, the reader's language and the site's path, so they never
grow stale; what is least used goes when there is too much.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from sys import getsizeof
from typing import Any

from flask import Flask, current_app, get_template_attribute, has_request_context, request, url_for
from markupsafe import Markup, escape

from greenmatch.core.database import is_public_id
from greenmatch.core.i18n import current_language
from greenmatch.core.keeping import Kept

KEPT = 32 * 1024 * 1024
"""Bytes, about, of the parts that a process keeps."""
_EXTENSION = "greenmatch.kept"
_FRAMES = "greenmatch.frames"
_MACROS = "greenmatch.macros"
_SLOT = "\ue000"
"""Stands around the name of a text in a frame: a character that no text has, it means nothing."""
_ANY_ID = "a2" * 5


def init_kept(app: Flask) -> None:
    """Give templates ``kept``, ``kept_each``, ``framed`` and an ``url_for`` that remembers."""
    app.extensions[_EXTENSION] = Kept[Markup](KEPT)
    app.extensions[_FRAMES] = Kept[tuple[str, ...]](KEPT // 8)
    app.extensions[_MACROS] = {}
    app.add_template_global(kept)
    app.add_template_global(kept_each)
    app.add_template_global(framed)
    app.add_template_global(address, "url_for")


def kept(template: str, macro: str, *values: Hashable, **named: Hashable) -> Markup:
    """What the macro makes of these values, which must say all that it shows."""
    parts: Kept[Markup] = current_app.extensions[_EXTENSION]
    place = template, macro, current_language(), request.script_root
    key = (*place, values, tuple(named.items()))
    try:
        found = parts.get(key)
    except TypeError:  # a list among the values
        return _made(template, macro, *values, **named)
    if found is None:
        found = _made(template, macro, *values, **named)
        parts.put(key, found, _weight(found))
    return found


def kept_each(
    template: str, macro: str, common: tuple[Hashable, ...], rows: Iterable[tuple[Hashable, ...]]
) -> Iterator[Markup]:
    """For each row what :func:`kept` gives for the common values and the row's: much quicker."""
    parts: Kept[Markup] = current_app.extensions[_EXTENSION]
    place = template, macro, current_language(), request.script_root, common
    for row in rows:
        found = parts.get((place, row))
        if found is None:
            found = _made(template, macro, *common, *row)
            parts.put((place, row), found, _weight(found))
        yield found


def framed(template: str, macro: str, *shape: Hashable, **texts: str | None) -> Markup:
    """What the macro makes of a shape, with texts put in where it shows them.

    The macro is asked once for a shape and for which of the texts there are (an empty one or None
    is not there): it can see whether there is one, and print it, but not what it says.
    """
    there = {name: text for name, text in texts.items() if text}
    frames: Kept[tuple[str, ...]] = current_app.extensions[_FRAMES]
    key = template, macro, current_language(), request.script_root, shape, tuple(there)
    pieces = frames.get(key)
    if pieces is None:
        slots = {name: f"{_SLOT}{name}{_SLOT}" for name in there}
        made = _made(template, macro, *shape, **slots)
        pieces = tuple(made.split(_SLOT))
        frames.put(key, pieces, _weight(made))
    filled = list(pieces)
    filled[1::2] = [escape(there[name]) for name in pieces[1::2]]
    return Markup("".join(filled))  # noqa: S704 - pieces of a template, and escaped texts


def _made(template: str, macro: str, *values: object, **named: object) -> Markup:
    macros: dict[tuple[str, str], Callable[..., Markup]] = current_app.extensions[_MACROS]
    found = macros.get((template, macro))
    if found is None:
        found = get_template_attribute(template, macro)
        # While templates may change they are looked up anew.
        if not current_app.jinja_env.auto_reload:
            macros[template, macro] = found
    return found(*values, **named)


def _weight(part: Markup) -> int:
    """The bytes of a part with its key, about: a key is not much, it shares what it names."""
    return getsizeof(part) + 400


def address(endpoint: str, **values: Any) -> str:
    """The address of a page: inside a request the same arguments give the same one."""
    if not has_request_context() or endpoint.startswith(".") or "_external" in values:
        return url_for(endpoint, **values)
    try:
        return _address(endpoint, current_language(), request.script_root, tuple(values.items()))
    except TypeError:  # a list among the values
        return url_for(endpoint, **values)


@lru_cache(20_000)
def _address(endpoint: str, language: str, root: str, values: tuple[tuple[str, Any], ...]) -> str:
    match values:
        case [("public_id", str(public_id))] if is_public_id(public_id):
            return _any_address(endpoint, language, root).replace(_ANY_ID, public_id)
    return url_for(endpoint, **dict(values))


@lru_cache(500)
def _any_address(endpoint: str, _language: str, _root: str) -> str:
    """The address for no thing in particular: putting an id in is much quicker than building."""
    return url_for(endpoint, public_id=_ANY_ID)
