"""A parsed query: a typed tree that an engine walks.

Set and score of each node, for every engine:

========  ==========================================  =====================================
node      matches                                     score
========  ==========================================  =====================================
Words     all of ``terms``                            BM25 of ``terms`` and ``optional``
Phrase    the terms at their distances                BM25 of the terms
Text      any of the 64 weightiest terms              BM25, times the term's count
Exact     the exact key                               0
Facet     any of the values                           0
Not       what the node does not match                0
And       what all match                              the sum
Or        what any matches                            the sum over those that match
Ranked    what any matches                            the first that matches, plus 100 a rank
========  ==========================================  =====================================
"""

from dataclasses import dataclass

TEXT_TERMS = 64
"""How many terms of a text query are looked up: the weightiest by count and rarity."""


@dataclass(frozen=True, slots=True)
class Words:
    """One word as typed, or a run of Chinese; ``title`` looks in titles only."""

    raw: str
    terms: tuple[str, ...]
    optional: tuple[str, ...] = ()
    title: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in their order: terms with their distance from the first position."""

    raw: str
    terms: tuple[tuple[str, int], ...]
    title: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text: its terms, each with its number of occurrences."""

    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """An exact key of a field: ``patent``, ``class`` or ``org``."""

    raw: str
    field: str
    key: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Any of some values of a facet, written in the query."""

    raw: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the inner node does not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What all inner nodes match."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What any inner node matches."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Ranked:
    """What any inner node matches, listings of an earlier node before those of a later one."""

    nodes: "tuple[Node, ...]"


Node = Words | Phrase | Text | Exact | Facet | Not | And | Or | Ranked
