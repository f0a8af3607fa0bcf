"""What the audit log's codes mean, in words."""

from flask import url_for

from greenmatch.core.audit import AuditEntry
from greenmatch.core.i18n import _, _l
from greenmatch.moderation.reasons import REASONS

ACTION_NAMES = {
    "account.confirmed": _l("Email address confirmed"),
    "account.deleted": _l("Account deleted"),
    "account.made-admin": _l("Made administrator by command"),
    "account.mail-changed": _l("Email address changed"),
    "account.password-changed": _l("Password changed"),
    "account.reinstated": _l("Person reinstated"),
    "account.role-changed": _l("Role changed"),
    "account.signed-up": _l("Signed up"),
    "account.suspended": _l("Person suspended"),
    "enquiry.accept": _l("Enquiry accepted"),
    "enquiry.close": _l("Enquiry closed"),
    "enquiry.decline": _l("Enquiry declined"),
    "enquiry.start": _l("Enquiry sent"),
    "import.run": _l("Listings imported"),
    "listing.approved": _l("Version approved"),
    "listing.archive": _l("Listing archived"),
    "listing.changes-requested": _l("Changes requested"),
    "listing.close": _l("Closed to enquiries"),
    "listing.create": _l("Listing started"),
    "listing.discard-revision": _l("Revision discarded"),
    "listing.edit": _l("Listing edited by an administrator"),
    "listing.expire": _l("Listing expired"),
    "listing.hand-over": _l("Listing handed over"),
    "listing.import-propose": _l("Imported change put to review"),
    "listing.import-update": _l("Listing updated by an import"),
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
    "organisation.invitation-revoked": _l("Invitation withdrawn"),
    "organisation.invited": _l("Member invited"),
    "organisation.joined": _l("Member joined"),
    "organisation.left": _l("Member left"),
    "organisation.member-removed": _l("Member removed"),
    "organisation.member-role-changed": _l("Member's role changed"),
    "organisation.suspended": _l("Organisation suspended"),
    "organisation.unverified": _l("Verification withdrawn"),
    "organisation.verified": _l("Organisation verified"),
    "site.page": _l("Page text changed"),
    "site.settings": _l("Site settings changed"),
}

SUBJECT_NAMES = {
    "enquiry": _l("Enquiry"),
    "import": _l("Import"),
    "listing": _l("Listing"),
    "organisation": _l("Organisation"),
    "user": _l("Person"),
    "page": _l("Page text"),
    "site": _l("Site"),
}

DETAIL_NAMES = {
    "added": _l("Added"),
    "after": _l("Now"),
    "before": _l("Before"),
    "contact_mail": _l("Contact address"),
    "fields": _l("Changed"),
    "from": _l("From organisation"),
    "left alone": _l("Left alone"),
    "logo": _l("Logo"),
    "name_en": _l("Name in English"),
    "name_zh": _l("Name in Chinese"),
    "number": _l("Version"),
    "operator": _l("Operator"),
    "person": _l("Person"),
    "publish": _l("Published at once"),
    "reason": _l("Reason"),
    "reasons": _l("Reasons"),
    "rejected": _l("Rejected"),
    "role": _l("Role"),
    "sender_en": _l("Sender of emails in English"),
    "sender_zh": _l("Sender of emails in Chinese"),
    "to": _l("To organisation"),
    "to review": _l("To review"),
    "unchanged": _l("Unchanged"),
    "updated": _l("Updated"),
}

CONSUMER_NAMES = {"search": _l("Search"), "matching": _l("Matches")}

_VALUE_NAMES = {
    **{code: reason.title for code, reason in REASONS.items()},
    "about": _l("About, in English"),
    "about_zh": _l("About, in Chinese"),
    "admin": _l("Administrator"),
    "country": _l("Country or region"),
    "logo": _l("Logo"),
    "member": _l("Member"),
    "moderator": _l("Moderator"),
    "name": _l("Name"),
    "name_zh": _l("Name in Chinese"),
    "owner": _l("Owner"),
    "person": _l("Person"),
    "type": _l("Type"),
    "website": _l("Website"),
}
_CODED = {"after", "before", "fields", "reasons", "role"}

_PAGES = {"listing": "admin.listing", "organisation": "admin.organisation", "user": "admin.user"}


def action_name(action: str) -> str:
    """An action in words; the code where we have none."""
    return str(ACTION_NAMES.get(action, action))


def subject_name(subject_type: str) -> str:
    """The kind of a subject in words."""
    return str(SUBJECT_NAMES.get(subject_type, subject_type))


def consumer_name(name: str) -> str:
    """What waits for changes, in words."""
    return str(CONSUMER_NAMES.get(name, name))


def entry_details(entry: AuditEntry) -> list[tuple[str, str]]:
    """What an entry says besides: pairs of a name and a value, both in words."""
    return [
        (str(DETAIL_NAMES.get(name, name)), _in_words(name, value))
        for name, value in entry.details.items()
        if value not in ("", None)
    ]


def _in_words(name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return " → ".join(map(str, value))
    if name not in _CODED:
        return str(value)
    return " · ".join(str(_VALUE_NAMES.get(code, code)) for code in str(value).split())


def subject_address(entry: AuditEntry) -> str | None:
    """The page of what an entry is about; None where it has none."""
    if entry.subject_type == "site":
        return url_for("admin.site_settings")
    if entry.subject_type == "page":
        page, _dot, language = entry.subject_id.partition(".")
        return url_for("admin.text", page=page, text_language=language)
    endpoint = _PAGES.get(entry.subject_type)
    return url_for(endpoint, public_id=entry.subject_id) if endpoint else None
