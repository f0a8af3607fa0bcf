"""What a need asks for, row by row: met, not met or not known, with what shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from greenmatch.catalogue.content import Need, Technology
from greenmatch.catalogue.queries import PublicListing
from greenmatch.core.i18n import _, _l
from greenmatch.core.text import detect_language
from greenmatch.matching.checked import are_listed, findings
from greenmatch.matching.requirements import Finding, Status
from greenmatch.taxonomy import choice_name

STATUSES = {
    Status.MET: _l("Met"),
    Status.UNMET: _l("Not met"),
    Status.UNKNOWN: _l("Not known"),
}


@dataclass(frozen=True)
class RequirementRow:
    """A requirement of the need and what the technology says of it.

    `sentence` stands in the technology's listing letter for letter and is empty where nothing
    there decides. `read` says that the requirement was read from the need's text; `stated` that
    it compares two fields of the listings, so that `text` is ours and not the listing's.
    """

    text: str
    threshold: str
    strength: str
    strength_name: str
    status: str
    label: str
    sentence: str
    read: bool = False
    stated: bool = False

    @property
    def language(self) -> str:
        """The language in which the need puts it; empty for our own words."""
        return "" if self.stated else detect_language(self.text)

    @property
    def sentence_language(self) -> str:
        """The language of the technology's sentence."""
        return detect_language(self.sentence) if self.sentence and not self.stated else ""


def requirement_rows(
    technology: PublicListing, need: PublicListing, language: str
) -> tuple[RequirementRow, ...]:
    """A row for each requirement of the need, in its order; then for what both can state."""
    read = not are_listed(need)
    rows = [_row(each, language, read=read) for each in findings(technology, need, language)]
    return (*rows, *_stated(technology, need, language))


def _row(finding: Finding, language: str, *, read: bool) -> RequirementRow:
    wanted, status = finding.requirement, finding.status
    if read and status is Status.UNMET and not _in_numbers(finding):
        status = Status.UNKNOWN  # a long sentence is too easily misread for a no
    return RequirementRow(
        text=wanted.text,
        threshold=_shown(f"{wanted.threshold} {wanted.unit}".strip()),
        strength=wanted.strength,
        strength_name=choice_name("requirement_strength", wanted.strength, language),
        status=status.value,
        label=str(STATUSES[status]),
        sentence="" if status is Status.UNKNOWN else finding.sentence,
        read=read,
    )


def _shown(threshold: str) -> str:
    """A threshold as people write it."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", threshold.replace(">=", "≥").replace("<=", "≤"))


def _in_numbers(finding: Finding) -> bool:
    return any(letter.isdigit() for letter in finding.requirement.text)


def _stated(
    technology: PublicListing, need: PublicListing, language: str
) -> Iterator[RequirementRow]:
    """Readiness and cooperation, which both sides state in fields of their own."""
    offer, want = technology.content, need.content
    if not isinstance(offer, Technology) or not isinstance(want, Need):
        return
    if want.least_trl:
        known = None if offer.trl is None else offer.trl >= want.least_trl
        text = _("Readiness level %(number)s or higher", number=want.least_trl)
        yield _field(text, known, f"TRL {offer.trl}")
    if want.cooperation:
        shared = [code for code in want.cooperation if code in offer.cooperation]
        names = _names(want.cooperation, language)
        known = bool(shared) if offer.cooperation else None
        text = _("One of these forms of cooperation: %(names)s", names=names)
        yield _field(text, known, _names(shared or offer.cooperation, language))


def _field(text: str, known: bool | None, said: str) -> RequirementRow:
    status = Status.UNKNOWN if known is None else Status.MET if known else Status.UNMET
    shown = "" if known is None else said
    label = str(STATUSES[status])
    return RequirementRow(text, "", "", "", status.value, label, shown, stated=True)


def _names(codes: "tuple[str, ...] | list[str]", language: str) -> str:
    names = [choice_name("cooperation", code, language) for code in codes]
    return ("、" if language == "zh" else ", ").join(names)
