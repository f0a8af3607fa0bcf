"""What a moderator should look at twice, found in a content without understanding it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from greenmatch.catalogue.completeness import completeness, missing_for_submission
from greenmatch.catalogue.content import Content, Need, Technology, discloses_unfiled
from greenmatch.core.i18n import _, _n
from greenmatch.core.text import normalise
from greenmatch.organisations.models import Organisation

_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\[\]\"'，。；：、）】》]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>()\"',;:：，]{1,64}@[\w-]+(?:\.[\w-]+)+")
# With a country code, or a Chinese mobile number: other long numbers are mostly patents.
_TELEPHONE = re.compile(r"(?<![0-9A-Za-z+])(?:\+\d{1,3}(?:[ ().-]{0,2}\d){7,12}|1[3-9]\d{9})(?!\d)")


@dataclass(frozen=True)
class Hint:
    """Something to look at; `serious` where approving it as it is would mostly be wrong."""

    text: str
    serious: bool = True


Check = Callable[[Content, Organisation], Iterator[Hint]]


def hints(content: Content, organisation: Organisation) -> tuple[Hint, ...]:
    """What is to be looked at twice, the serious things first."""
    found = [hint for check in _CHECKS for hint in check(content, organisation)]
    return tuple(sorted(found, key=lambda hint: not hint.serious))


def links_in(content: Content) -> tuple[str, ...]:
    """Every web address in the texts and the link field, once each."""
    found = [match.rstrip(".,;:!?") for match in _LINK.findall(all_text(content))]
    return tuple(dict.fromkeys([*([content.link] if content.link else []), *found]))


def all_text(content: Content) -> str:
    """Everything that the author wrote, in all languages, as one text."""
    parts: list[str] = []
    for block in content.texts.values():
        parts += [block.title, block.summary, block.problem, block.how_it_works, block.novelty]
        parts += [block.partner_sought, block.outcome, block.site_conditions, block.description]
        parts += block.keywords
    if isinstance(content, Technology):
        for claim in content.claims:
            parts += [claim.metric, claim.value, claim.baseline]
    else:
        parts += [row.text for row in content.requirements]
    for item in content.attachments:
        parts += [item.title, item.alt]
    return "\n".join(part for part in parts if part)


def _not_filed(content: Content, _organisation: Organisation) -> Iterator[Hint]:
    if discloses_unfiled(content):
        yield Hint(
            _(
                "The author says that no application has been filed. Check that the text does"
                " not explain how the invention works."
            )
        )


def _contact(content: Content, _organisation: Organisation) -> Iterator[Hint]:
    text = all_text(content)
    found = [*_MAIL.findall(text), *_TELEPHONE.findall(text)]
    if found:
        yield Hint(_("Contact details stand in the text: %(found)s", found=", ".join(found[:5])))


def _names_itself(content: Content, organisation: Organisation) -> Iterator[Hint]:
    if not (isinstance(content, Need) and content.anonymous):
        return
    text = normalise(all_text(content))
    names = [name for name in (organisation.name, organisation.name_zh) if name]
    if any(normalise(name) in text for name in names):
        yield Hint(_("The organisation is not to be named, but its name stands in the text."))
    if content.attachments:
        yield Hint(
            _("The organisation is not to be named: look whether a picture or document names it."),
            serious=False,
        )


def _missing(content: Content, _organisation: Organisation) -> Iterator[Hint]:
    for messages in missing_for_submission(content).values():
        yield from (Hint(message) for message in messages)
    labels = [str(part.label) for part in completeness(content).missing if not part.needed]
    if labels:
        yield Hint(_("Left empty: %(fields)s", fields=", ".join(labels)), serious=False)


def _no_baseline(content: Content, _organisation: Organisation) -> Iterator[Hint]:
    if not isinstance(content, Technology):
        return
    bare = sum(1 for claim in content.claims if claim.value and not claim.baseline)
    if bare:
        yield Hint(
            _n(
                "%(num)d benefit is stated without a baseline.",
                "%(num)d benefits are stated without a baseline.",
                bare,
            )
        )


def _only_suggested(content: Content, _organisation: Organisation) -> Iterator[Hint]:
    if content.sectors and all(tag.suggested for tag in content.sectors):
        yield Hint(
            _("Nobody has chosen the sectors: they were suggested from the text."), serious=False
        )


_CHECKS: tuple[Check, ...] = (
    _not_filed,
    _contact,
    _names_itself,
    _no_baseline,
    _missing,
    _only_suggested,
)
