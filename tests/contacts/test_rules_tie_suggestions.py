"""Who probably knows whom."""

from collections.abc import Hashable
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.pairs import pair_of
from contacts.rules.tie_suggestions import (
    LARGEST_GROUP,
    MOST_OF_ONE_GROUP,
    Stay,
    address_key,
    pairs_within,
    shared_time,
    stay_of,
)

TODAY = date(2026, 3, 16)
PLACE = UUID(int=9)
days = st.dates(date(1990, 1, 1), TODAY)


def stay(start: date | None, end: date | None = None, *, is_over: bool = False, precision: str = "day") -> Stay | None:
    return stay_of(
        UUID(int=1), PLACE, started_on=start, started_precision=precision, ended_on=end, ended_precision=precision,
        has_ended=is_over, today=TODAY,
    )  # fmt: skip


def test_whoever_is_there_now_is_there_today_however_long() -> None:
    assert stay(None) == Stay(UUID(int=1), PLACE, TODAY, TODAY)


def test_of_a_time_that_is_over_only_what_is_known_counts() -> None:
    assert stay(None, is_over=True) is None
    assert stay(date(2019, 1, 1), is_over=True) == (UUID(int=1), PLACE, date(2019, 1, 1), date(2019, 1, 1),
                                                    date(2019, 1, 1), True)  # fmt: skip


def test_a_year_lasts_until_its_end() -> None:
    found = stay(date(2019, 1, 1), date(2021, 1, 1), is_over=True, precision="year")

    assert found is not None
    assert (found.first, found.last) == (date(2019, 1, 1), date(2021, 12, 31))


def test_dates_in_the_wrong_order_say_nothing() -> None:
    assert stay(date(2021, 1, 1), date(2019, 1, 1), is_over=True) is None


def test_two_who_are_there_now_share_the_time_since_the_later_came() -> None:
    one, other = stay(date(2015, 5, 1)), stay(date(2019, 7, 1))

    assert one is not None
    assert other is not None
    assert shared_time(one, other) == (date(2019, 7, 1), None)


def test_who_left_before_the_other_came_shares_nothing() -> None:
    one, other = stay(date(2010, 1, 1), date(2012, 1, 1), is_over=True), stay(date(2015, 1, 1))

    assert one is not None
    assert other is not None
    assert shared_time(one, other) is None


@given(days, days, days, days)
def test_shared_time_is_the_same_from_both_ends(a: date, b: date, c: date, d: date) -> None:
    one, other = stay(min(a, b), max(a, b), is_over=True), stay(min(c, d), max(c, d), is_over=True)

    assert one is not None
    assert other is not None
    assert shared_time(one, other) == shared_time(other, one)
    assert (shared_time(one, other) is None) == (max(a, b) < min(c, d) or max(c, d) < min(a, b))


@given(st.uuids(), st.uuids())
def test_a_pair_is_kept_the_same_in_either_order(one: UUID, other: UUID) -> None:
    assert pair_of(one, other) == pair_of(other, one)


def test_spellings_of_one_address_have_one_key() -> None:
    assert (
        address_key("hauptstrasse 5", "20095", "hamburg")
        == address_key("hauptstr. 5", "20095", "")
        == address_key("haupt str 5", "20095", "hamburg altstadt")
        != ""
    )
    assert address_key("hauptstrasse 5", "20095", "") != address_key("hauptstrasse 6", "20095", "")
    assert address_key("", "20095", "hamburg") == address_key("hauptstrasse 5", "", "") == ""


groups = st.lists(st.lists(st.integers(0, 500), unique=True, max_size=40), max_size=8)


def any_pair(_one: Hashable, _other: Hashable) -> bool:
    return True


@given(groups, st.integers(0, 60))
def test_pairs_come_from_small_groups_and_never_flood(found: list[list[int]], limit: int) -> None:
    pairs = list(pairs_within(found, fits=any_pair, limit=limit))

    assert len(pairs) <= limit
    assert len(pairs) <= MOST_OF_ONE_GROUP * len(found)
    small = [group for group in found if len(group) <= LARGEST_GROUP]
    assert all(any(one in group and other in group for group in small) for one, other in pairs)


@given(st.lists(st.integers(0, 9), unique=True, min_size=2, max_size=5))
def test_whoever_does_not_fit_is_left_out(group: list[int]) -> None:
    assert list(pairs_within([group], fits=lambda _one, _other: False, limit=9)) == []


def test_a_day_is_enough_to_have_met() -> None:
    one = stay(date(2019, 1, 1), date(2020, 1, 1), is_over=True)
    other = stay(date(2020, 1, 1) + timedelta(days=0))

    assert one is not None
    assert other is not None
    assert shared_time(one, other) == (date(2020, 1, 1), date(2020, 1, 1))
