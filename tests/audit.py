"""`make audit`: known vulnerabilities of what a run installs, and what nobody could check.

pip-audit alone either passes over a package that it finds no advisories for, or stops at the
first one without showing what it has found: here both are listed, and both fail.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements" / "run.txt"


def audited() -> list[dict[str, Any]]:
    """pip-audit's answer for each package; exits with its own words where it gives none."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes"]
    command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        sys.exit(f"Not checked: pip-audit gave no answer.\n{done.stderr.strip()}")
    return packages


def main() -> None:
    """Prints what was found and leaves with 1 unless all was checked and nothing found."""
    packages = audited()
    unchecked = [package["name"] for package in packages if "skip_reason" in package]
    vulnerable = [package for package in packages if package.get("vulns")]
    for package in vulnerable:
        for advisory in package["vulns"]:
            fixed = ", ".join(advisory["fix_versions"]) or "no version yet"
            print(f"{package['name']} {package['version']}: {advisory['id']}, fixed in {fixed}")
    if unchecked:
        print(f"Not checked, no advisories were reached: {', '.join(unchecked)}")
    checked = len(packages) - len(unchecked)
    print(f"{checked} of {len(packages)} packages checked, {len(vulnerable)} vulnerable.")
    sys.exit(bool(unchecked or vulnerable))


if __name__ == "__main__":
    main()
