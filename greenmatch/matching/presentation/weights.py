"""The weights of a policy in words."""

from dataclasses import dataclass, fields

from greenmatch.core.i18n import _l
from greenmatch.matching.policy import Policy, StatedGroup
from greenmatch.matching.presentation.parts import GROUPS

_NUMBERS = {
    "body_saturation": _l("Texts of a technology: how soon repeating a word stops counting"),
    "body_length": _l("Texts of a technology: how much less a word counts in a long text"),
    "title_repeats": _l("Title of a technology: how often its words count as said in the text"),
    "title_weight": _l("Title of a technology: weight beside the texts"),
    "title_saturation": _l("Title of a technology: how soon repeating a word stops counting"),
    "title_length": _l("Title of a technology: how much less a word counts in a long title"),
    "pair_weight": _l("Two words that stand together: weight beside single words"),
    "related_weight": _l("Words of similar technologies: weight"),
    "related_peers": _l("Words of similar technologies: from how many of them"),
    "related_words": _l("Words of similar technologies: at most so many"),
    "need_keyword": _l("A need’s keywords: weight beside the words of its title"),
    "need_body": _l("A need’s texts: weight beside the words of its title"),
    "need_saturation": _l("A need’s texts: how soon repeating a word stops counting"),
    "need_words": _l("A need’s texts: at most so many words count"),
    "need_concepts": _l("A need’s texts: at most so many technical terms count"),
    "concept_weight": _l("Technical terms of the glossary: weight"),
    "concept_floor": _l("Technical terms of the glossary: how rare each is taken to be at least"),
    "concept_across": _l("Technical terms between two languages: times the weight"),
    "concept_across_body": _l(
        "Technical terms between two languages: a need’s texts beside the words of its title"
    ),
    "suggested_share": _l("Sectors that were suggested and not confirmed: part of the weight"),
    "least_text_points": _l("What two texts must share at least (100,000 is a score of 1)"),
    "least_points": _l("Score from which a pair is shown (100,000 is a score of 1)"),
}


@dataclass(frozen=True)
class StatedRow:
    """A stated field: what full agreement adds and disagreement takes away."""

    label: str
    agreement: float
    disagreement: float


@dataclass(frozen=True)
class NumberRow:
    """Another number of the policy."""

    label: str
    value: float


def stated_rows(policy: Policy) -> tuple[StatedRow, ...]:
    """What it counts that two listings state the same, field by field."""
    found = [(field.name, getattr(policy, field.name)) for field in fields(policy)]
    return tuple(
        StatedRow(
            str(GROUPS.get(name, name)),
            value.weight * (1 - value.expected),
            -value.weight * value.expected,
        )
        for name, value in found
        if isinstance(value, StatedGroup)
    )


def number_rows(policy: Policy) -> tuple[NumberRow, ...]:
    """All other numbers; one that has no words here goes by its name in the code."""
    found = [(field.name, getattr(policy, field.name)) for field in fields(policy)]
    return tuple(
        NumberRow(str(_NUMBERS.get(name, name)), value)
        for name, value in found
        if isinstance(value, int | float)
    )
