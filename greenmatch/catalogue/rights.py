"""What the rows of intellectual property rights say together with the situation as a whole."""

from collections.abc import Iterable

from greenmatch.catalogue.content import Content, IpRight, Technology

REGISTERED = "registered"
_REGISTRABLE = {"patent", "utility-model", "design", "trade-mark", "plant-variety"}
# Of such a row a holder may rightly say that nothing is registered.
_NOT_IN_FORCE = {"not-filed", "lapsed", "expired", "withdrawn-or-refused"}


def is_registered(right: IpRight) -> bool:
    """Whether the right is registered or applied for, and has not ended."""
    return right.kind in _REGISTRABLE and right.status not in _NOT_IN_FORCE


def denies_rights(situation: str, rights: Iterable[IpRight]) -> bool:
    """Whether the situation says that nothing is registered, while one of the rights is."""
    return bool(situation) and situation != REGISTERED and any(map(is_registered, rights))


def contradicts_itself(content: Content) -> bool:
    """Whether the content denies the rights that it names."""
    return isinstance(content, Technology) and denies_rights(
        content.ip_situation, content.ip_rights
    )
