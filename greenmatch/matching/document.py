"""A listing as the matcher sees it: plain values, no database and no request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["technology", "need"]


@dataclass(frozen=True)
class TextFields:
    """A listing's texts in one language; `body` is everything but title, summary and keywords."""

    title: str = ""
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()

    def running_text(self) -> str:
        """Summary and body: the text that holds sentences."""
        return "\n\n".join(part for part in (self.summary, self.body) if part)


@dataclass(frozen=True)
class StatedRequirement:
    """What a need asks for; `strength` is must, prefer or exclude; `threshold` like ">= 40"."""

    text: str
    strength: str = "must"
    threshold: str = ""
    unit: str = ""


@dataclass(frozen=True)
class MatchDocument:
    """Everything about a listing that a match may depend on. An empty field is unknown.

    `texts` holds a block per language ("en", "zh"). `countries` are where a need is to be met, or
    where a technology has been used or is wanted (ISO codes); `origins` where it was developed;
    `excluded_countries` where it is not offered, or whose technologies a need does not take. `trl`
    is a technology's readiness level, or the least one that a need accepts. `cooperation` holds
    the forms offered or accepted. `claims` are a technology's benefits, each as one sentence.
    """

    listing_id: int
    kind: Kind
    organisation_id: int | None = None
    texts: Mapping[str, TextFields] = field(default_factory=dict)
    sectors: tuple[str, ...] = ()
    suggested_sectors: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    climate_objective: str = ""
    classes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    excluded_countries: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    trl: int | None = None
    requirements: tuple[StatedRequirement, ...] = ()
    claims: tuple[str, ...] = ()
    open_for_enquiries: bool = True
