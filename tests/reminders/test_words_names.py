"""What one calls somebody, whatever stands in the field of the name."""

from __future__ import annotations

import pytest

from accounts.models import User
from reminders.words.names import first_name_in, short_name
from tests.factories import make_contact


@pytest.mark.parametrize(
    ("name", "given_name", "expected"),
    [
        ("Miriam Kessler", "", "Miriam"),
        ("Dr. Miriam Kessler", "", "Dr. Miriam Kessler"),
        ("Kessler, Miriam", "", "Kessler, Miriam"),
        ("Frau Kessler", "", "Frau Kessler"),
        ("Miss Kessler", "", "Miss Kessler"),
        ("Phil Collins", "", "Phil"),
        ("👩‍👧 Zaun", "", "👩‍👧"),
        ("Dr. Miriam Kessler", "Miriam", "Miriam"),
        ("Miriam\r\nBcc: everybody@example.org", "", "Miriam"),
        ("x" * 200, "", "x" * 40),
    ],
)
def test_people_are_called_by_their_first_name_where_that_is_clear(
    as_alice: User, name: str, given_name: str, expected: str
) -> None:
    contact = make_contact(as_alice, name, given_name=given_name)

    assert short_name(contact) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Miriam Kessler", "Miriam"),
        ("Dr. Miriam Kessler", "Miriam"),
        ("Prof. Dr.-Ing. Miriam Kessler", "Miriam"),
        ("Kessler, Miriam", "Miriam"),
        ("Kessler, Dr. Miriam", "Miriam"),
        ("Frau Kessler", "K."),
        ("Herr Dr. Kessler", "K."),
        ("Kessler,", "K."),
        ("Miriam", "Miriam"),
        ("Phil Collins", "Phil"),
        ("Dr. phil. Anna Weiß", "Anna"),
        ("miriam.kessler@example.org", "m."),
        ("Miriam\r\nBcc: x@example.org", "Miriam"),
        ("Dr.", "D."),
        ("x" * 200, "x" * 40),
        ("", ""),
    ],
)
def test_of_a_name_the_first_name_alone_is_said(name: str, expected: str) -> None:
    assert first_name_in(name) == expected
