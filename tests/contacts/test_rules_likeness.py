"""How likely two entries are the same person: real-life cases, and what holds for all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.likeness import Entry, Fact, entry_of, likeness_of, mail_key, phone_key
from contacts.rules.names import name_words
from contacts.rules.partial_dates import AnnualDate

MAIL, PHONE = ["ruth@example.org"], ["+49 40 5550142"]

SAME = [
    ("Jürgen Müller", "Juergen Mueller"),
    ("Jürgen Müller", "Jurgen Muller"),
    ("Miriam Kessler", "Dr. Miriam Kessler"),
    ("Miriam Kessler", "Kessler, Miriam"),
    ("Miriam Kessler", "MIRIAM  KESSLER"),
    ("Miriam Kessler", "Miriam Kesler"),
    ("Stefan Meier", "Stephan Meyer"),
    ("Karl Schmidt", "Carl Schmitt"),
    ("Anna Maria Blum", "Anna Blum"),
    ("Hans-Peter Grün", "Hans Peter Gruen"),
    ("Ludwig van Beek", "Ludwig Beek"),
    ("Bob Miller", "Robert Miller"),
    ("Иван Петров", "Ivan Petrov"),
    ("Μαρία Παππά", "Maria Pappa"),
    ("José García", "Jose Garcia"),
    ("Łukasz Nowak", "Lukasz Nowak"),
    ("\u200fMiriam Kessler", "Miriam Kessler"),
]
DIFFERENT = [
    ("Anna Blum", "Cem Arslan"),
    ("Anna Blum", "Anna Arslan"),
    ("Anna Blum", "Jonas Blum"),
    ("Miriam", "Miriam"),
    ("Miriam", "Miriam Kessler"),
    ("M. Kessler", "Miriam Kessler"),
    ("Ina Vogt", "Ida Vogt"),
    ("Jan Peters", "Jana Peters"),
    ("Hans Maier sen.", "Hans Maier jun."),
    ("", ""),
    ("🙂", "🙃"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_name_written_otherwise_is_likely_the_same_person(one: str, other: str) -> None:
    assert likeness_of(entry_of(one), entry_of(other)).is_likely


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_name_alone_that_tells_too_little_is_not_enough(one: str, other: str) -> None:
    assert not likeness_of(entry_of(one), entry_of(other)).is_likely


@pytest.mark.parametrize(
    ("one", "other", "shared", "is_likely"),
    [
        ("M. Kessler", "Miriam Kessler", {"phones": PHONE}, True),
        ("Miriam", "Miriam Kessler", {"mails": MAIL}, True),
        ("Miriam", "Miriam", {"phones": PHONE}, True),
        ("miriam.kessler@example.org", "Miriam Kessler", {}, True),
        # Somebody who has married; a family that shares an address; colleagues who share a number.
        ("Anna Blum", "Anna Arslan", {"mails": MAIL}, True),
        ("Anna Blum", "Jonas Blum", {"mails": MAIL, "phones": PHONE}, False),
        ("Anna Blum", "Cem Arslan", {"phones": PHONE}, False),
        ("Nordlicht Verlag", "Miriam Kessler", {"mails": MAIL}, False),
    ],
)
def test_addresses_and_numbers_decide_what_a_name_leaves_open(
    one: str, other: str, shared: dict[str, Any], is_likely: bool
) -> None:
    assert likeness_of(entry_of(one, **shared), entry_of(other, **shared)).is_likely is is_likely


def test_another_birthday_speaks_against_it() -> None:
    father = entry_of("Hans Maier", birthday=AnnualDate(3, 1, 1950))
    son = entry_of("Hans Maier", birthday=AnnualDate(7, 12, 1980))

    found = likeness_of(father, son)

    assert not found.is_likely
    assert Fact.OTHER_BIRTHDAY in found.facts


def test_the_same_day_without_a_year_speaks_for_it() -> None:
    one, other = AnnualDate(3, 1, 1950), AnnualDate(3, 1, None)
    alone = likeness_of(entry_of("Ruth Sommer"), entry_of("Ruth Sommer"))
    both = likeness_of(entry_of("Ruth Sommer", birthday=one), entry_of("Ruth Sommer", birthday=other))

    assert both.score > alone.score
    assert both.facts == (Fact.SAME_NAME, Fact.SAME_BIRTHDAY)


def test_a_former_name_counts_like_the_one_of_today() -> None:
    married = entry_of("Anna Arslan", more_names=["Anna Blum"])

    assert likeness_of(married, entry_of("Anna Blum")).is_likely


def test_what_it_rests_on_is_told() -> None:
    one = entry_of("Ruth Sommer", mails=["Ruth@Example.org"], phones=["040 5550142"])
    other = entry_of("Ruth Sommer", mails=["ruth@example.org"], phones=["+49 (40) 555 01 42"])

    found = likeness_of(one, other)

    assert found.facts == (Fact.SAME_NAME, Fact.SAME_MAIL, Fact.SAME_PHONE)
    assert found.mails == ("ruth@example.org",)
    assert found.score > 0.9


def test_spellings_of_one_address_and_one_number_are_the_same() -> None:
    assert mail_key("Ruth.Sommer+news@googlemail.com") == mail_key("ruthsommer@gmail.com")
    assert phone_key("0049 171 39200-42") == phone_key("0171/3920042")
    assert phone_key("112") == ""


def test_a_name_of_titles_alone_is_still_a_name() -> None:
    assert name_words("Dr. Prof.").words == ("dr", "prof")


entries = st.builds(
    entry_of,
    st.one_of(st.text(max_size=30), st.sampled_from([name for pair in SAME + DIFFERENT for name in pair])),
    more_names=st.lists(st.sampled_from(["Anna Blum", "Ruth", "Kessler"]), max_size=1),
    mails=st.lists(st.sampled_from(["a@example.org", "b@example.org"]), max_size=2),
    phones=st.lists(st.sampled_from(["040 5550142", "+49 40 5550142", "1"]), max_size=2),
    birthday=st.none() | st.builds(AnnualDate, st.just(2), st.integers(27, 28), st.none() | st.integers(1980, 1981)),
)


@given(entries, entries)
def test_likeness_is_symmetric_and_between_nothing_and_one(one: Entry, other: Entry) -> None:
    found, turned = likeness_of(one, other), likeness_of(other, one)

    assert found.score == pytest.approx(turned.score)
    assert set(found.facts) == set(turned.facts)
    assert 0 <= found.score <= 1


@given(entries, entries)
def test_nobody_is_more_like_somebody_than_that_person(one: Entry, other: Entry) -> None:
    itself = likeness_of(one, one)

    assert itself.score >= likeness_of(one, other).score - 1e-9
    assert not {Fact.OTHER_NAME, Fact.OTHER_BIRTHDAY} & set(itself.facts)
