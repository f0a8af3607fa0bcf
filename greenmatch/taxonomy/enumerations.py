"""The closed lists of values that forms offer and listings store."""

from dataclasses import dataclass
from functools import cache

from greenmatch.taxonomy.concepts import Choice
from greenmatch.taxonomy.loading import load


@dataclass(frozen=True)
class _File:
    enumerations: dict[str, tuple[Choice, ...]]


def enumeration(name: str) -> tuple[Choice, ...]:
    """The values of an enumeration in the order in which people should see them.

    Raises LookupError for a name that :func:`enumeration_names` does not have.
    """
    try:
        return _enumerations()[name]
    except KeyError:
        known = ", ".join(enumeration_names())
        message = f"there is no enumeration {name!r}; there are: {known}"
        raise LookupError(message) from None


def enumeration_names() -> tuple[str, ...]:
    """The names that :func:`enumeration` knows."""
    return tuple(_enumerations())


def choice(name: str, code: str | int) -> Choice | None:
    """The value with this code, or None. A readiness level may be given as a number."""
    return _choices(name).get(str(code))


def choice_name(name: str, code: str | int, language: str) -> str:
    """The value's name in the language; for an unknown code the code itself."""
    found = choice(name, code)
    return found.name(language) if found else str(code)


@cache
def _choices(name: str) -> dict[str, Choice]:
    return {each.code: each for each in enumeration(name)}


@cache
def _enumerations() -> dict[str, tuple[Choice, ...]]:
    return load("enumerations", _File).enumerations
