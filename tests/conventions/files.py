"""The files of the repository, as git knows them."""

import subprocess
from functools import cache

from tests.conventions.sources import ROOT


@cache
def tracked_files(*folders: str) -> list[str]:
    """Paths from the root of the repository, of those folders or of all."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
