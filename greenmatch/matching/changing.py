"""What a reason for a dismissal is about, and whether a listing has changed much since.

A small correction does not bring a dismissed pair back; another text does, and so does a change of
just what was in the way (a higher readiness level after "too early").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.states import Kind
from greenmatch.core.text import tokenise

LEAST_IN_COMMON = 0.7
"""Two versions that have less than this share of their words in common are different texts."""


@dataclass(frozen=True)
class Improvable:
    """A step of the listing's form, and the fields in it, that could remove a reason."""

    step: str
    fields: tuple[str, ...] = ()


_BENEFITS = Improvable("benefits", ("claims",))
_TECHNOLOGY: Mapping[str, Improvable] = {
    "too-early-stage": Improvable("readiness", ("trl", "deployed_in")),
    "benefit-over-existing-technology-unclear": _BENEFITS,
    "commercial-route-unclear": Improvable("offer", ("cooperation",)),
    "description-application-or-opportunity-unclear": Improvable("description"),
    "scientific-feedback": _BENEFITS,
    "outside-our-field": Improvable("classification", ("sectors", "classes")),
    "wrong-scale-or-capacity": _BENEFITS,
    "cost-too-high": _BENEFITS,
    "ip-or-licence-terms": Improvable("rights", ("ip_situation", "ip_rights")),
    "no-reference-site": Improvable("readiness", ("deployed_in",)),
    "not-available-in-our-country": Improvable("readiness", ("deployed_in", "countries_wanted")),
}
_NEED: Mapping[str, Improvable] = {
    "too-early-stage": Improvable("requirements", ("least_trl",)),
    "commercial-route-unclear": Improvable("project", ("cooperation", "budget_band")),
    "description-application-or-opportunity-unclear": Improvable("description"),
    "scientific-feedback": Improvable("requirements", ("requirements",)),
    "outside-our-field": Improvable("classification", ("sectors", "classes")),
    "wrong-scale-or-capacity": Improvable("requirements", ("requirements",)),
    "cost-too-high": Improvable("project", ("budget_band",)),
    "ip-or-licence-terms": Improvable("project", ("cooperation",)),
    "not-available-in-our-country": Improvable("project", ("country",)),
}
ABOUT: Mapping[Kind, Mapping[str, Improvable]] = {Kind.TECHNOLOGY: _TECHNOLOGY, Kind.NEED: _NEED}

NOT_ABOUT_FIT = frozenset({"already-solved", "no-budget-or-timing", "duplicate", "other"})
"""Reasons that say nothing about how well two listings fit."""


def changed_much(before: Content, after: Content, kind: Kind, reason: str) -> bool:
    """Whether a dismissal for a reason is no longer about this listing."""
    about = ABOUT[kind].get(reason)
    if about and any(getattr(before, name) != getattr(after, name) for name in about.fields):
        return True
    one, other = _words(before), _words(after)
    return len(one & other) < LEAST_IN_COMMON * len(one | other)


def _words(content: Content) -> frozenset[str]:
    return frozenset(
        word
        for text in content.texts.values()
        for part in (
            text.title,
            text.summary,
            text.problem,
            text.how_it_works,
            text.novelty,
            text.outcome,
            text.site_conditions,
            text.description,
        )
        for word in tokenise(part)
    )
