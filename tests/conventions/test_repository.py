"""What may not be in a public repository, and what has to be."""

import re

from tests.conventions.files import tracked_files
from tests.conventions.sources import ROOT

# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "the path of somebody's machine": re.compile(
        r"(?<![\w.])/(?:wor" r"k/(?:main|shared)|roo" r"t/|home/(?!user/|you/)\w+/|Users/\w+/)"
    ),
    "the address of a package registry": re.compile(
        r"files\.pythonh"
        r"osted\.org|pypi\.org/simp"
        r"le|registry\.npm"
        r"js|deb\.debian"
        r"\.org"
        r"|--(?:extra-)?index-"
        r"url|--find-"
        r"links"
    ),
    "a key or a password": re.compile(
        r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KE" r"Y|AKI" r"A[0-9A-Z]{16}|gh[pousr]_" r"\w{30,}"
    ),
}
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".woff2", ".mo", ".pdf", ".zip", ".gz"}
EXPECTED = (
    "LICENSE",
    "Makefile",
    "README.md",
    ".ci/run",
    "docs/dependencies.md",
    "docs/settings.md",
    "instance/.gitkeep",
    "requirements/run.txt",
    "requirements/test.txt",
    "setup.cfg",
)


def test_no_file_names_a_machine_a_registry_or_a_secret() -> None:
    found = [
        f"{path}:{number} {what}: {line.strip()[:120]}"
        for path in tracked_files()
        if not any(path.endswith(ending) for ending in BINARY)
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_instance_folder_holds_no_data_in_the_repository() -> None:
    assert tracked_files("instance") == ["instance/.gitkeep"]


def test_what_a_reader_looks_for_is_there() -> None:
    missing = [path for path in EXPECTED if not (ROOT / path).is_file()]
    assert not missing, missing


def test_every_locked_requirement_has_a_hash() -> None:
    for name in ("run", "test", "bench"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        entries = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
        bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
        assert not bare, bare


def test_tests_run_with_the_very_versions_that_a_run_installs() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        return set(re.findall(r"(?m)^[a-z][^ \n]*", text))

    assert pins("run") <= pins("test") <= pins("bench")


def test_the_wheel_needs_what_its_lock_was_made_from() -> None:
    assert "install_requires = file: requirements/run.in" in (ROOT / "setup.cfg").read_text("utf-8")


def test_every_direct_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs/dependencies.md").read_text("utf-8").lower()
    named = [
        line.partition("[")[0].strip()
        for name in ("run", "test", "bench")
        for line in (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
        if line and not line.startswith(("#", "-r"))
    ]
    missing = [name for name in named if f"| {name.lower()} |" not in reasons]
    assert not missing, missing
