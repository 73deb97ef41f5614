"""Which browser on which system a User-Agent names: enough to know one's own again, and no more."""

from __future__ import annotations

from typing import NamedTuple


class Browser(NamedTuple):
    """Names as their makers write them; empty where unknown."""

    name: str
    system: str


# The first that fits, as most claim to be others as well: Edge to be Chrome, Chrome to be Safari.
NAMES = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
    ("FxiOS", "Firefox"), ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chromium", "Chromium"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Macintosh", "macOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
ON_PHONES = {"iPhone", "Android"}


def read_agent(agent: str) -> Browser:
    """Return what the header User-Agent names."""
    return Browser(_first(NAMES, agent), _first(SYSTEMS, agent))


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in known if sign in agent), "")
