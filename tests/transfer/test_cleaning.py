"""Text from outside, made fit to be stored."""

import pytest

from transfer.cleaning import (
    NAME_LENGTH,
    PHONE_LENGTH,
    clean_line,
    clean_lines,
    clean_mail,
    clean_phone,
    digits_of,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        (" Anna   Beispiel ", "Anna Beispiel"),
        ("Anna\tMaria\r\nBeispiel", "Anna Maria Beispiel"),
        ("Anna\x00 \x07 B\u00a0C", "Anna B C"),
        ("a" * (NAME_LENGTH + 1), "a" * NAME_LENGTH),
        ("a" * (NAME_LENGTH - 1) + " bc", "a" * (NAME_LENGTH - 1)),
    ],
)
def test_a_line_has_single_spaces_and_a_bounded_length(text: str, cleaned: str) -> None:
    assert clean_line(text) == cleaned


def test_lines_keep_their_breaks_and_tabs() -> None:
    assert clean_lines("\r\na\r\nb\rc\n\td\x00\x1b\n") == "a\nb\nc\n\td"
    assert clean_lines("abc def", length=4) == "abc"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("anna@example.org", "anna@example.org"),
        (" anna@example.org\u202c", "anna@example.org"),
        ("Anna B. <anna@example.org>", "anna@example.org"),
        ("anna", ""),
        ("@example.org", ""),
        ("anna@", ""),
        ("anna at@example.org", ""),
        ("a" * 250 + "@b.de", ""),
    ],
)
def test_a_mail_address_has_two_sides_and_no_space(text: str, cleaned: str) -> None:
    assert clean_mail(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\u202a+49 30  123-45\u202c", "+49 30 123-45"),
        ("unknown", ""),
        ("1" * (PHONE_LENGTH + 1), ""),
    ],
)
def test_a_phone_number_has_a_digit_and_is_never_cut(text: str, cleaned: str) -> None:
    assert clean_phone(text) == cleaned


def test_spellings_of_a_number_have_the_same_digits() -> None:
    assert digits_of("+49 (30) 123-45") == digits_of("49/30.12345") == "493012345"
