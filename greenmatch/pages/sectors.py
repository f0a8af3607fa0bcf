"""Sectors with what is filed under them."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenmatch.pages.entries import Figures
from greenmatch.taxonomy import Sector, SectorGroup, sector_groups

_NONE = Figures()


@dataclass(frozen=True)
class SectorTile:
    """A sector's name and how many technologies and needs it has, each counted once."""

    code: str
    name: str
    figures: Figures
    members: tuple["SectorTile", ...] = ()

    @property
    def slug(self) -> str:
        """The part of the code that names a second-level sector in addresses."""
        return self.code.rpartition("/")[2]

    @property
    def group(self) -> str:
        """The code of the first-level sector."""
        return self.code.partition("/")[0]


def sector_tiles(figures: Mapping[str, Figures], language: str) -> tuple[SectorTile, ...]:
    """The first level with its members."""
    return tuple(group_tile(group, figures, language) for group in sector_groups())


def group_tile(group: SectorGroup, figures: Mapping[str, Figures], language: str) -> SectorTile:
    """One first-level sector with its members."""
    members = tuple(_tile(member, figures, language) for member in group.members)
    code = group.sector.code
    return SectorTile(code, group.sector.name(language), figures.get(code, _NONE), members)


def _tile(sector: Sector, figures: Mapping[str, Figures], language: str) -> SectorTile:
    return SectorTile(sector.code, sector.name(language), figures.get(sector.code, _NONE))
