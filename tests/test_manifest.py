"""The manifest of the web app: what browsers want to install it, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import hypot
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from PIL import Image

# What no mask cuts: a circle of four fifths of the width (https://www.w3.org/TR/appmanifest/#icon-masks).
SAFE = 0.4
ADDRESS = "/manifest.webmanifest"


@pytest.fixture
def manifest(client: Client, db: None) -> dict[str, Any]:
    answer = client.get(ADDRESS, HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    assert answer["Content-Type"] == "application/manifest+json"
    content: dict[str, Any] = json.loads(answer.content)
    return content


def pictures(manifest: dict[str, Any]) -> Iterator[tuple[dict[str, str], Image.Image]]:
    """Yield each icon that is a picture, with what it is said to be."""
    for icon in [*manifest["icons"], *(icon for one in manifest["shortcuts"] for icon in one["icons"])]:
        path = settings.BASE_DIR / icon["src"].lstrip("/")
        assert path.is_file(), icon["src"]
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                yield icon, picture.convert("RGB")


def test_it_says_what_browsers_want_to_install(manifest: dict[str, Any]) -> None:
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", "/", "/")
    assert (manifest["name"], manifest["short_name"], manifest["display"]) == ("Netzwerk", "Netzwerk", "standalone")
    assert len(manifest["short_name"]) <= 12
    assert manifest["theme_color"].startswith("#")
    assert manifest["background_color"].startswith("#")
    purposes = {(icon["purpose"], icon["sizes"]) for icon in manifest["icons"]}
    assert {(purpose, f"{size}x{size}") for purpose in ("any", "maskable") for size in (192, 512)} <= purposes


def test_icons_are_as_large_as_they_are_said_to_be(manifest: dict[str, Any]) -> None:
    for icon, picture in pictures(manifest):
        assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_no_mask_cuts_into_the_sign(manifest: dict[str, Any]) -> None:
    for icon, picture in pictures(manifest):
        if icon["purpose"] == "maskable":
            ground, middle = picture.getpixel((0, 0)), (picture.width - 1) / 2
            for x in range(picture.width):
                for y in range(picture.height):
                    if picture.getpixel((x, y)) != ground:
                        assert hypot(x - middle, y - middle) <= SAFE * picture.width


def test_its_shortcuts_lead_to_pages(manifest: dict[str, Any]) -> None:
    assert [one["name"] for one in manifest["shortcuts"]] == ["Today", "Log a moment"]
    assert [resolve(one["url"]).view_name for one in manifest["shortcuts"]] == ["today:home", "contacts:moment-log"]


def test_it_speaks_the_language_of_the_reader(client: Client, db: None) -> None:
    answer = client.get(ADDRESS, HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="de")

    content = json.loads(answer.content)
    assert (content["lang"], content["dir"], content["shortcuts"][0]["name"]) == ("de", "ltr", "Heute")
    assert content["description"].startswith("Wissen")


def test_each_page_names_it_and_lets_it_see_who_asks(client: Client, db: None) -> None:
    page = client.get("/", HTTP_HOST="localhost").content.decode()

    assert f'<link rel="manifest" href="{ADDRESS}" crossorigin="use-credentials">' in page
    assert page.count('name="theme-color"') == 2


def test_the_badge_of_notifications_is_a_shape_without_a_ground() -> None:
    with Image.open(settings.BASE_DIR / "static" / "badge-96.png") as picture:
        alpha = picture.convert("RGBA").getchannel("A")

    assert picture.size == (96, 96)
    assert (alpha.getpixel((0, 0)), alpha.getpixel((48, 48))) == (0, 255)
