"""The bar of give and take."""

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.exchanges import bar_of

counts = st.integers(0, 5000)


def test_three_given_and_two_received_are_as_long_as_they_are_many() -> None:
    assert bar_of(3, 2) == (12.5, 37.5, 50, 25)


@given(counts, counts)
def test_both_sides_meet_in_the_middle_and_stay_in_their_half(given_count: int, received: int) -> None:
    bar = bar_of(given_count, received)

    assert bar.given_start + bar.given_width == bar.received_start == 50
    assert 0 <= bar.given_width <= 50
    assert 0 <= bar.received_width <= 50


@given(counts, counts)
def test_turned_around_it_is_its_mirror(given_count: int, received: int) -> None:
    assert bar_of(given_count, received).given_width == bar_of(received, given_count).received_width
