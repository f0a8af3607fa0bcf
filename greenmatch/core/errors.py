"""Errors of the domain: named, with a message for people.

One handler (core.web.failures) turns them into pages; commands print the message.
"""

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """Something that the caller asked for cannot be done; `message` says why to a person."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """There is no such thing, or this person may not know that there is."""

    status = 404


class Forbidden(DomainError):
    """The thing is known to this person, but the action is not theirs to take."""

    status = 403


class Gone(DomainError):
    """The thing was public once and has been withdrawn."""

    status = 410


class Conflict(DomainError):
    """Somebody else changed the thing in the meantime, or its state does not allow the action."""

    status = 409


class TooLarge(DomainError):
    """What was sent is larger than what is accepted."""

    status = 413


class TooMany(DomainError):
    """A limit of attempts was reached; `retry_after` is in seconds."""

    status = 429

    def __init__(self, message: str, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Invalid(DomainError):
    """Values were refused; `fields` maps a field's name to its messages."""

    status = 422

    def __init__(self, message: str, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.fields = {name: list(messages) for name, messages in (fields or {}).items()}
