"""What to write to the other side of a match: a message in a person's language, to be edited.

From the need's side it asks what the technology's listing leaves open; from the technology's side
it says which requirements are met, with the sentences that show it.
"""

from collections.abc import Sequence

from greenmatch.catalogue.queries import PublicListing
from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _
from greenmatch.matching.presentation import RequirementRow, requirement_rows
from greenmatch.matching.presentation.cards import sides

MOST = 12


def prepared_message(own: PublicListing, other: PublicListing, language: str) -> str:
    """A message from the organisation of one listing to that of the other.

    A need that is published without its organisation's name is not named: the message shows who
    writes.
    """
    rows = requirement_rows(*sides(own, other), language)
    asking = own.kind is Kind.NEED
    body = _questions(rows) if asking else _answers(rows)
    opening = _opening(own, other, language)
    return "\n\n".join(part for part in (_("Hello,"), opening, *body) if part) + "\n"


def _opening(own: PublicListing, other: PublicListing, language: str) -> str:
    titles = {
        "own": own.text(language).title,
        "other": other.text(language).title,
    }
    if own.kind is Kind.TECHNOLOGY:
        return _("our technology “%(own)s” may fit your need “%(other)s”.", **titles)
    if own.organisation.anonymous:
        return _("your technology “%(other)s” may fit what we need.", **titles)
    return _("your technology “%(other)s” may fit our need “%(own)s”.", **titles)


def _questions(rows: Sequence[RequirementRow]) -> list[str]:
    """One question for each requirement that the technology's listing leaves open."""
    unknown = [row for row in rows if row.status == "unknown"][:MOST]
    if not unknown:
        return []
    lines = [f"{number}. {question(row)}" for number, row in enumerate(unknown, 1)]
    return [_("Your listing leaves some points open. Could you tell us:"), "\n".join(lines)]


def question(row: RequirementRow) -> str:
    """A requirement as a question."""
    wanted = f"{row.text.rstrip('.。')} {row.threshold}".strip()
    if row.threshold:
        return _(
            "%(wanted)s – what does your technology reach, and how was it measured?", wanted=wanted
        )
    if row.strength == "exclude":
        return _("%(wanted)s – can you rule this out?", wanted=wanted)
    return _("%(wanted)s – does this hold for your technology?", wanted=wanted)


def _answers(rows: Sequence[RequirementRow]) -> list[str]:
    """What is met, each with what shows it."""
    met = [row for row in rows if row.status == "met"][:MOST]
    if not met:
        return []
    lines = map(_answer, met)
    return [_("Of what you ask for, this is met:"), "\n".join(lines)]


def _answer(row: RequirementRow) -> str:
    wanted = f"{row.text} {row.threshold}".strip()
    if row.strength == "exclude":
        return _("- without %(wanted)s: %(sentence)s", wanted=wanted, sentence=row.sentence)
    return _("- %(wanted)s: %(sentence)s", wanted=wanted, sentence=row.sentence)
