"""An icon that a template names is drawn: a wrong name shows nothing and fails nowhere else."""

import re

from greenmatch.taxonomy import sector_groups
from tests.conventions.sources import ROOT
from tests.conventions.templates import TEMPLATES, templates

# What the macros take as an icon's name, written out.
NAMED = re.compile(r"""\bicon\(\s*'([\w-]+)'|\bicon_name\s*=\s*'([\w-]+)'""")


def drawn() -> set[str]:
    sprite = (ROOT / "static/img/icons.svg").read_text("utf-8")
    return set(re.findall(r'<symbol id="([\w-]+)"', sprite))


def test_every_icon_that_a_template_names_is_drawn() -> None:
    icons = drawn()
    missing = [
        f"{path.relative_to(TEMPLATES)}: {name}"
        for path in templates(".html")
        for match in NAMED.finditer(path.read_text("utf-8"))
        if (name := match[1] or match[2]) not in icons
    ]
    assert not missing, "\n".join(missing)


def test_every_sector_group_has_an_icon() -> None:
    assert {group.sector.code for group in sector_groups()} <= drawn()
