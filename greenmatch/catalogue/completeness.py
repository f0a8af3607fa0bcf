"""What a listing still lacks: for submission by a person, and for being useful to a reader."""

from collections.abc import Callable
from dataclasses import dataclass

from greenmatch.catalogue.content import Content, Need, Technology, TextBlock, original_text
from greenmatch.catalogue.rights import contradicts_itself
from greenmatch.core.i18n import _, _l

TITLE_LIMIT = 120
SUMMARY_LIMIT = 500
DESCRIPTION_LIMIT = 6_000
KEYWORDS_LIMIT = 10
SECTORS_LIMIT = 3


@dataclass(frozen=True)
class Part:
    """A part of a listing: its field, its weight for completeness, and why it matters."""

    field: str
    label: str
    weight: int
    needed: bool
    why: str
    present: Callable[[Content, TextBlock], bool]


@dataclass(frozen=True)
class Completeness:
    """How complete a listing is, 0 to 100, and the parts that are missing, weightiest first."""

    percent: int
    missing: tuple[Part, ...]


def _part(
    field: str,
    label: str,
    weight: int,
    present: Callable[[Content, TextBlock], bool],
    why: str,
    *,
    needed: bool = True,
) -> Part:
    return Part(field, label, weight, needed, why, present)


def _attribute(name: str) -> Callable[[Content, TextBlock], bool]:
    return lambda content, _text: bool(getattr(content, name))


_SHARED = (
    _part(
        "title",
        _l("Title"),
        5,
        lambda _c, t: bool(t.title),
        _l("People decide by it whether to open the page."),
    ),
    _part(
        "summary",
        _l("Summary"),
        10,
        lambda _c, t: bool(t.summary),
        _l("It is what search results and emails show."),
    ),
    _part(
        "sectors",
        _l("Sectors"),
        10,
        _attribute("sectors"),
        _l("Matches are made by sector and keyword."),
    ),
)

_TECHNOLOGY = (
    *_SHARED,
    _part(
        "problem",
        _l("Problem it solves"),
        8,
        lambda _c, t: bool(t.problem or t.description),
        _l("Seekers search by their problem, not by your solution."),
    ),
    _part(
        "how_it_works",
        _l("How it works"),
        8,
        lambda _c, t: bool(t.how_it_works or t.description),
        _l("An engineer on the other side has to see that it can work."),
    ),
    _part(
        "novelty",
        _l("What is new"),
        7,
        lambda _c, t: bool(t.novelty or t.description),
        _l("It says why somebody should change what they do today."),
    ),
    _part(
        "climate_objective",
        _l("Climate objective"),
        4,
        _attribute("climate_objective"),
        _l("Programmes and funders filter by it."),
    ),
    _part(
        "trl",
        _l("Readiness level"),
        10,
        lambda c, _t: isinstance(c, Technology) and c.trl is not None,
        _l("It is the first question that seekers ask."),
    ),
    _part("role", _l("Your role"), 3, _attribute("role"), _l("It says who can sign an agreement.")),
    _part(
        "ip",
        _l("Intellectual property"),
        10,
        lambda c, _t: isinstance(c, Technology) and bool(c.ip_situation),
        _l("A licence is only possible where it is clear what is protected."),
    ),
    _part(
        "cooperation",
        _l("Forms of cooperation"),
        8,
        _attribute("cooperation"),
        _l("It says what you can be asked for."),
    ),
    _part(
        "claims",
        _l("Benefits with numbers"),
        7,
        _attribute("claims"),
        _l("A number with its baseline convinces more than an adjective."),
        needed=False,
    ),
    _part(
        "keywords",
        _l("Keywords"),
        4,
        lambda _c, t: bool(t.keywords),
        _l("They catch words that your text does not use."),
        needed=False,
    ),
    _part(
        "developed_in",
        _l("Developed in"),
        2,
        _attribute("developed_in"),
        _l("Seekers filter by country."),
        needed=False,
    ),
    _part(
        "sdgs",
        _l("Sustainable Development Goals"),
        2,
        _attribute("sdgs"),
        _l("Public seekers report by goal."),
        needed=False,
    ),
    _part(
        "attachments",
        _l("Images and documents"),
        2,
        _attribute("attachments"),
        _l("Listings with a picture are opened more readily."),
        needed=False,
    ),
)

