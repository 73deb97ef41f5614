"""What to look for: search words made of a field, a place and purposes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.search_phrases import LONGEST, MOST_PARTS, About, Pattern, parts_of, phrases_for

ASSOCIATION = Pattern(key="association", kind="search", words="{field} association {place}")
REGULARS = Pattern(key="regulars", kind="search", words="{field} meetup {place}", meeting="in_person", needs_place=True)
CAREER = Pattern(key="career", kind="search", words="{field} careers", purposes=frozenset({"career"}))
CHAMBER = Pattern(key="chamber", kind="chamber", words="Chamber {place}", needs_place=True)


def texts(about: About, *patterns: Pattern) -> list[str]:
    return [phrase.text for phrase in phrases_for(about, patterns)]


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("Publishing", ["Publishing"]),
        ("publishing, media and science", ["publishing", "media"]),
        ("Verlage und  Medien", ["Verlage", "Medien"]),
        ("research & development", ["research", "development"]),
        ("Andover", ["Andover"]),
        (" , ;", []),
        ("x" * 61, []),
        ("", []),
    ],
)
def test_a_field_is_read_by_its_first_parts(field: str, parts: list[str]) -> None:
    assert parts_of(field) == parts


def test_field_and_place_stand_where_the_words_want_them() -> None:
    about = About(field="Publishing", place="Hamburg")

    assert texts(about, ASSOCIATION, REGULARS, CHAMBER) == [
        "Publishing association Hamburg",
        "Publishing meetup Hamburg",
        "Chamber Hamburg",
    ]


def test_without_a_place_words_that_need_one_are_left_out() -> None:
    assert texts(About(field="Publishing"), ASSOCIATION, REGULARS, CHAMBER) == ["Publishing association"]


def test_words_for_a_purpose_want_that_purpose() -> None:
    assert texts(About(field="Art"), CAREER) == []
    assert texts(About(field="Art", purposes=frozenset({"career", "support"})), CAREER) == ["Art careers"]


@pytest.mark.parametrize(("meeting", "count"), [("", 1), ("both", 1), ("in_person", 1), ("online", 0)])
def test_words_for_one_way_to_meet_are_left_out_for_the_other(meeting: str, count: int) -> None:
    assert len(texts(About(field="Art", place="Kiel", meeting=meeting), REGULARS)) == count


def test_the_second_part_comes_after_all_of_the_first_and_nothing_twice() -> None:
    about = About(field="art, music", place="Kiel")

    assert texts(about, ASSOCIATION, CHAMBER) == ["art association Kiel", "Chamber Kiel", "music association Kiel"]


def test_without_a_field_there_is_nothing_to_look_for() -> None:
    assert texts(About(field="", place="Kiel"), ASSOCIATION, CHAMBER) == []


def test_braces_of_the_user_are_words_like_others() -> None:
    assert texts(About(field="{place} {0}", place="{field}"), ASSOCIATION) == ["{field} {0} association {field}"]


@given(st.text(max_size=300), st.text(max_size=120), st.sets(st.sampled_from(["career", "support"])))
def test_whatever_is_typed_each_phrase_is_short_said_once_and_has_a_key(
    field: str, place: str, purposes: set[str]
) -> None:
    about = About(field=field, place=place, purposes=frozenset(purposes))

    found = phrases_for(about, [ASSOCIATION, REGULARS, CAREER, CHAMBER])

    assert len({(one.kind, one.text.casefold()) for one in found}) == len(found) <= 4 * MOST_PARTS
    assert all(0 < len(one.text) <= LONGEST and one.text == one.text.strip() for one in found)
