"""Values of properties: escapes, parts and dates."""

import pytest

from contacts.rules.partial_dates import AnnualDate
from transfer.vcard.values import cut, read_date, split, unescape


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"a\, b\; c\: d", "a, b; c: d"),
        (r"one\ntwo\Nthree", "one\ntwo\nthree"),
        (r"C:\\new", r"C:\new"),
        (r"\d \ ", r"\d \ "),
        ("ends with \\", "ends with \\"),
    ],
)
def test_escapes_are_undone(value: str, text: str) -> None:
    assert unescape(value) == text


def test_parts_are_split_at_bare_separators_only() -> None:
    assert split(r"a\;b;c\\;d;", ";") == ["a;b", "c\\", "d", ""]
    assert cut(r"a\,b,c;d", ",") == [r"a\,b", "c;d"]
    assert split("", ";") == [""]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1985-04-12", AnnualDate(4, 12, 1985)),
        ("19850412", AnnualDate(4, 12, 1985)),
        ("1985/4/12", AnnualDate(4, 12, 1985)),
        (" 1985-4-12 ", AnnualDate(4, 12, 1985)),
        ("--0412", AnnualDate(4, 12)),
        ("--04-12", AnnualDate(4, 12)),
        ("--0229", AnnualDate(2, 29)),
        ("2000-02-29", AnnualDate(2, 29, 2000)),
        ("1985-04-12T10:30:00Z", AnnualDate(4, 12, 1985)),
        ("19850412T103000+0200", AnnualDate(4, 12, 1985)),
        ("--0412T1030", AnnualDate(4, 12)),
        ("1604-04-12", AnnualDate(4, 12)),
        ("0000-04-12", AnnualDate(4, 12)),
    ],
)
def test_a_day_is_read_with_or_without_its_year(value: str, expected: AnnualDate) -> None:
    assert read_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "", "1985-04", "1985-12", "1985", "---12", "--04", "1985-02-29", "1985-13-01", "1985-00-10", "--0230",
        "circa 1800", "85-4-12", "206-12-15", "198504121", "T10:30", "１９８５-04-12",
    ],
)  # fmt: skip
def test_what_is_no_day_is_no_date(value: str) -> None:
    assert read_date(value) is None


def test_a_year_can_be_said_to_stand_for_none() -> None:
    assert read_date("1904-04-12", "1904") == AnnualDate(4, 12)
    assert read_date("1985-04-12", "1904") == AnnualDate(4, 12, 1985)
