"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.partial_dates import Precision, begins_on
from contacts.rules.written_dates import read_date, write_date

NAMES = {"march": 3, "mar": 3, "märz": 3, "dezember": 12, "may": 5}


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2019", date(2019, 1, 1), "year"),
        ("3/2019", date(2019, 3, 1), "month"),
        ("03.2019", date(2019, 3, 1), "month"),
        ("2019-03", date(2019, 3, 1), "month"),
        ("March 2019", date(2019, 3, 1), "month"),
        ("Mar. 2019", date(2019, 3, 1), "month"),
        ("MÄRZ  2019", date(2019, 3, 1), "month"),
        ("14.3.2019", date(2019, 3, 14), "day"),
        ("14. März 2019", date(2019, 3, 14), "day"),
        (" 14 March 2019 ", date(2019, 3, 14), "day"),
        ("14/03/2019", date(2019, 3, 14), "day"),
        ("2019-03-14", date(2019, 3, 14), "day"),
    ],
)
def test_what_people_write_is_understood(text: str, day: date, precision: str) -> None:
    assert read_date(text, NAMES) == (day, precision)


@pytest.mark.parametrize(
    "text",
    ["", "19", "3/19", "13/2019", "31.2.2019", "0/2019", "0000", "Octember 2019", "14.3.", "2019!", "1.2.3.2019"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_date(text, NAMES)


@given(st.dates(), st.sampled_from(Precision))
def test_what_is_written_out_is_read_in_again(day: date, precision: Precision) -> None:
    first = begins_on(day, precision)

    assert read_date(write_date(first, precision), {}) == (first, precision)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        day, precision = read_date(text, NAMES)
    except ValueError:
        return
    assert begins_on(day, precision) == day
