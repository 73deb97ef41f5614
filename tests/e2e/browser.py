"""A real browser: Debian's headless Chromium, driven by Playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    width: int
    theme: str
    language: str

    @property
    def is_phone(self) -> bool:
        """Whether the tab bar is shown instead of the side bar."""
        return self.width < 820

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"


# Each pair of width, theme and language occurs once: a fault belongs to one of them, or to two together. All eight
# would take twice as long to find the same.
LOOKS = [Look(1360, "light", "en"), Look(1360, "dark", "de"), Look(390, "dark", "en"), Look(390, "light", "de")]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the browser that `run.py test` found or installed, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM_PATH"], args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
