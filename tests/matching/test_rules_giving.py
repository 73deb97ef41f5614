"""What to offer first, and when to begin."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from matching.rules.giving import A_WEEK, first_step_on, fitting_offer, offer_in_turn

PERSON, LAYOUT, PRINTERS = UUID(int=1), UUID(int=2), UUID(int=3)
OFFERS = {LAYOUT: "A look at a layout", PRINTERS: "Introductions to printers"}


def test_the_offer_that_somebody_seeks_comes_first() -> None:
    assert fitting_offer(PERSON, ["Printers for a small series"], OFFERS) == PRINTERS


def test_without_a_word_in_common_nothing_fits() -> None:
    assert fitting_offer(PERSON, ["A flat in Bremen"], OFFERS) is None
    assert fitting_offer(PERSON, [], OFFERS) is None
    assert fitting_offer(PERSON, ["Printers"], {}) is None


@given(st.uuids(), st.lists(st.uuids(), max_size=5))
def test_one_person_always_gets_the_same_offer(person: UUID, offers: list[UUID]) -> None:
    found = offer_in_turn(person, offers)

    assert found == offer_in_turn(person, offers)
    assert (found in offers) if offers else (found is None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_first_steps_are_spread_three_a_week(today: date, place: int) -> None:
    days = [first_step_on(today, number) for number in range(place + 1)]

    assert days == sorted(days)
    assert days[0] > today
    assert all(days.count(day) <= A_WEEK for day in days)