_NEED = (
    *_SHARED,
    _part(
        "problem",
        _l("The problem"),
        12,
        lambda _c, t: bool(t.problem or t.description),
        _l("Providers must see what is wrong today."),
    ),
    _part(
        "outcome",
        _l("Desired outcome"),
        12,
        lambda _c, t: bool(t.outcome or t.description),
        _l("It says when the problem would count as solved."),
    ),
    _part(
        "country",
        _l("Country"),
        8,
        _attribute("country"),
        _l("Providers ask first whether they can deliver there."),
    ),
    _part(
        "requirements",
        _l("Requirements"),
        15,
        _attribute("requirements"),
        _l("Each is checked against every technology, so that you see what fits."),
        needed=False,
    ),
    _part(
        "site_conditions",
        _l("Site conditions"),
        6,
        lambda _c, t: bool(t.site_conditions),
        _l("They rule out what cannot work at your place."),
        needed=False,
    ),
    _part(
        "cooperation",
        _l("Forms of cooperation"),
        6,
        _attribute("cooperation"),
        _l("It says whether you want to buy, to take a licence or to develop together."),
        needed=False,
    ),
    _part(
        "least_trl",
        _l("Minimum readiness level"),
        5,
        lambda c, _t: isinstance(c, Need) and c.least_trl is not None,
        _l("It keeps out what is too early for you."),
        needed=False,
    ),
    _part(
        "budget_band",
        _l("Budget"),
        4,
        _attribute("budget_band"),
        _l("Providers answer more often where the scale is known."),
        needed=False,
    ),
    _part(
        "keywords",
        _l("Keywords"),
        4,
        lambda _c, t: bool(t.keywords),
        _l("They catch words that your text does not use."),
        needed=False,
    ),
    _part(
        "enquiry_deadline",
        _l("Deadline for enquiries"),
        3,
        _attribute("enquiry_deadline"),
        _l("A date makes providers act."),
        needed=False,
    ),
)


def parts_of(content: Content) -> tuple[Part, ...]:
    """The parts that make a listing of this kind complete."""
    return _TECHNOLOGY if isinstance(content, Technology) else _NEED


def completeness(content: Content) -> Completeness:
    """How complete the content is, judged in its original language."""
    text = original_text(content)
    parts = parts_of(content)
    missing = [part for part in parts if not part.present(content, text)]
    total = sum(part.weight for part in parts)
    lacking = sum(part.weight for part in missing)
    missing.sort(key=lambda part: (not part.needed, -part.weight))
    return Completeness(round(100 * (total - lacking) / total), tuple(missing))


def missing_for_submission(content: Content) -> dict[str, list[str]]:
    """Fields that a person must fill in before submission, with a message each."""
    text = original_text(content)
    messages = {
        part.field: [_("%(field)s is needed before you can submit.", field=part.label)]
        for part in parts_of(content)
        if part.needed and not part.present(content, text)
    }
    messages.update(_too_long(content))
    if contradicts_itself(content):
        messages["ip_situation"] = [contradiction()]
    return messages


def contradiction() -> str:
    """The message where the situation denies the rights in the rows."""
    return _(
        "The rights below say otherwise: choose “Registered right or application”, or remove "
        "the rows that are not registered."
    )


def _too_long(content: Content) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in content.texts.values():
        for field, limit in (("title", TITLE_LIMIT), ("summary", SUMMARY_LIMIT)):
            _check(found, field, len(getattr(text, field)), limit)
        whole = text.problem + text.how_it_works + text.novelty + text.outcome
        _check(found, "problem", len(whole), DESCRIPTION_LIMIT)
    if len(content.sectors) > SECTORS_LIMIT:
        found["sectors"] = [_("Choose at most %(limit)d sectors.", limit=SECTORS_LIMIT)]
    return found


def _check(found: dict[str, list[str]], field: str, length: int, limit: int) -> None:
    if length > limit:
        message = _(
            "Use at most %(limit)d characters; this has %(length)d.", limit=limit, length=length
        )
        found.setdefault(field, []).append(message)
