"""Dates in tables: programs and people write them in many ways, and some of them are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.partial_dates import AnnualDate
from transfer.tables.dates import DAY_FIRST, MONTH_FIRST, is_ambiguous, is_no_date, order_of, read_annual, read_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1975-03-14", AnnualDate(3, 14, 1975)),
        ("1975-03-14 00:00:00", AnnualDate(3, 14, 1975)),
        ("1975-03-14T00:00:00Z", AnnualDate(3, 14, 1975)),
        ("1975/3/14", AnnualDate(3, 14, 1975)),
        ("19750314", AnnualDate(3, 14, 1975)),
        ("--03-14", AnnualDate(3, 14)),
        (" --0314 ", AnnualDate(3, 14)),
        ("1604-03-14", AnnualDate(3, 14)),
        ("0000-03-14", AnnualDate(3, 14)),
        ("14.3.1975", AnnualDate(3, 14, 1975)),
        ("14. 3. 1975", AnnualDate(3, 14, 1975)),
        ("14.03.75", AnnualDate(3, 14, 1975)),
        ("14.3.05", AnnualDate(3, 14, 2005)),
        ("14.3.", AnnualDate(3, 14)),
        ("14/3/1975", AnnualDate(3, 14, 1975)),
        ("3/14/1975", AnnualDate(3, 14, 1975)),
        ("05 Mar 2024", AnnualDate(3, 5, 2024)),
        ("5. März 2024", AnnualDate(3, 5, 2024)),
        ("5 Dezember", AnnualDate(12, 5)),
        ("Mar 5, 2024", AnnualDate(3, 5, 2024)),
        ("March 5th, 2024", AnnualDate(3, 5, 2024)),
        ("29.2.1975", None),
        ("29.2.", AnnualDate(2, 29)),
        ("0/0/00", None),
        ("0.0.00", None),
        ("0000-00-00", None),
        ("", None),
        ("1975", None),
        ("March 1975", None),
        ("soon", None),
        ("1" * 10_000, None),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, expected: AnnualDate | None) -> None:
    assert read_annual(text, DAY_FIRST) == expected


def test_slashes_are_read_as_the_program_means_them_and_dots_never_are() -> None:
    assert read_annual("4/5/2024", DAY_FIRST) == AnnualDate(5, 4, 2024)
    assert read_annual("4/5/2024", MONTH_FIRST) == AnnualDate(4, 5, 2024)
    assert read_annual("4.5.2024", MONTH_FIRST) == AnnualDate(5, 4, 2024)
    # What can only be meant the other way round is.
    assert read_annual("25/5/2024", MONTH_FIRST) == AnnualDate(5, 25, 2024)


def test_the_other_values_of_a_column_say_what_comes_first() -> None:
    assert order_of(["4/5/2024", "13/5/2024"], MONTH_FIRST) == DAY_FIRST
    assert order_of(["4/5/2024", "5/13/2024"], DAY_FIRST) == MONTH_FIRST
    assert order_of(["4/5/2024", "0/0/00", "", "2024-13-01", "31.12.2020"], MONTH_FIRST) == MONTH_FIRST
    assert is_ambiguous("4/5/2024")
    assert not any(map(is_ambiguous, ("4/4/2024", "13/5/2024", "4.5.2024", "2024-04-05", "0/0/00", "")))


def test_a_day_one_met_needs_its_year() -> None:
    assert read_day("05 Mar 2024", MONTH_FIRST) == date(2024, 3, 5)
    assert read_day("5 Mar", MONTH_FIRST) is None


def test_outlook_writes_zeros_where_it_knows_no_date() -> None:
    assert is_no_date("0/0/00") and is_no_date("0.0.00") and is_no_date("00.00.0000")
    assert not is_no_date("1.1.00")


@given(st.text(st.sampled_from("0123456789./- :,TMarzFeb"), max_size=30), st.sampled_from([DAY_FIRST, MONTH_FIRST]))
def test_nothing_that_is_written_raises(text: str, order: str) -> None:
    read_annual(text, order)
    read_day(text, order)
    order_of([text], order)


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y"]))
def test_what_programs_write_is_read_back(day: date, pattern: str) -> None:
    text = day.strftime(pattern) if day.year >= 1000 else day.isoformat()
    expected = None if day.year in (1604,) else day
    assert read_day(text, DAY_FIRST) == expected
