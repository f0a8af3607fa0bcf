"""A listing as its page shows it."""

from dataclasses import dataclass
from datetime import date

from greenmatch.catalogue.content import Content, Need, Technology, TextBlock
from greenmatch.catalogue.presentation.card import ListingCard, card
from greenmatch.catalogue.presentation.names import (
    choice_list,
    choice_or_empty,
    country_list,
    protection_list,
)
from greenmatch.catalogue.queries import PublicListing
from greenmatch.catalogue.queries.public import web_address
from greenmatch.core.markup import render_markdown
from greenmatch.taxonomy import ip_class, sdg


@dataclass(frozen=True)
class ClaimRow:
    """A benefit claim in words."""

    metric: str
    figure: str
    baseline: str
    evidence: str
    document: str | None


@dataclass(frozen=True)
class RightRow:
    """An intellectual property right in words."""

    kind: str
    number: str
    number_type: str
    family: str
    status: str
    countries: str
    priority_date: date | None


@dataclass(frozen=True)
class RequirementLine:
    """A requirement in words; `strength` is its code, `strength_name` its name."""

    text: str
    strength: str
    strength_name: str
    threshold: str


@dataclass(frozen=True)
class GoalName:
    """A Sustainable Development Goal."""

    number: int
    name: str


@dataclass(frozen=True)
class ClassName:
    """A patent class with its English heading, where it is known."""

    code: str
    heading: str


@dataclass(frozen=True)
class ListingSheet:
    """Everything that a listing's page shows of its content, in one language.

    Names are empty where something is unknown. `translated` says that the texts are in the
    reader's language; if not, `card.language` says which one they are in.
    """

    listing: PublicListing
    card: ListingCard
    texts: dict[str, str]
    keywords: tuple[str, ...]
    translated: bool
    climate_objective: str
    goals: tuple[GoalName, ...]
    classes: tuple[ClassName, ...]
    cooperation: tuple[str, ...]
    developed_in: str
    deployed_in: str
    countries_wanted: str
    role: str
    ip_situation: str
    claims: tuple[ClaimRow, ...]
    rights: tuple[RightRow, ...]
    requirements: tuple[RequirementLine, ...]
    budget: str
    link: str


LONG_TEXTS = (
    "problem",
    "how_it_works",
    "novelty",
    "partner_sought",
    "outcome",
    "site_conditions",
    "description",
)


def sheet(listing: PublicListing, language: str) -> ListingSheet:
    """The listing's page content for a reader of the language."""
    content = listing.content
    text = listing.text(language)
    technology = content if isinstance(content, Technology) else Technology()
    need = content if isinstance(content, Need) else Need()
    return ListingSheet(
        listing=listing,
        card=card(listing, language),
        texts=_long_texts(text),
        keywords=text.keywords,
        translated=listing.text_language(language) == language,
        climate_objective=choice_or_empty("climate_objective", content.climate_objective, language),
        goals=_goals(content, language),
        classes=_classes(content),
        cooperation=tuple(
            choice_list("cooperation", [code], language) for code in content.cooperation
        ),
        developed_in=country_list(technology.developed_in, language),
        deployed_in=country_list(technology.deployed_in, language),
        countries_wanted=country_list(technology.countries_wanted, language),
        role=choice_or_empty("uploader_role", technology.role, language),
        ip_situation=choice_or_empty("ip_situation", technology.ip_situation, language),
        claims=_claims(technology, language),
        rights=_rights(technology, language),
        requirements=_requirements(need, language),
        budget=choice_or_empty("budget_band", need.budget_band, language),
        link=web_address(content.link),
    )


def _long_texts(text: TextBlock) -> dict[str, str]:
    values = {name: getattr(text, name) for name in LONG_TEXTS}
    return {name: render_markdown(value) for name, value in values.items() if value}


def _goals(content: Content, language: str) -> tuple[GoalName, ...]:
    found = ((number, sdg(number)) for number in content.sdgs)
    return tuple(GoalName(number, goal.name(language)) for number, goal in found if goal)


def _classes(content: Content) -> tuple[ClassName, ...]:
    found = ((code, ip_class(code)) for code in content.classes)
    return tuple(ClassName(code, known.heading if known else "") for code, known in found)


def _claims(content: Technology, language: str) -> tuple[ClaimRow, ...]:
    return tuple(
        ClaimRow(
            metric=claim.metric,
            figure=f"{claim.value} {claim.unit}".strip(),
            baseline=claim.baseline,
            evidence=choice_or_empty("claim_evidence", claim.evidence, language),
            document=claim.document,
        )
        for claim in content.claims
    )


def _rights(content: Technology, language: str) -> tuple[RightRow, ...]:
    return tuple(
        RightRow(
            kind=choice_or_empty("ip_kind", right.kind, language),
            number=right.number,
            number_type=choice_or_empty("ip_number_type", right.number_type, language),
            family=right.family,
            status=choice_or_empty("patent_legal_state", right.status, language),
            countries=protection_list(right.countries, language),
            priority_date=right.priority_date,
        )
        for right in content.ip_rights
    )


def _requirements(content: Need, language: str) -> tuple[RequirementLine, ...]:
    return tuple(
        RequirementLine(
            text=row.text,
            strength=row.strength,
            strength_name=choice_or_empty("requirement_strength", row.strength, language),
            threshold=f"{row.threshold} {row.unit}".strip(),
        )
        for row in content.requirements
    )
