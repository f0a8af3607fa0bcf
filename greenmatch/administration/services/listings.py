"""What administrators do to single listings."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.content import content_from_json, text_in
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import hand_over
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.i18n import _
from greenmatch.core.mail import send_mail
from greenmatch.organisations.models import MemberRole, Organisation, OrganisationState
from greenmatch.organisations.queries import member_addresses


def hand_listing_over(
    session: Session, *, listing: Listing, to: Organisation, reason: str, actor_id: int
) -> Listing:
    """The listing with its files as another organisation's; the owners of both are told.

    Invalid, at `organisation`, for the one that has it already; Conflict where the other one
    cannot have listings now.
    """
    before = listing.organisation
    if to.id == before.id:
        problem = _("The listing already belongs to this organisation.")
        raise Invalid(problem, {"organisation": [problem]})
    if to.state is not OrganisationState.ACTIVE:
        raise Conflict(_("This organisation is suspended or closed."))
    listing = hand_over(session, listing=listing, actor_id=actor_id, to=to, reason=reason)
    _tell(session, listing, before, "administration/handed_over", reason)
    _tell(session, listing, to, "administration/received", reason)
    return listing


def _tell(
    session: Session, listing: Listing, organisation: Organisation, template: str, reason: str
) -> None:
    content = content_from_json(listing.versions[-1].content_json)
    for email, language in member_addresses(session, organisation.id, MemberRole.OWNER):
        send_mail(
            session,
            to=email,
            language=language,
            template=template,
            context={
                "title": text_in(content, language)[1].title,
                "public_id": listing.public_id,
                "organisation": organisation,
                "reason": reason,
            },
        )
