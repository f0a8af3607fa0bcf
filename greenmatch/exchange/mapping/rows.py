"""Repeatable rows of a listing: benefit claims, rights, requirements."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from greenmatch.catalogue.content import Claim, IpRight, Requirement
from greenmatch.core.i18n import _
from greenmatch.exchange.mapping.pulling import Pull, Unreadable, as_text
from greenmatch.taxonomy import choice, normalise_country, offices

T = TypeVar("T")
_CODES: dict[type[Any], dict[str, str]] = {
    Claim: {"evidence": "claim_evidence"},
    IpRight: {
        "kind": "ip_kind",
        "number_type": "ip_number_type",
        "status": "patent_legal_state",
    },
    Requirement: {"strength": "requirement_strength"},
}
_TEXT_OF: dict[type[Any], str] = {Claim: "metric", IpRight: "number", Requirement: "text"}
_LISTS = {"countries"}


def read_claims(pull: Pull, row: Mapping[str, Any]) -> tuple[Claim, ...]:
    """Benefit claims; a claim's document cannot be imported."""
    return _read(pull, row, Claim, lambda entry: {**entry, "document": None})


def read_requirements(pull: Pull, row: Mapping[str, Any]) -> tuple[Requirement, ...]:
    """Requirements; a plain text is one that must be met."""
    return _read(pull, row, Requirement, dict)


def read_rights(pull: Pull, row: Mapping[str, Any]) -> tuple[IpRight, ...]:
    """Intellectual property rights; a plain text is a number of unknown kind."""
    return _read(pull, row, IpRight, _with_codes)


def _with_codes(entry: Mapping[str, Any]) -> dict[str, Any]:
    regional = {office.code for office in offices()}
    countries = entry.get("countries") or []
    if not isinstance(countries, list):
        raise Unreadable(_("“countries” must be a list"))
    codes = []
    for text in map(as_text, countries):
        code = text.upper() if text.upper() in regional else normalise_country(text)
        if code is None:
            raise Unreadable(_("“%(text)s” is no country or office that we know", text=text))
        codes.append(code)
    return {**entry, "countries": codes}


def _read(
    pull: Pull,
    row: Mapping[str, Any],
    kind: type[T],
    prepare: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> tuple[T, ...]:
    entries = [_entry(value, kind) for value in _list(pull.raw(row))]
    try:
        found = msgspec.convert([prepare(entry) for entry in entries], tuple[kind, ...])  # type: ignore[valid-type]
    except msgspec.ValidationError as wrong:
        raise Unreadable(str(wrong)) from None
    _check_codes(found, kind)
    return found


def _list(value: Any) -> list[Any]:
    if isinstance(value, str) and value.lstrip().startswith(("[", "{")):
        try:
            value = msgspec.json.decode(value)
        except (msgspec.MsgspecError, RecursionError):
            raise Unreadable(_("a list in JSON is expected")) from None
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _entry(value: Any, kind: type[Any]) -> dict[str, Any]:
    """The entry with all of its values as texts, since sources write numbers as numbers too."""
    if isinstance(value, str):
        return {_TEXT_OF[kind]: as_text(value)}
    if not isinstance(value, dict):
        raise Unreadable(_("each entry must be an object"))
    known = [name for name in kind.__struct_fields__ if value.get(name) is not None]
    return {name: value[name] if name in _LISTS else as_text(value[name]) for name in known}


def _check_codes(found: tuple[Any, ...], kind: type[Any]) -> None:
    for number, entry in enumerate(found, start=1):
        for name, enumeration in _CODES[kind].items():
            code = getattr(entry, name)
            if code and choice(enumeration, code) is None:
                raise Unreadable(
                    _(
                        "entry %(number)d: “%(code)s” is no value of “%(name)s”",
                        number=number,
                        code=code,
                        name=name,
                    )
                )
