"""Passwords: what is accepted, how they are stored, how they are checked."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from greenmatch.core.i18n import _

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT = 5

# One of the settings that OWASP's password storage cheat sheet holds equal; the library's own
# default costs six times the processor time, which a stranger could have us spend.
_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)

# Long enough for us, and among the first that anybody tries.
_WELL_KNOWN = frozenset(
    {
        "1234567890",
        "12345678910",
        "123456789a",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "abcdefghij",
        "abcd123456",
        "aa123456789",
        "a123456789",
        "changeme123",
        "football123",
        "greenmatch",
        "greenmatch1",
        "greenmatch123",
        "iloveyou123",
        "letmein123",
        "password12",
        "password123",
        "password1234",
        "passw0rd123",
        "princess123",
        "q1w2e3r4t5",
        "q1w2e3r4t5y6",
        "qazwsxedcrfv",
        "qwerty1234",
        "qwerty12345",
        "qwertyuiop",
        "qwertyuiop123",
        "superman123",
        "welcome123",
        "woaini1314",
        "zxcvbnm123",
    }
)


def password_problem(password: str, *, email: str = "", name: str = "") -> str | None:
    """Why this password is too easy to guess, as a sentence; None where it will do."""
    folded = password.casefold()
    if len(password) < SHORTEST:
        return _("Use at least %(limit)d characters.", limit=SHORTEST)
    if len(password) > LONGEST:
        return _("Use at most %(limit)d characters.", limit=LONGEST)
    if len(set(folded)) < FEWEST_DIFFERENT:
        return _("Use more different characters.")
    if folded in _WELL_KNOWN:
        return _("This password is among the first that are guessed. Choose another.")
    if folded in (email.casefold(), email.partition("@")[0].casefold(), name.casefold()):
        return _("Do not use your name or mail address as the password.")
    return None


def hash_password(password: str) -> str:
    """What is stored of a password (Argon2id, with its salt and costs)."""
    return _hasher.hash(_one_spelling(password))


def password_fits(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; without one the work is done all the same.

    So the time an answer takes does not tell whether an address has an account.
    """
    decoy = _decoy()
    try:
        _hasher.verify(stored or decoy, _one_spelling(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_new_hash(stored: str) -> bool:
    """Whether a password was stored at other costs than today's."""
    return _hasher.check_needs_rehash(stored)


def _one_spelling(password: str) -> str:
    # Keyboards differ in how they send an accented letter; the password is the same.
    return unicodedata.normalize("NFC", password)


@cache
def _decoy() -> str:
    return _hasher.hash(secrets.token_hex())
