"""Words as the search sees them: spellings, word forms, typing errors, marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.search_words import (
    LONGEST_WORD,
    MOST_TERMS,
    Term,
    holds,
    segments_of,
    snippet_of,
    terms_among,
    wanted_words,
    words_of,
    words_of_number,
)


def finds(text: str, other: str) -> bool:
    """Tell whether a search for a text finds another one, among a few that it should not find."""
    crowd = "Anja Berg Tischlerei Hamburg Oktober window letter"
    return holds(other, terms_among(text, words_of(other, crowd))) and not holds(
        crowd, terms_among(text, words_of(other, crowd))
    )


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Verlage", "Verlag"),
        ("Verlag", "Verlage"),
        ("Verlags", "Verlag"),
        ("Häuser", "Haus"),
        ("Haus", "Häuser"),
        ("Bücher", "Buch"),
        ("gearbeitete", "gearbeitet"),
        ("editors", "editor"),
        ("companies", "company"),
        ("company", "companies"),
        ("printing", "printed"),
    ],
)
def test_word_forms_are_found_in_german_and_in_english(text: str, other: str) -> None:
    assert finds(text, other)


@pytest.mark.parametrize(
    "text", ["Müller", "Mueller", "Muller", "MÜLLER", "mül", "mue", "mu\u0308ller", "ｍｕｌｌｅｒ"]
)
@pytest.mark.parametrize("other", ["Müller", "Mueller", "Muller"])
def test_umlauts_are_found_however_they_are_written(text: str, other: str) -> None:
    assert finds(text, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Capek", "Čapek"),
        ("Čapek", "Capek"),
        ("Groß", "Gross"),
        ("soeren", "Søren"),
        ("lukasz", "Łukasz"),
        ("Haakon", "Håkon"),
        ("quelle", "Quelle"),
    ],
)
def test_accents_do_not_matter(text: str, other: str) -> None:
    assert finds(text, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Kesler", "Kessler"),
        ("Kesseler", "Kessler"),
        ("Kesle", "Kessler"),
        ("Mirima", "Miriam"),
        ("Nordlciht", "Nordlicht"),
        ("Nordlcht", "Nordlicht"),
        ("Verlga", "Verlag"),
    ],
)
def test_typing_errors_are_forgiven_also_in_the_middle_of_typing(text: str, other: str) -> None:
    # Somebody with a shorter word may be meant as well, so only what shall be found is asked.
    assert holds(other, terms_among(text, words_of(other)))


@pytest.mark.parametrize(("text", "other"), [("tom", "tim"), ("ab", "ac"), ("2025", "2026"), ("xylophon", "Miriam")])
def test_short_words_numbers_and_far_ones_are_not_guessed(text: str, other: str) -> None:
    assert not holds(other, terms_among(text, words_of(other)))


def test_a_guess_is_made_only_where_no_word_fits() -> None:
    assert terms_among("kessler", ["kesslers", "kesser"])[0].words == frozenset({"kesslers"})


@pytest.mark.parametrize(
    "text", ["0170 123 45", "+49 170 12345", "0049170123", "(0170) 1234", "+49 (0) 170 12345", "170 123"]
)
def test_a_phone_number_is_found_as_it_is_dialled(text: str) -> None:
    (word,) = wanted_words(text)
    assert any(each.startswith(word) for each in words_of_number("0170 12345", "+4917012345"))


def test_words_that_say_nothing_are_passed_over_unless_they_are_all_there_is() -> None:
    assert wanted_words("the editor from Hamburg") == ["editor", "hamburg"]
    assert wanted_words("die") == ["die"]
    assert len(wanted_words(" ".join(f"w{n}" for n in range(50)))) == MOST_TERMS


@given(st.text(max_size=300))
def test_pieces_together_are_the_text(text: str) -> None:
    terms = terms_among(text[:20], words_of(text))

    assert "".join(piece for piece, _is_hit in segments_of(text, terms)) == text
    assert all(len(word) <= LONGEST_WORD for word in words_of(text))


@given(st.text(max_size=30), st.text(max_size=300))
def test_a_text_is_always_found_by_its_own_words(word: str, rest: str) -> None:
    for found in words_of(word):
        assert holds(f"{word} {rest}", [Term(found)])


def test_a_snippet_shows_the_first_hit_with_what_stands_around_it() -> None:
    text = f"{'Vorrede ' * 60}über Verlage und Häuser {'und mehr ' * 60}"

    pieces = snippet_of(text, terms_among("haus", words_of(text)))

    assert [piece for piece, is_hit in pieces if is_hit] == ["Häuser"]
    whole = "".join(piece for piece, _is_hit in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert len(whole) < 150
