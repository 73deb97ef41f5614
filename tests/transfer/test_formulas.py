"""Cells that a spreadsheet would calculate are neutralised, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer.cleaning import neutralise_formula, restore_formula

# What OWASP names, and the forms of full width that some spreadsheets fold to them.
DANGEROUS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
any_text = st.text() | st.text(alphabet="'=+-@\t\r\n 49a")


@pytest.mark.parametrize("start", list(DANGEROUS))
def test_nothing_that_begins_a_formula_begins_a_cell(start: str) -> None:
    assert neutralise_formula(f"{start}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["", "Anna Blum", "'t Hooft", "a=b", "030 12345", "1-2", "anna@example.org"])
def test_what_is_harmless_stays(text: str) -> None:
    assert neutralise_formula(text) == text


def test_a_telephone_number_is_shown_whole() -> None:
    assert neutralise_formula("+49 30 12345") == "'+49 30 12345"
    assert restore_formula("'+49 30 12345") == "+49 30 12345"


@given(any_text)
def test_no_cell_is_dangerous_with_or_without_its_blanks(text: str) -> None:
    cell = neutralise_formula(text)
    assert not cell or cell[0] not in DANGEROUS
    assert not cell.strip() or cell.strip()[0] not in DANGEROUS


@given(any_text)
def test_reading_back_undoes_it(text: str) -> None:
    assert restore_formula(neutralise_formula(text)) == text


@given(any_text)
def test_an_apostrophe_of_somebody_elses_goes_only_before_a_formula(text: str) -> None:
    restored = restore_formula(text)
    assert restored == text or (text == f"'{restored}" and neutralise_formula(restored) == text)
