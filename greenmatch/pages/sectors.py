"""Sectors with what is filed under them."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenmatch.pages.queries.counting import CatalogueCounts
from greenmatch.taxonomy import Sector, SectorGroup, sector_groups

_NONE = CatalogueCounts()


@dataclass(frozen=True)
class SectorTile:
    """A sector's name and how many technologies and needs it has."""

    code: str
    name: str
    technologies: int
    needs: int
    members: tuple["SectorTile", ...] = ()

    @property
    def slug(self) -> str:
        """The part of the code that names a second-level sector in addresses."""
        return self.code.rpartition("/")[2]

    @property
    def group(self) -> str:
        """The code of the first-level sector."""
        return self.code.partition("/")[0]


def sector_tiles(counts: Mapping[str, CatalogueCounts], language: str) -> tuple[SectorTile, ...]:
    """The first level, each sector with the sum of its members, and the members."""
    return tuple(group_tile(group, counts, language) for group in sector_groups())


def group_tile(
    group: SectorGroup, counts: Mapping[str, CatalogueCounts], language: str
) -> SectorTile:
    """One first-level sector. A listing filed under two of its members counts for both."""
    members = tuple(_tile(member, counts, language) for member in group.members)
    return SectorTile(
        code=group.sector.code,
        name=group.sector.name(language),
        technologies=sum(member.technologies for member in members),
        needs=sum(member.needs for member in members),
        members=members,
    )


def _tile(sector: Sector, counts: Mapping[str, CatalogueCounts], language: str) -> SectorTile:
    own = counts.get(sector.code, _NONE)
    return SectorTile(sector.code, sector.name(language), own.technologies, own.needs)
