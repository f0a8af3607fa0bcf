"""The requirement check of a pair of public listings."""

from dataclasses import replace

from greenmatch.catalogue.content import Claim, Technology, TextBlock
from greenmatch.catalogue.queries import PublicListing
from greenmatch.core.text import detect_language
from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.matching.requirements import (
    Finding,
    Status,
    alternatives,
    check_requirements,
    requirements_in,
)
from greenmatch.matching.source import document

BINDING = ("must", "exclude")


def findings(technology: PublicListing, need: PublicListing, language: str) -> list[Finding]:
    """A finding for each requirement of the need, in its order; see :func:`are_listed`."""
    return check_requirements(_wanted(need, language), _offered(technology, language))


def are_listed(need: PublicListing) -> bool:
    """Whether somebody has listed the need's requirements; else they are read from its text."""
    return bool(document(need).requirements)


def misses_a_must(technology: PublicListing, need: PublicListing) -> bool:
    """Whether the technology is known not to have what the need must have.

    Known is only what numbers decide: what sentences alone seem to say is shown, but keeps
    nobody apart.
    """
    wanted = document(need)
    numbers = tuple(
        each for each in wanted.requirements if each.strength in BINDING and each.threshold.strip()
    )
    if not numbers:
        return False
    found = check_requirements(replace(wanted, requirements=numbers), _offered(technology, "en"))
    return any(finding.status is Status.UNMET for finding in found)


def _wanted(need: PublicListing, language: str) -> MatchDocument:
    """The need with its requirements, those of its text where nobody has listed any."""
    found = document(need)
    if found.requirements:
        return found
    text = found.texts.get(need.text_language(language), TextFields())
    return replace(found, requirements=requirements_in(text))


def _offered(technology: PublicListing, language: str) -> MatchDocument:
    """The technology with its benefits as sentences, without what it says of the state before."""
    content, found = technology.content, document(technology)
    claims = content.claims if isinstance(content, Technology) else ()
    said = tuple(sentence for claim in claims for sentence in _sentences(claim, language))
    texts = {
        spoken: replace(block, body="\n\n".join(filter(None, _parts(content.texts[spoken]))))
        for spoken, block in found.texts.items()
    }
    return replace(found, claims=said, texts=texts)


def _parts(text: TextBlock) -> tuple[str, ...]:
    return text.how_it_works, text.novelty, text.description


def _sentences(claim: Claim, language: str) -> list[str]:
    """A claim as a sentence, that in the reader's language first where it is in both."""
    metrics = sorted(alternatives(claim.metric), key=lambda text: detect_language(text) != language)
    return [f"{metric}: {claim.value} {claim.unit}".strip() for metric in metrics]
