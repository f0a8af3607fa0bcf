"""Mail addresses in the one spelling that is stored and looked up."""

from email_validator import EmailNotValidError, validate_email

from greenmatch.core.mail.message import UnusableAddress, mail_address

LONGEST_ADDRESS = 254


def normal_address(text: str) -> str | None:
    """The address in lower case and normal form; None where it cannot be one.

    Whether anybody reads mail there only a mail can tell, so no name server is asked.
    """
    if len(text) > LONGEST_ADDRESS:
        return None
    try:
        found = validate_email(text.strip(), check_deliverability=False)
        address = found.normalized.lower()
        mail_address(address)
    except (EmailNotValidError, UnusableAddress):
        return None
    return address
