"""A content as labelled texts, field by field: what differences and exports are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from greenmatch.catalogue.content import (
    Claim,
    Content,
    IpRight,
    Need,
    Requirement,
    Technology,
    TextBlock,
)
from greenmatch.catalogue.presentation.names import (
    choice_list,
    choice_or_empty,
    country_list,
    joined,
    protection_list,
    sector_names,
    yes_no,
)
from greenmatch.core.i18n import LANGUAGE_NAMES, _l
from greenmatch.taxonomy import sdg

TEXT_LABELS = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "problem": _l("Problem"),
    "how_it_works": _l("How it works"),
    "novelty": _l("What is new"),
    "partner_sought": _l("Partner sought"),
    "outcome": _l("Desired outcome"),
    "site_conditions": _l("Site conditions"),
    "description": _l("Description"),
    "keywords": _l("Keywords"),
}


@dataclass(frozen=True)
class FieldText:
    """A field: its key, its label, and its value as text ("" where it is unknown)."""

    key: str
    label: str
    text: str


def field_texts(content: Content, language: str) -> list[FieldText]:
    """Every field of the content in the order of the listing page, values in the language."""
    own = (
        _technology(content, language)
        if isinstance(content, Technology)
        else _need(content, language)
    )
    return [*_texts(content), *_shared(content, language), *own]


def _texts(content: Content) -> Iterator[FieldText]:
    languages = [content.original, *(lang for lang in content.texts if lang != content.original)]
    for language in languages:
        block = content.texts.get(language, TextBlock())
        for name, label in TEXT_LABELS.items():
            value = getattr(block, name)
            text = joined(value, language) if isinstance(value, tuple) else value
            mark = "" if len(languages) == 1 else f" ({LANGUAGE_NAMES[language]})"
            yield FieldText(f"{name}.{language}", f"{label}{mark}", text)


def _shared(content: Content, language: str) -> Iterator[FieldText]:
    names = (name.name for name in sector_names(content.sectors, language))
    yield FieldText("sectors", str(_l("Sectors")), joined(names, language))
    objective = choice_or_empty("climate_objective", content.climate_objective, language)
    yield FieldText("climate_objective", str(_l("Climate objective")), objective)
    goals = (goal.name(language) for number in content.sdgs if (goal := sdg(number)))
    yield FieldText("sdgs", str(_l("Sustainable Development Goals")), joined(goals, language))
    yield FieldText("classes", str(_l("Patent classes")), joined(content.classes, language))
    forms = choice_list("cooperation", content.cooperation, language)
    yield FieldText("cooperation", str(_l("Forms of cooperation")), forms)
    yield FieldText("link", str(_l("Link")), content.link)
    files = "\n".join(item.title or item.file for item in content.attachments)
    yield FieldText("attachments", str(_l("Images and documents")), files)


def _technology(content: Technology, language: str) -> Iterator[FieldText]:
    level = f"{content.trl}" if content.trl else ""
    yield FieldText("trl", str(_l("Readiness level (TRL)")), level)
    places = {
        "developed_in": (_l("Developed in"), content.developed_in),
        "deployed_in": (_l("Deployed in"), content.deployed_in),
        "countries_wanted": (_l("Countries wanted"), content.countries_wanted),
    }
    for key, (label, codes) in places.items():
        yield FieldText(key, str(label), country_list(codes, language))
    role = choice_or_empty("uploader_role", content.role, language)
    yield FieldText("role", str(_l("Role of the organisation")), role)
    claims = "\n".join(claim_text(claim, language) for claim in content.claims)
    yield FieldText("claims", str(_l("Benefits")), claims)
    situation = choice_or_empty("ip_situation", content.ip_situation, language)
    yield FieldText("ip", str(_l("Intellectual property")), situation)
    rights = "\n".join(right_text(right, language) for right in content.ip_rights)
    yield FieldText("ip_rights", str(_l("Intellectual property rights")), rights)


def _need(content: Need, language: str) -> Iterator[FieldText]:
    country = country_list([content.country] if content.country else [], language)
    yield FieldText("country", str(_l("Country")), country)
    level = f"{content.least_trl}" if content.least_trl else ""
    yield FieldText("least_trl", str(_l("Minimum readiness level (TRL)")), level)
    rows = "\n".join(requirement_text(row, language) for row in content.requirements)
    yield FieldText("requirements", str(_l("Requirements")), rows)
    budget = choice_or_empty("budget_band", content.budget_band, language)
    yield FieldText("budget_band", str(_l("Budget")), budget)
    deadline = _date(content.enquiry_deadline, language)
    yield FieldText("enquiry_deadline", str(_l("Deadline for enquiries")), deadline)
    yield FieldText("anonymous", str(_l("Organisation not named")), yes_no(content.anonymous))


def claim_text(claim: Claim, language: str) -> str:
    """A benefit claim in one line."""
    evidence = choice_or_empty("claim_evidence", claim.evidence, language)
    figure = f"{claim.value} {claim.unit}".strip()
    return " · ".join(part for part in (claim.metric, figure, claim.baseline, evidence) if part)


def right_text(right: IpRight, language: str) -> str:
    """An intellectual property right in one line."""
    parts = (
        choice_or_empty("ip_kind", right.kind, language),
        right.number,
        choice_or_empty("ip_number_type", right.number_type, language),
        right.family,
        choice_or_empty("patent_legal_state", right.status, language),
        protection_list(right.countries, language),
        _date(right.priority_date, language),
    )
    return " · ".join(part for part in parts if part)


def requirement_text(row: Requirement, language: str) -> str:
    """A requirement in one line."""
    strength = choice_or_empty("requirement_strength", row.strength, language)
    threshold = f"{row.threshold} {row.unit}".strip()
    return " · ".join(part for part in (strength, row.text, threshold) if part)


def _date(value: date | None, language: str) -> str:
    return format_date(value, locale=language) if value else ""
