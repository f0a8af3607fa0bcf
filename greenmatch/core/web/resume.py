"""What somebody typed survives the end of their session.

A form that arrives without a session is not thrown away: its values travel through the
sign-in page as one hidden field and come back as a page with one button, "Send it now".
Nothing is stored for people whom we do not know.
"""

import json
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import request

SECRET_FIELDS = ("csrf_token", "password", "new_password", "current_password", "repeat_password")
# What forms carry to recognise a second sending and a change in between.
HIDDEN_FIELDS = ("token", "seen", "shown")
# What a sign-in sends besides: address, password, token.
_ROOM = 2_000
_LONG = 25  # characters
_FIRST_CJK = "\u3005"


@dataclass(frozen=True)
class TypedForm:
    """A form as it was sent: where to, and its fields in order (files cannot be kept)."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """What is worth showing: the fields that hold text, without what the page itself put in."""
        return tuple(
            (name, value)
            for name, value in self.fields
            if value.strip() and name not in HIDDEN_FIELDS
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """What somebody would not like to write again: no codes of choices."""
        return tuple(value for _name, value in self.shown if _is_written(value.strip()))

    def fits(self, max_form_size: int) -> bool:
        """Whether it can travel through the sign-in page, whose form may be so many bytes long."""
        return len(urlencode({"resume": self.packed()})) + _ROOM <= max_form_size

    def packed(self) -> str:
        """The form as the value of one hidden field."""
        return json.dumps({"path": self.path, "fields": self.fields}, ensure_ascii=False)


def _is_written(value: str) -> bool:
    return len(value) >= _LONG or any(each.isspace() or each >= _FIRST_CJK for each in value)


def sent_form() -> TypedForm:
    """The form of this request, without its secrets."""
    fields = tuple(
        (name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS
    )
    return TypedForm(request.full_path.rstrip("?"), fields)


def unpack_form(packed: str | None) -> TypedForm | None:
    """The form that `packed` made; None where the text is not one, or leads off this site."""
    if not packed:
        return None
    try:
        value = json.loads(packed)
        fields = tuple((str(name), str(text)) for name, text in value["fields"])
        path = local_path(str(value["path"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return TypedForm(path, fields) if path else None


def local_path(target: str | None) -> str | None:
    """The target if it is a path on this site, None if it leads anywhere else."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    if any(ord(letter) < 32 for letter in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def comes_from_elsewhere() -> bool:
    """Whether another site made the browser send this request."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"
