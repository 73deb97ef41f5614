"""When a place comes up again, and who is asked first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.asking_order import Standing, points_of
from networks.rules.looking_again import WEEKS, is_school, look_again_on

DAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("weeks", "last", "again"),
    [
        (None, DAY, None),
        (4, None, date(2026, 4, 13)),
        (1, date(2026, 3, 1), date(2026, 3, 8)),
        (12, date(2028, 2, 29), date(2028, 5, 23)),
    ],
)
def test_a_watched_place_comes_so_many_weeks_after_the_last_look(
    weeks: int | None, last: date | None, again: date | None
) -> None:
    assert look_again_on(weeks=weeks, last_looked_on=last, since=DAY) == again


@given(st.sampled_from(WEEKS), st.dates(date(1900, 1, 1), date(9000, 1, 1)))
def test_it_comes_on_the_weekday_of_the_look(weeks: int, last: date) -> None:
    again = look_again_on(weeks=weeks, last_looked_on=last, since=DAY)

    assert again is not None
    assert again - last == timedelta(weeks=weeks)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Universität Hamburg", True),
        ("TU Dortmund", True),
        ("Hochschule für Künste", True),
        ("St Martin's College", True),
        ("Nordlicht Verlag", False),
        ("Uniper SE", False),
    ],
)
def test_a_place_of_studies_is_told_by_its_name(name: str, is_one: bool) -> None:
    assert is_school(name) == is_one


def test_whoever_knows_more_comes_first_and_of_equals_the_nearer() -> None:
    order = [
        Standing(has_role=True, is_in_network=True, part=1, closeness="close", last_moment_on=DAY),
        Standing(has_role=True, part=1),
        Standing(part=1, closeness="good", last_moment_on=DAY - timedelta(days=100)),
        Standing(part=1, closeness="good", last_moment_on=DAY - timedelta(days=800)),
        Standing(has_role=True),
        Standing(is_in_network=True),
        Standing(part=1, is_dear=True),
        Standing(part=1),
        Standing(part=3),
        Standing(part=2),
    ]

    points = [points_of(standing, DAY) for standing in order]

    assert points == sorted(points, reverse=True)
    assert len(set(points)) == len(points)
