"""Real address books, from the folder that NETZWERK_CORPUS names; without it there is nothing to test here."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from tests.transfer.card_lines import Said, cards_in, decode, said_in
from transfer.records import BrokenRecord, PersonRecord, Reason
from transfer.vcard import VCardReader, read_card
from transfer.vcard.reader import Card
from transfer.vcard.writer import CardToWrite, write_card

CORPUS = os.environ.get("NETZWERK_CORPUS")
VERSIONS: tuple[Literal["3.0"], Literal["4.0"]] = ("3.0", "4.0")
# Cards that describe nobody: they have no name (RFC 2426 and RFC 6350 want one), or are a list of others.
NOBODY = {Reason.NO_NAME, Reason.GROUP}
# What every card has, so that it is added where it was missing.
ADDED = {"FN", "N"}


def _read(path: Path) -> list[Card]:
    with path.open("rb") as stream:
        return list(VCardReader().read(stream))


def _cards_in_manifest(corpus: Path) -> dict[Path, int]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = csv.DictReader(manifest, delimiter="\t")
        # The manifest counts BEGIN in bytes, so that it finds none in UTF-16.
        return {corpus / row["path"]: int(row["cards"]) or 1 for row in rows if row["path"].endswith(".vcf")}


def _faults(records: list[Card]) -> list[Reason]:
    return [record.reason for record in records if isinstance(record, BrokenRecord)]


def _write(person: PersonRecord, version: Literal["3.0", "4.0"]) -> str:
    return write_card(CardToWrite(person, kept=person.raw), version=version)


def _lost(person: PersonRecord, card: str) -> Counter[Said]:
    """Return what a card says and its export does not, or the other way round, as the second reading has it."""
    lost: Counter[Said] = Counter()
    said = said_in(card)
    for version in VERSIONS:
        written = said_in(_write(person, version))
        lost += said - written
        lost += Counter({each: number for each, number in (written - said).items() if each[1] not in ADDED})
    return lost


def _tally(path: Path, records: list[Card]) -> Counter[str]:
    """Count cards that came in clean, that did not, and that were reported, by their reason."""
    tally: Counter[str] = Counter(files=1, cards=len(records))
    for record, (card, _is_whole) in zip(records, cards_in(decode(path.read_bytes())), strict=False):
        if isinstance(record, PersonRecord):
            tally["not clean" if _lost(record, card) else "clean"] += 1
    tally["reported"] = len(_faults(records))
    return tally + Counter(reason.value for reason in _faults(records))


def _table(tallies: dict[str, Counter[str]]) -> list[str]:
    """Return one line a source, and one for all."""
    rows = {**dict(sorted(tallies.items())), "all": sum(tallies.values(), Counter())}
    reasons = [reason.value for reason in Reason if reason.value in rows["all"]]
    columns = ["files", "cards", "clean", "not clean", "reported", *reasons]
    cells = [[source, *(str(tally[column]) for column in columns)] for source, tally in rows.items()]
    return ["".join(f"{cell:>15}" for cell in row) for row in [["source", *columns], *cells]]


if CORPUS:
    FILES = sorted(Path(CORPUS).rglob("*.vcf"))
    each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")

    @pytest.mark.corpus
    def test_there_are_files() -> None:
        assert len(FILES) > 300

    @pytest.mark.corpus
    @each_file
    def test_every_well_formed_card_comes_in_and_goes_out_clean(path: Path) -> None:
        records, cards = _read(path), cards_in(decode(path.read_bytes()))
        if not cards:
            assert all(reason.is_about_file or reason is Reason.NO_BEGIN for reason in _faults(records))
            return
        assert len(records) == len(cards)
        for record, (card, is_whole) in zip(records, cards, strict=True):
            if isinstance(record, PersonRecord):
                assert not _lost(record, card)
            else:
                assert isinstance(record, BrokenRecord)
                assert not is_whole or record.reason in NOBODY

    @pytest.mark.corpus
    @each_file
    def test_a_card_that_goes_out_and_comes_in_again_is_the_same(path: Path) -> None:
        for person in (record for record in _read(path) if isinstance(record, PersonRecord)):
            for version in VERSIONS:
                again = read_card(_write(person, version).replace("\r\n", "\n"), number=person.number, line=person.line)
                assert isinstance(again, PersonRecord)
                assert replace(again, raw="") == replace(person, raw="")
                assert _write(again, version) == _write(person, version)

    @pytest.mark.corpus
    def test_there_is_a_record_for_each_card(record_property: Callable[[str, object], None]) -> None:
        tallies: dict[str, Counter[str]] = defaultdict(Counter)
        for path, cards in _cards_in_manifest(Path(CORPUS or "")).items():
            records = _read(path)
            assert len(records) == cards, path
            tallies[path.parent.name] += _tally(path, records)
        record_property("table", "\n".join(_table(tallies)))
        assert sum(tallies.values(), Counter())["not clean"] == 0
