"""The sectors that listings and needs are filed under: nine groups, 77 sectors below them."""

from dataclasses import dataclass
from functools import cache

from greenmatch.taxonomy.concepts import Sector, SectorGroup
from greenmatch.taxonomy.loading import load


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A sector as the file has it: what was read in a source apart from what we added."""

    code: str
    name_en: str
    name_zh: str
    parent: str | None
    sdgs: tuple[int, ...]
    green_inventory: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()
    cpc: tuple[str, ...] = ()
    ipc_more: tuple[str, ...] = ()
    cpc_more: tuple[str, ...] = ()


@dataclass(frozen=True)
class _File:
    sectors: tuple[_Row, ...]


@cache
def sectors(level: int | None = None) -> tuple[Sector, ...]:
    """The sectors in their order, each group before its members; with `level`, of that level."""
    return tuple(
        found for found in _by_code().values() if level in (None, 2 if found.parent else 1)
    )


def sector(code: str) -> Sector | None:
    """The sector of either level with this code, or None."""
    return _by_code().get(code)


def sector_name(code: str, language: str) -> str:
    """The sector's name in the language; for an unknown code the code itself."""
    found = sector(code)
    return found.name(language) if found else code


@cache
def sector_groups() -> tuple[SectorGroup, ...]:
    """The first level in its order, each with the sectors below it."""
    return tuple(
        SectorGroup(group, tuple(member for member in sectors(2) if member.parent == group.code))
        for group in sectors(1)
    )


@cache
def _by_code() -> dict[str, Sector]:
    return {row.code: _sector(row) for row in load("sectors", _File).sectors}


def _sector(row: _Row) -> Sector:
    return Sector(
        code=row.code,
        name_en=row.name_en,
        name_zh=row.name_zh,
        parent=row.parent,
        sdgs=row.sdgs,
        green_inventory=row.green_inventory,
        ipc=row.ipc + row.ipc_more,
        cpc=row.cpc + row.cpc_more,
    )
