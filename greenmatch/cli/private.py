"""What an instance holds is for the account that runs it alone."""

import os
import stat
from pathlib import Path

# Database, mails, index, uploads: what we write gives no right to anybody else.
UMASK = 0o077


def write_privately() -> None:
    """Give nobody else a right to what this process, and what it starts, will write."""
    os.umask(UMASK)


def close_to_others(instance: Path) -> None:
    """Let no other user of this machine look into an instance folder that is ours.

    One that came with the checkout, or from an older version, is as open as any folder; a
    folder like /tmp, whose sticky bit says that it is everybody's, is left as it is.
    """
    found = instance.stat()
    mode = stat.S_IMODE(found.st_mode)
    if found.st_uid == os.geteuid() and mode & UMASK and not mode & stat.S_ISVTX:
        instance.chmod(mode & ~UMASK)
