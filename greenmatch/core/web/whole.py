"""Whole pages for readers who are not signed in: made once, sent again while nothing changes.

Only the token against forged requests is each reader's own; it is put in anew. The key that a view
gives must name all that the page shows of the data, as it is now; the rest is known here.
"""

import struct
import zlib
from collections.abc import Callable, Hashable

from flask import Response, current_app, g, request, session
from flask_wtf.csrf import generate_csrf

from greenmatch.core.i18n import current_language
from greenmatch.core.keeping import Kept
from greenmatch.core.web.compression import LEVEL, takes_gzip
from greenmatch.core.web.identity import current_identity
from greenmatch.core.web.presentation import current_site

KEPT = 32 * 1024 * 1024
"""Bytes, about, of the pages that a process keeps."""
_EXTENSION = "greenmatch.whole"
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"


class WholePage:
    """A page cut where the token stands, and each piece compressed, to be joined around another."""

    def __init__(self, html: str, token: str | None) -> None:
        texts = html.split(token) if token else [html]
        self._pieces = [text.encode() for text in texts]
        self._pressed = [_pressed(piece) for piece in self._pieces]

    @property
    def weight(self) -> int:
        """The bytes that it takes, about."""
        return sum(map(len, (*self._pieces, *self._pressed))) + 4_000

    @property
    def has_token(self) -> bool:
        """Whether somewhere a token stands."""
        return len(self._pieces) > 1

    def plain(self, token: bytes) -> bytes:
        """The page with this token."""
        return token.join(self._pieces)

    def gzipped(self, token: bytes) -> bytes:
        """The same, compressed; the token stands there as it is."""
        page = self.plain(token)
        between = struct.pack("<BHH", 0, len(token), len(token) ^ 0xFFFF) + token
        tail = struct.pack("<II", zlib.crc32(page), len(page) & 0xFFFFFFFF)
        return _HEAD + between.join(self._pressed) + _END + tail


def whole_page(key: Hashable, render: Callable[[], str]) -> Response:
    """The page of this key for the reader of this request."""
    if current_app.debug or current_identity() or session.get("_flashes"):
        return Response(render(), mimetype="text/html")
    pages: Kept[WholePage] = current_app.extensions.setdefault(_EXTENSION, Kept(KEPT))
    theme = request.cookies.get("theme")
    place = request.script_root, request.full_path, current_language(), current_site(), theme, key
    page = pages.get(place)
    if page is None:
        page = WholePage(render(), g.get("csrf_token"))
        pages.put(place, page, page.weight)
    return _answer(page, generate_csrf().encode() if page.has_token else b"")


def _answer(page: WholePage, token: bytes) -> Response:
    if not takes_gzip():
        return Response(page.plain(token), mimetype="text/html")
    response = Response(page.gzipped(token), mimetype="text/html")
    response.headers["Content-Encoding"] = "gzip"
    return response


def _pressed(piece: bytes) -> bytes:
    """The piece as blocks of a compressed stream that end at a byte."""
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(piece) + press.flush(zlib.Z_FULL_FLUSH)
