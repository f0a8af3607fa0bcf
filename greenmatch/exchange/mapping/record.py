"""A row of a file as we understand it."""

import hashlib
from dataclasses import asdict, dataclass

import msgspec

from greenmatch.catalogue.content import Content, content_to_json
from greenmatch.catalogue.services.drafting import kind_of
from greenmatch.catalogue.states import Kind
from greenmatch.organisations.services.founding import Profile


@dataclass(frozen=True, kw_only=True)
class Record:
    """A listing to be imported. `source` and `key` say for good which one it is.

    `not_understood` names the fields that were given and are unknown, since their values made
    no sense and the mapping lets that pass.
    """

    source: str
    key: str
    url: str
    licence: str
    organisation: Profile
    content: Content
    not_understood: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether it is a technology or a need."""
        return kind_of(self.content)

    def digest(self) -> str:
        """A text that is another one as soon as anything in the record is."""
        plain = {
            "url": self.url,
            "licence": self.licence,
            "organisation": asdict(self.organisation),
            "content": content_to_json(self.content),
        }
        return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()
