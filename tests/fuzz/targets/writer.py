"""The writer of vCards: what any card said comes in again, and nothing in it can begin a line."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Literal

from tests.fuzz.cards import SEEDS
from transfer.records import PersonRecord
from transfer.vcard import VCardReader, read_card
from transfer.vcard.writer import CardToWrite, write_card

__all__ = ["SEEDS", "fuzz"]

VERSIONS: tuple[Literal["3.0"], Literal["4.0"]] = ("3.0", "4.0")


def fuzz(data: bytes) -> None:
    """Read the first card, write it, and read that again."""
    person = next(iter(VCardReader().read(io.BytesIO(data))))
    if not isinstance(person, PersonRecord):
        return
    for version in VERSIONS:
        written = write_card(CardToWrite(person, kept=person.raw), version=version)
        lines = written.split("\r\n")
        assert written.splitlines() == lines[:-1]
        assert (lines.count("BEGIN:VCARD"), lines.count("END:VCARD")) == (1, 1)
        again = read_card(written.replace("\r\n", "\n"))
        assert isinstance(again, PersonRecord)
        assert replace(again, raw="", line=person.line) == replace(person, raw="")
        assert write_card(CardToWrite(again, kept=again.raw), version=version) == written
