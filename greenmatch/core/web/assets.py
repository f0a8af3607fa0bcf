"""Static files under addresses that change with their content, so that browsers keep them a year.

The hash covers the whole folder and stands in front of the path: relative addresses inside
stylesheets and scripts (``import "./form.js"``) then lead to the same version without rewriting.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from greenmatch.core.web.access import public
from greenmatch.core.web.kept import address
from greenmatch.paths import static_folder

ENDPOINT = "static"
_YEAR = int(timedelta(days=365).total_seconds())
_COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".txt", ".webmanifest"})
# Set here because the table of the operating system may be missing or wrong.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


def init_assets(app: Flask) -> None:
    """Serve the static folder at ``/static/<version>/…``; templates get ``asset(path)``.

    The application is made with ``static_folder=None``: this takes the endpoint's place.
    """
    app.extensions["greenmatch.assets"] = folder_version(static_folder())
    app.add_url_rule("/static/<version>/<path:name>", ENDPOINT, public(_serve))
    app.add_template_global(asset_url, "asset")
    app.add_template_global(has_page, "has_page")


def asset_url(name: str) -> str:
    """The address of the static file ``name``, for example ``css/greenmatch.css``."""
    return address(ENDPOINT, version=_version(), name=name)


def has_page(endpoint: str) -> bool:
    """Whether this site serves ``endpoint``; menus ask, because a feature may be left out."""
    return endpoint in current_app.view_functions


def folder_version(folder: Path) -> str:
    """Ten hexadecimal digits that change when any file below ``folder`` changes."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".py"):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:10]


def _version() -> str:
    if current_app.debug:
        return folder_version(static_folder())
    version: str = current_app.extensions["greenmatch.assets"]
    return version


def _serve(version: str, name: str) -> Response:
    path = _existing_file(name)
    response = _content(path)
    response.content_type = _content_type(path)
    response.headers["Vary"] = "Accept-Encoding"
    if version == _version():
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    else:
        # An older page asks for an older version: it gets today's file, but must not keep it.
        response.headers["Cache-Control"] = "no-cache"
    response.set_etag(_file_tag(path))
    response.make_conditional(request)
    return response


def _file_tag(path: Path) -> str:
    stat = path.stat()
    return f"{stat.st_mtime_ns:x}-{stat.st_size:x}"


def _existing_file(name: str) -> Path:
    joined = safe_join(str(static_folder()), name)
    if joined is None or not Path(joined).is_file() or name.endswith(".py"):
        raise NotFound
    return Path(joined)


def _content(path: Path) -> Response:
    if path.suffix in _COMPRESSIBLE and request.accept_encodings.quality("gzip") > 0:
        response = Response(_gzipped(path, path.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "gzip"
        return response
    return Response(path.read_bytes())


@lru_cache(maxsize=64)
def _gzipped(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


def _content_type(path: Path) -> str:
    known = _TYPES.get(path.suffix)
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
