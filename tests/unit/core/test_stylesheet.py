"""The stylesheet: its two dark themes are one, and every pair of colours can be read."""

import re

import pytest

from greenmatch.paths import static_folder

CSS = (static_folder() / "css" / "greenmatch.css").read_text("utf-8")
LIGHT = r':root,\n\[data-bs-theme="light"\] \{(.*?)\n\}'
CHOSEN_DARK = r'\n  \[data-bs-theme="dark"\] \{(.*?)\n  \}'
SYSTEM_DARK = r":root:not\(\[data-bs-theme\]\) \{(.*?)\n  \}"

# Text on each ground that it stands on: WCAG 2.2, 1.4.3 asks for 4.5.
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "link") for ground in
      ("paper", "ground", "sunken", "act-tint")],
    *[(ink, ground) for ink in ("ink", "ink-soft") for ground in
      ("tech-tint", "need-tint", "good-tint", "warn-tint", "bad-tint")],
    ("tech", "paper"), ("tech", "ground"), ("tech", "tech-tint"),
    ("need", "paper"), ("need", "ground"), ("need", "need-tint"),
    ("good", "paper"), ("good", "good-tint"), ("warn", "paper"), ("warn", "warn-tint"),
    ("bad", "paper"), ("bad", "ground"), ("bad", "bad-tint"), ("bad-strong", "bad-tint"),
    ("on-act", "act"), ("on-act", "act-strong"), ("ink", "hit"),
    ("ink", "good-line"), ("ink", "bad-line"),
]  # fmt: skip
# What has to be made out but is not text: 1.4.11 asks for 3.
SHAPES = [
    *[(mark, ground) for mark in ("tech-mark", "need-mark", "line-strong", "focus", "bad") for
      ground in ("paper", "ground")],
    ("tech-mark", "tech-tint"), ("need-mark", "need-tint"),
    ("tech-mark", "sunken"), ("act", "paper"),
]  # fmt: skip


def theme(pattern: str) -> dict[str, str]:
    found = re.search(pattern, CSS, re.DOTALL)
    assert found, pattern
    return dict(re.findall(r"--([\w-]+): (.*?);\n", found[1] + "\n"))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def test_the_systems_dark_theme_is_the_one_that_can_be_chosen() -> None:
    assert theme(SYSTEM_DARK) == theme(CHOSEN_DARK)


def test_both_themes_give_the_same_values() -> None:
    assert theme(LIGHT).keys() == theme(CHOSEN_DARK).keys()


@pytest.mark.parametrize("pattern", [LIGHT, CHOSEN_DARK], ids=["light", "dark"])
class TestContrast:
    def test_text_can_be_read_on_its_ground(self, pattern: str) -> None:
        assert too_faint(theme(pattern), TEXT, least=4.5) == []

    def test_shapes_can_be_made_out(self, pattern: str) -> None:
        assert too_faint(theme(pattern), SHAPES, least=3) == []


def too_faint(colours: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[str]:
    measured = {
        f"{one} on {other}": contrast(colours[f"gm-{one}"], colours[f"gm-{other}"])
        for one, other in pairs
    }
    return [f"{pair}: {value:.2f}" for pair, value in measured.items() if value < least]


def test_it_loads_nothing_from_elsewhere() -> None:
    sources = re.findall(r"url\([\"']?(.*?)[\"']?\)", CSS)
    assert sources
    assert all(source.startswith(("data:", "../img/")) for source in sources)
    assert "@import" not in CSS
