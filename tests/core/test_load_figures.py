"""What the load measurement makes of its answers: percentiles by page, and what was none."""

from __future__ import annotations

from bench.load.figures import Answer, by_name, errors_words, figures_of, in_parts

FAST = [Answer(number / 100, "Today", float(number), 200) for number in range(1, 101)]
REFUSED = [Answer(0.5, "Today", 3.0, 503), Answer(0.6, "person", 60_000.0, 0)]


def test_percentiles_are_those_of_what_was_answered() -> None:
    found = figures_of([*FAST, *REFUSED], 2.0)

    assert found.percentiles == (50.0, 95.0, 99.0)
    assert (found.count, found.a_second) == (100, 50.0)
    assert errors_words(found.errors) == "1 × no answer, 1 × 503"


def test_a_form_that_leads_on_is_an_answer() -> None:
    assert figures_of([Answer(0.1, "log", 8.0, 302)], 1.0).count == 1


def test_pages_come_by_the_time_they_took_in_all() -> None:
    assert list(by_name([*FAST, *REFUSED], 1.0)) == ["person", "Today"]


def test_ever_more_users_are_told_part_by_part() -> None:
    late = Answer(3.0, "Today", 200.0, 200)
    parts = in_parts([*FAST, late], 1.02, 2)

    assert [(part.count, round(part.seconds, 2)) for part in parts] == [(50, 0.51), (51, 2.49)]
    assert parts[0].percentiles[2] < parts[1].percentiles[0]


def test_a_stage_without_an_answer_has_figures_too() -> None:
    assert figures_of([], 0.0).a_second == 0.0
    assert errors_words(figures_of([], 1.0).errors) == "none"
