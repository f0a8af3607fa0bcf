"""Who learns of a decision, and what they are told."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState
from greenmatch.catalogue.content import content_from_json, text_in
from greenmatch.catalogue.models import ListingVersion
from greenmatch.core.i18n import LANGUAGES, in_language
from greenmatch.core.mail import send_mail
from greenmatch.moderation.fields import field_labels
from greenmatch.moderation.models import Decision
from greenmatch.moderation.reasons import reasons_of
from greenmatch.organisations.models import MemberRole
from greenmatch.organisations.queries import member_addresses, membership

Address = tuple[str, str]


def recipients(session: Session, version: ListingVersion) -> list[Address]:
    """Address and language of the author, where they still act for the organisation; else those
    of its owners."""
    author, organisation_id = version.author, version.listing.organisation_id
    if (
        author is not None
        and author.email
        and author.state is AccountState.ACTIVE
        and membership(session, organisation_id, author.id) is not None
    ):
        return [(author.email, author.language)]
    return member_addresses(session, organisation_id, MemberRole.OWNER)


def reply_language(version: ListingVersion, addresses: Sequence[Address]) -> str:
    """The language in which the decision stands on the author's pages."""
    if addresses:
        return addresses[0][1]
    original = content_from_json(version.content_json).original
    return original if original in LANGUAGES else LANGUAGES[0]


def tell_author(session: Session, decision: Decision, addresses: Sequence[Address]) -> None:
    """Mail the decision, to each in their language."""
    version = decision.version
    content = content_from_json(version.content_json)
    for email, language in addresses:
        with in_language(language):
            labels = field_labels(content)
        send_mail(
            session,
            to=email,
            language=language,
            template=f"moderation/{decision.outcome.name.lower()}",
            context={
                "title": text_in(content, language)[1].title,
                "public_id": version.listing.public_id,
                "kind": version.listing.kind.value,
                "reasons": reasons_of(decision.reasons),
                "message": decision.message,
                "notes": [
                    (labels.get(name, name), note) for name, note in decision.field_notes.items()
                ],
            },
        )
