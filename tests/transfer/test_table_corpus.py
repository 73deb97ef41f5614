"""Real tables, from the folder that NETZWERK_CORPUS names: what comes out of each."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from transfer.records import BrokenRecord, PersonRecord
from transfer.tables import TableReader, detect

CORPUS = os.environ.get("NETZWERK_CORPUS")
# By file: who wrote it, whether one has to ask, people, and rows that are reported.
EXPECTED = {
    "google_new_first_name.csv": ("google", False, 2, 0),
    "google_old_given_name.csv": ("google", False, 1, 0),
    "linkedin_en_preamble.csv": ("linkedin", False, 3, 0),
    "no_header.csv": ("", True, 1, 0),
    "nul_and_bare_cr.csv": ("", False, 1, 0),
    "outlook_de_2016_cp1252.csv": ("outlook", False, 1, 0),
    "outlook_en.csv": ("outlook", False, 1, 0),
    "thunderbird_semicolon.csv": ("thunderbird", False, 1, 0),
    "tests__src__Csv2vcard__all.csv": ("", True, 1, 0),
    "tests__src__Csv2vcard__email.csv": ("", True, 4, 0),
    "tests__src__Csv2vcard__gmail.csv": ("google", False, 1, 0),
    "tests__src__Csv2vcard__outlook.csv": ("outlook", False, 1, 0),
    "tests__src__Csv2vcard__tb_plain.csv": ("thunderbird", False, 1, 0),
}


if CORPUS:
    FILES = sorted(Path(CORPUS).rglob("*.csv"))

    @pytest.mark.corpus
    def test_every_table_comes_in(capsys: pytest.CaptureFixture[str]) -> None:
        lines = [f"{'table':<40}{'program':<14}{'people':>8}{'reported':>10}"]
        for path in FILES:
            data = path.read_bytes()
            found = detect(data, path.name)
            assert found, path
            records = list(TableReader().read(io.BytesIO(data)))
            people = [record for record in records if isinstance(record, PersonRecord)]
            broken = [record for record in records if isinstance(record, BrokenRecord)]
            outcome = (found.program, found.needs_asking, len(people), len(broken))
            assert outcome == EXPECTED.get(path.name, outcome), path
            lines.append(f"{path.name:<40}{found.program or '(asks)':<14}{len(people):>8}{len(broken):>10}")
        with capsys.disabled():
            print("\n" + "\n".join(lines))  # noqa: T201 - the table is what one looks at

    @pytest.mark.corpus
    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
    def test_no_cell_is_lost(path: Path) -> None:
        """What has no field is in the note, and all of it is in the text that is kept."""
        for record in TableReader().read(io.BytesIO(path.read_bytes())):
            assert isinstance(record, PersonRecord)
            for value in (record.name, *(each.value for each in record.emails)):
                assert value.split()[-1] in record.raw
