"""What the audit log's codes mean, in words."""

from flask import url_for

from greenmatch.core.audit import AuditEntry
from greenmatch.core.i18n import _l

ACTION_NAMES = {
    "account.confirmed": _l("Mail address confirmed"),
    "account.deleted": _l("Account deleted"),
    "account.made-admin": _l("Made administrator by command"),
    "account.mail-changed": _l("Mail address changed"),
    "account.password-changed": _l("Password changed"),
    "account.reinstated": _l("Person reinstated"),
    "account.role-changed": _l("Role changed"),
    "account.signed-up": _l("Signed up"),
    "account.suspended": _l("Person suspended"),
    "listing.approved": _l("Version approved"),
    "listing.archive": _l("Listing archived"),
    "listing.changes-requested": _l("Changes requested"),
    "listing.close": _l("Closed to enquiries"),
    "listing.create": _l("Listing begun"),
    "listing.discard-revision": _l("Revision given up"),
    "listing.edit": _l("Listing edited by an administrator"),
    "listing.expire": _l("Listing expired"),
    "listing.hand-over": _l("Listing handed over"),
    "listing.hold": _l("Listing put on hold"),
    "listing.open": _l("Opened for enquiries"),
    "listing.rejected": _l("Version rejected"),
    "listing.renew": _l("Listing confirmed"),
    "listing.resume": _l("Listing published again"),
    "listing.submit": _l("Version submitted"),
    "listing.take-back": _l("Version taken back"),
    "listing.withdraw": _l("Listing withdrawn"),
    "organisation.activated": _l("Organisation activated"),
    "organisation.claim-accepted": _l("Take-over accepted"),
    "organisation.claim-declined": _l("Take-over declined"),
    "organisation.claim-requested": _l("Take-over requested"),
    "organisation.closed": _l("Organisation closed"),
    "organisation.created": _l("Organisation created"),
    "organisation.edited": _l("Organisation edited"),
    "organisation.invitation-revoked": _l("Invitation taken back"),
    "organisation.invited": _l("Member invited"),
    "organisation.joined": _l("Member joined"),
    "organisation.left": _l("Member left"),
    "organisation.member-removed": _l("Member removed"),
    "organisation.member-role-changed": _l("Member's role changed"),
    "organisation.suspended": _l("Organisation suspended"),
    "organisation.unverified": _l("Verification taken back"),
    "organisation.verified": _l("Organisation verified"),
    "site.page": _l("Page text changed"),
    "site.settings": _l("Site settings changed"),
}

SUBJECT_NAMES = {
    "listing": _l("Listing"),
    "organisation": _l("Organisation"),
    "user": _l("Person"),
    "page": _l("Page text"),
    "site": _l("Site"),
}

_PAGES = {"listing": "admin.listing", "organisation": "admin.organisation", "user": "admin.user"}


def action_name(action: str) -> str:
    """An action in words; the code where we have none."""
    return str(ACTION_NAMES.get(action, action))


def subject_name(subject_type: str) -> str:
    """The kind of a subject in words."""
    return str(SUBJECT_NAMES.get(subject_type, subject_type))


def subject_address(entry: AuditEntry) -> str | None:
    """The page of what an entry is about; None where it has none."""
    if entry.subject_type == "site":
        return url_for("admin.site_settings")
    if entry.subject_type == "page":
        page, _dot, language = entry.subject_id.partition(".")
        return url_for("admin.text", page=page, text_language=language)
    endpoint = _PAGES.get(entry.subject_type)
    return url_for(endpoint, public_id=entry.subject_id) if endpoint else None
