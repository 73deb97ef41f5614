"""Where a page of dated rows ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.keysets import read_place, write_place


@given(st.dates(), st.uuids())
def test_a_place_is_read_as_it_was_written(day: date, pk: UUID) -> None:
    assert read_place(write_place(day, pk)) == (day, pk)


@pytest.mark.parametrize("text", ["", "_", "2026-01-01", "2026-01-01_x", "2026-02-31_" + "0" * 32, "\0_\0", "9" * 9000])
def test_nonsense_is_no_place(text: str) -> None:
    assert read_place(text) is None
