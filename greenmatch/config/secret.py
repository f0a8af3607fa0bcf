"""The key that signs cookies and links: given, or made on the first run and kept."""

import os
import secrets

from greenmatch.config.parsing import SettingsError
from greenmatch.config.settings import Settings


def load_secret_key(settings: Settings) -> str:
    """The secret key of the settings, or the one in `instance/secret_key`, made if missing.

    Safe when several processes start at once: all get the key that was put in place first.
    Raises SettingsError where the kept file is empty or cannot be used.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret_key"
    try:
        if not path.exists():
            _make(settings)
        kept = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SettingsError(
            f"The secret key cannot be kept in {path} ({error.strerror}): make the folder "
            "writable, or set GREENMATCH_SECRET_KEY."
        ) from error
    if len(kept) < 32:
        raise SettingsError(
            f"{path} holds no usable key: delete it to have a new one made (everybody is then "
            "signed out), or set GREENMATCH_SECRET_KEY."
        )
    return kept


def _make(settings: Settings) -> None:
    """Puts a new key in place whole, unless another process was faster."""
    settings.instance.mkdir(0o700, parents=True, exist_ok=True)
    draft = settings.instance / f".secret_key.{secrets.token_hex(8)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        (settings.instance / "secret_key").hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
