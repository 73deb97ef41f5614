"""How the mail looks where pictures and style sheets are missing, in the light and in the dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATE = Path(__file__).parents[2] / "templates" / "reminders" / "mail" / "digest.html"
HTML = TEMPLATE.read_text(encoding="utf-8")
LIGHT = [
    ("#1f2a2e", "#ffffff"), ("#57646a", "#ffffff"), ("#0f5c66", "#ffffff"), ("#ffffff", "#0f5c66"),
    ("#1f2a2e", "#f4efe6"),
]  # fmt: skip
DARK = [
    ("#ece7de", "#1b2225"), ("#a9b4b8", "#1b2225"), ("#7fc4cc", "#1b2225"), ("#10211f", "#7fc4cc"),
    ("#ece7de", "#2b3237"),
]  # fmt: skip
BORDERS = [("#8d8575", "#ffffff"), ("#77868b", "#1b2225")]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), [*LIGHT, *DARK])
def test_texts_can_be_read_in_both_themes(text: str, ground: str) -> None:
    assert text in HTML
    assert ground in HTML
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("border", "ground"), BORDERS)
def test_the_edges_of_buttons_can_be_seen(border: str, ground: str) -> None:
    assert border in HTML
    assert contrast(border, ground) >= 3


def test_every_colour_of_a_tag_has_its_counterpart_in_the_dark() -> None:
    tags = re.findall(
        r"<[a-z0-9]+ [^>]*style=\"[^\"]*(?:color|background-color|border-top|border):?[^\"]*#[^>]*>", HTML
    )

    assert tags
    assert [tag for tag in tags if 'class="' not in tag] == []


def test_there_are_no_pictures_no_scripts_and_nothing_from_elsewhere() -> None:
    assert not re.search(r"<img|<script|<link|url\(|@import|@font-face|<form|<iframe", HTML)


def test_buttons_are_as_tall_as_a_thumb() -> None:
    for style in re.findall(r'class="(?:main|button)" style="([^"]*)"', HTML):
        assert "padding:10px 14px" in style
        assert "border:1px" in style
        # 22 of the line, 20 around it, 2 of the edges: 44.
        assert "line-height:22px" in style
