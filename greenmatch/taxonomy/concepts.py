"""The shapes of the taxonomy's entries: frozen, with a name in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an English and a Chinese name."""

    name_en: str
    name_zh: str

    def name(self, language: str) -> str:
        """The name in the language: Chinese for "zh", English for everything else."""
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True, kw_only=True)
class Sector(Named):
    """A sector of either level: ``energy``, or ``energy/solar-pv`` below it.

    Listings are filed under the second level only. `ipc` and `cpc` hold the classes of the
    crosswalk as they are written there: symbols, subclasses and ranges of symbols.
    """

    code: str
    parent: str | None
    sdgs: tuple[int, ...]
    green_inventory: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()
    cpc: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The code of the first level that this sector is or belongs to."""
        return self.parent or self.code

    @property
    def slug(self) -> str:
        """The last part of the code, for names of files and anchors."""
        return self.code.rpartition("/")[2]


@dataclass(frozen=True)
class SectorGroup:
    """A sector of the first level with its second-level sectors."""

    sector: Sector
    members: tuple[Sector, ...]


@dataclass(frozen=True, kw_only=True)
class Goal(Named):
    """One of the seventeen Sustainable Development Goals; the title is the whole sentence."""

    number: int
    title_en: str
    title_zh: str

    def title(self, language: str) -> str:
        """The goal's sentence in the language."""
        return self.title_zh if language == "zh" else self.title_en


@dataclass(frozen=True, kw_only=True)
class Choice(Named):
    """One value of an enumeration.

    `group` is set where values are grouped: the band of a readiness level (a code of
    ``trl_band``), the origin of a reason for declining.
    """

    code: str
    group: str = ""
