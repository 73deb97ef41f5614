"""Texts of the sample in both languages: what Jana wrote herself is no text of the product, so it is no catalogue's."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """The same in English and in German."""

    en: str
    de: str

    def in_language(self, language: str) -> str:
        """Return it in the language of the account."""
        return self.de if language.startswith("de") else self.en


def both(en: str, de: str) -> Text:
    """Return the two, shorter to write in a long list."""
    return Text(en, de)


NOTHING = Text("", "")
