"""The weights of a match: one table, with a version that is stored with every match.

A score is a sum of parts. Its unit is the word score of a listing that uses every weighty word of
the need once, in a text of usual length; a part of a named group adds at most a few times its
weight. Whoever changes a number here gives the policy a new version.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class StatedGroup:
    """How much it counts that two listings agree in a stated field.

    Full agreement adds `weight * (1 - expected)`, none takes away `weight * expected`, and a field
    that one of the two leaves empty does neither: `expected` is the agreement at which stating the
    field changes nothing.
    """

    weight: float
    expected: float


@dataclass(frozen=True)
class Policy:
    """Every number that a score depends on, apart from the collection statistics."""

    version: str

    # Words of a technology: term frequencies saturate at `saturation`, and count less in texts
    # longer than usual (`length` = 1: in full proportion).
    body_saturation: float = 2.0
    body_length: float = 0.75
    title_repeats: int = 3
    title_weight: float = 0.4
    title_saturation: float = 1.2
    title_length: float = 1.0
    pair_weight: float = 0.25

    # Words of the technologies most like it that it does not use itself.
    related_weight: float = 1.1
    related_peers: int = 8
    related_words: int = 40

    # Words of a need: those of its title count in full, those of its texts by how often they occur.
    need_keyword: float = 0.5
    need_body: float = 0.2
    need_saturation: float = 3.0
    need_words: int = 40
    need_concepts: int = 10

    # Green-technology terms of the glossary, the same in English and in Chinese. Between listings
    # without a common language they are all that the texts share, and count `concept_across` times;
    # the need's texts then count `concept_across_body` beside its title, instead of `need_body`.
    concept_weight: float = 0.3
    concept_floor: float = 4.0
    concept_across: float = 5.0
    concept_across_body: float = 0.8

    # What the two sides state.
    sector: StatedGroup = StatedGroup(1.0, 0.5)
    sector_group: StatedGroup = StatedGroup(0.1, 0.5)
    suggested_share: float = 0.5
    sdg: StatedGroup = StatedGroup(0.1, 0.3)
    climate_objective: StatedGroup = StatedGroup(0.06, 0.5)
    patent_class: StatedGroup = StatedGroup(0.3, 0.0)
    country: StatedGroup = StatedGroup(0.15, 0.0)
    region: StatedGroup = StatedGroup(0.08, 0.3)
    cooperation: StatedGroup = StatedGroup(0.1, 0.3)
    readiness: StatedGroup = StatedGroup(0.1, 0.5)

    # Pairs whose texts share less than this many whole points are no match, whatever they state;
    # nor are those whose score is below the other number.
    least_text_points: int = 100_000
    least_points: int = 150_000


SHIPPED_POLICY = Policy(version="3")
