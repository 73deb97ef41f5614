"""Real address books, from the folder that NETZWERK_CORPUS names; without it there is nothing to test here."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from transfer.records import BrokenRecord, PersonRecord, Reason, Record
from transfer.vcard import VCardReader

CORPUS = os.environ.get("NETZWERK_CORPUS")
_IS_NAMED = re.compile(rb"^(?:[\w-]+\.)?(?:FN|N)[^:\n]*:[^\r\n]*\w", re.IGNORECASE | re.MULTILINE)
_BEGIN = re.compile(rb"^BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(rb"^END:VCARD\s*$", re.IGNORECASE | re.MULTILINE)


def _read(path: Path) -> list[Record]:
    with path.open("rb") as stream:
        return list(VCardReader().read(stream))


def _cards_in_manifest(corpus: Path) -> dict[Path, int]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = csv.DictReader(manifest, delimiter="\t")
        # The manifest counts BEGIN in bytes, so that it finds none in UTF-16.
        return {corpus / row["path"]: int(row["cards"]) or 1 for row in rows if row["path"].endswith(".vcf")}


def _faults(records: list[Record]) -> list[Reason]:
    return [record.reason for record in records if isinstance(record, BrokenRecord)]


def _tally(records: list[Record]) -> Counter[str]:
    """Count people, and broken records by their reason."""
    return Counter("people" if isinstance(record, PersonRecord) else record.reason.value for record in records)


def _table(tallies: dict[str, Counter[str]]) -> list[str]:
    """Return one line a source, and one for all."""
    rows = {**dict(sorted(tallies.items())), "all": sum(tallies.values(), Counter())}
    columns = ["files", "cards", "people", *(reason.value for reason in Reason if reason.value in rows["all"])]
    cells = [[source, *(str(tally[column]) for column in columns)] for source, tally in rows.items()]
    return ["".join(f"{cell:>15}" for cell in row) for row in [["source", *columns], *cells]]


if CORPUS:
    FILES = sorted(Path(CORPUS).rglob("*.vcf"))

    @pytest.mark.corpus
    def test_there_are_files() -> None:
        assert len(FILES) > 300

    @pytest.mark.corpus
    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
    def test_a_well_formed_file_gives_people(path: Path) -> None:
        data, records = path.read_bytes(), _read(path)
        if len(_BEGIN.findall(data)) == len(_END.findall(data)):
            assert set(_faults(records)) <= {Reason.NO_NAME, Reason.GROUP}
            assert not _IS_NAMED.search(data) or len(records) > len(_faults(records))

    @pytest.mark.corpus
    def test_there_is_a_record_for_each_card(request: pytest.FixtureRequest) -> None:
        tallies: dict[str, Counter[str]] = defaultdict(Counter)
        for path, cards in _cards_in_manifest(Path(CORPUS or "")).items():
            records = _read(path)
            assert len(records) == cards, path
            tallies[path.parent.name] += _tally(records) + Counter(files=1, cards=cards)
        reporter = request.config.pluginmanager.get_plugin("terminalreporter")
        assert reporter is not None
        for line in ["", *_table(tallies)]:
            reporter.write_line(line)
