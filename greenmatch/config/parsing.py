"""Turns the text of an environment variable into a value, or says what to write instead."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

_SIZE = re.compile(r"(\d+)\s*(B|KiB|MiB|GiB)", re.IGNORECASE)
_UNITS = {"b": 1, "kib": 1024, "mib": 1024**2, "gib": 1024**3}
_SWITCH = {"yes": True, "true": True, "on": True, "1": True} | {
    "no": False,
    "false": False,
    "off": False,
    "0": False,
}


class SettingsError(ValueError):
    """One sentence a line; each says which variable to set to what."""


def text(value: str) -> str:
    """The value without the blanks around it."""
    return value.strip()


def folder(value: str) -> Path:
    """An absolute path; `~` is the home folder."""
    return Path(value).expanduser().absolute()


def switch(value: str) -> bool:
    """True for yes, on, true or 1; False for no, off, false or 0."""
    try:
        return _SWITCH[value.strip().lower()]
    except KeyError:
        raise ValueError("must be yes or no") from None


def size(value: str) -> int:
    """Bytes, from a number with its unit: `512 KiB`, `20 MiB`, `1 GiB`."""
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        raise ValueError("must be a size with its unit, such as 20 MiB")
    return int(found[1]) * _UNITS[found[2].lower()]


def integer(least: int, most: int) -> Callable[[str], int]:
    """A parser of whole numbers between the two bounds, both allowed."""

    def parse(value: str) -> int:
        complaint = f"must be a whole number from {least} to {most}"
        try:
            number = int(value)
        except ValueError:
            raise ValueError(complaint) from None
        if not least <= number <= most:
            raise ValueError(complaint)
        return number

    return parse


def seconds(least: float, most: float) -> Callable[[str], float]:
    """A parser of seconds between the two bounds, both allowed."""

    def parse(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not least <= number <= most:  # also false for nan
            raise ValueError(f"must be a number of seconds from {least:g} to {most:g}")
        return number

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """A parser that takes one of the words, in any case, and gives it as it is written here."""
    by_name = {choice.lower(): choice for choice in choices}

    def parse(value: str) -> str:
        try:
            return by_name[value.strip().lower()]
        except KeyError:
            raise ValueError(f"must be one of {', '.join(choices)}") from None

    return parse


def web_address(value: str) -> str:
    """An http or https address without path, query and closing slash; or nothing."""
    address = value.strip().rstrip("/")
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a whole address such as https://greenmatch.example")
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("must end after the host name: the site lives at the root of its host")
    return address


def database_address(value: str) -> str:
    """A SQLAlchemy URL of SQLite or PostgreSQL (through psycopg); or nothing."""
    address = value.strip()
    if not address or address.startswith("sqlite:///"):
        return address
    scheme, separator, rest = address.partition("://")
    if separator and scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return f"postgresql+psycopg://{rest}"
    raise ValueError("must be postgresql://user:password@host/database or sqlite:////absolute/path")


def secret(value: str) -> str:
    """A secret of 32 characters or more; or nothing."""
    if value and len(value) < 32:
        raise ValueError(
            "must be 32 random characters or more; leave it unset to have one made and kept"
        )
    return value
