"""Somebody at the keyboard, whose inputs are counted."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page


class Hand:
    """Types and chooses; an input is a field that was filled in or a choice that was made."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.inputs = 0
        self.began = time.monotonic()

    def type_into(self, field: Locator, text: str) -> None:
        """Fill in one field, key by key."""
        field.click()
        field.press_sequentially(text)
        self.inputs += 1

    def choose(self, choice: Locator) -> None:
        """Tick one choice."""
        choice.check()
        self.inputs += 1

    def press(self, keys: str) -> None:
        """Press a key that makes a choice."""
        self.page.keyboard.press(keys)
        self.inputs += 1

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.began
