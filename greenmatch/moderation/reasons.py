"""Reasons that moderators give again and again, each with a text that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from greenmatch.core.i18n import _l


@dataclass(frozen=True)
class Reason:
    """A reason: its code, its title for moderators, and what the author reads."""

    code: str
    title: str
    text: str


_REASONS = (
    Reason(
        "no-baseline",
        _l("Benefit without a baseline"),
        _l(
            "A benefit is stated without saying what it is compared with or how it is known."
            " Give a number with its unit, name the usual solution that it is measured against,"
            " and say whether it was measured, modelled, certified or estimated."
        ),
    ),
    Reason(
        "too-thin",
        _l("Too little to judge"),
        _l(
            "The text says too little for somebody from outside to tell whether it fits."
            " Describe the problem, how the solution works or what it has to achieve, and the"
            " conditions under which that holds."
        ),
    ),
    Reason(
        "unreadable",
        _l("Hard to understand"),
        _l(
            "Parts of the text cannot be understood: they break off, mix languages, or seem to"
            " come from an automatic translation that nobody has read. Please read them aloud"
            " once and rewrite what does not hold."
        ),
    ),
    Reason(
        "advertisement",
        _l("Advertisement"),
        _l(
            "The text praises a product or a firm instead of describing a technology. Leave out"
            " slogans, superlatives and prices, and say what it does, with figures."
        ),
    ),
    Reason(
        "not-green",
        _l("No environmental effect"),
        _l(
            "It is not clear what the technology or need does for the climate or the"
            " environment. Say which harm becomes smaller, by how much and against what;"
            " if there is no such effect, it does not belong on this platform."
        ),
    ),
    Reason(
        "wrong-sector",
        _l("Wrong sector"),
        _l(
            "The chosen sectors do not fit the text, so the right people would not find it."
            " Choose the one to three sectors in which the solution is used."
        ),
    ),
    Reason(
        "wrong-kind",
        _l("Offer and need mixed up"),
        _l(
            "A technology says what you offer, a need says what you look for; this text does"
            " the other one. Please enter it again under the right kind."
        ),
    ),
    Reason(
        "not-entitled",
        _l("Not the rights holder"),
        _l(
            "Nothing shows that your organisation may offer this technology. State your role"
            " (owner, licensee, agent or partner) and, if you do not own the rights, on what"
            " ground you offer them."
        ),
    ),
    Reason(
        "duplicate",
        _l("Duplicate"),
        _l(
            "The same technology or need is on the platform already. Please revise that listing"
            " instead of adding another one, or say how the two differ."
        ),
    ),
    Reason(
        "personal-data",
        _l("Personal data or contact details"),
        _l(
            "The text or a file names people, email addresses or telephone numbers. Take them"
            " out: enquiries reach you through the platform, and what is published can be "
            "copied."
        ),
    ),
    Reason(
        "unfiled",
        _l("Discloses an unfiled invention"),
        _l(
            "The text explains how an invention works for which no application has been filed."
            " Publishing it can make a patent impossible. Describe what it achieves and leave"
            " out how, or submit again once the application is filed."
        ),
    ),
    Reason(
        "foreign-material",
        _l("Somebody else's text or pictures"),
        _l(
            "The text, a picture or a document seems to be taken from somebody else. Use your"
            " own words and material, or material that you may publish, and name its source."
        ),
    ),
)

REASONS = {reason.code: reason for reason in _REASONS}


def reasons_of(codes: Iterable[str]) -> tuple[Reason, ...]:
    """The reasons with these codes, in our order; a code that is no longer used is left out."""
    wanted = set(codes)
    return tuple(reason for reason in _REASONS if reason.code in wanted)
