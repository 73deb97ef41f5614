"""First words: never empty, nothing unfilled, no note that the user did not want quoted, give before ask."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.words.manners import MANNERS
from matching.models import Revival
from matching.rules.openers import Angle, Known, Season, angles_of, season_on, shortened, variant_of
from matching.words.openers import Wish, opener_text, subject_words

words = st.text(st.characters(categories=("L", "Nd", "Zs"), exclude_characters="%"), min_size=1, max_size=30)
# What people are called is never taken for what was left unfilled.
names = words.map(str.strip).filter(lambda text: text and "None" not in text)
known = st.builds(
    Known,
    name=names,
    shared=st.one_of(st.just(""), names),
    work=st.one_of(st.just(""), names),
    place=st.one_of(st.just(""), names),
    last_year=st.one_of(st.none(), st.integers(1950, 2026)),
    days_to_birthday=st.one_of(st.none(), st.integers(0, 21)),
    season=st.sampled_from(Season),
)
CHANNELS = [channel.value for channel in Revival.Channel]
ASKING = ("help", "favour", "introduce", "hilf", "gefallen", "vorstellen", "auftrag", "bitte")


def say(about: Known, **wish: object) -> str:
    wanted = {"angle": angles_of(about)[0], "manner": "en", "channel": "message", **wish}
    return opener_text(about, Wish(**wanted), sender="Alice", seed=7)  # type: ignore[arg-type]


@given(known, st.sampled_from(sorted(MANNERS)), st.sampled_from(CHANNELS), st.integers(0, 99), st.booleans())
def test_words_are_there_filled_in_and_without_the_note(
    about: Known, manner: str, channel: str, turn: int, has_sender: bool
) -> None:
    for angle in angles_of(about):
        wish = Wish(angle=angle, manner=manner, channel=channel, gift="Ein Blick aufs Layout.", turn=turn)
        text = opener_text(about, wish, sender="Alice" if has_sender else "", seed=turn)

        assert len([line for line in text.split("\n\n") if line.strip()]) >= 4
        assert about.name in text
        assert "Ein Blick aufs Layout" in text
        assert not {"%", "None", "  \n"} & {part for part in ("%", "None", "  \n") if part in text}


@given(known, st.sampled_from(sorted(MANNERS)), st.sampled_from(CHANNELS))
def test_a_note_is_quoted_only_where_the_user_wants_it(about: Known, manner: str, channel: str) -> None:
    plain = Wish(angle=Angle.TIME, manner=manner, channel=channel)
    quoted = Wish(angle=Angle.TIME, manner=manner, channel=channel, note="Zitrone-7 im Gespräch")

    assert "Zitrone-7" not in opener_text(about, plain, sender="", seed=1)
    assert "Zitrone-7" in opener_text(about, quoted, sender="", seed=1)


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("turn", range(2))
def test_the_first_lines_ask_for_nothing(manner: str, channel: str, turn: int) -> None:
    about = Known("Jonas", "Nordlicht", "Verlag", "Bremen", 2021, 3, Season.YEAR_END)
    for angle in angles_of(about):
        text = opener_text(about, Wish(angle, manner, channel, turn=turn), sender="Alice", seed=0)
        first = " ".join(text.split("\n\n")[:2]).casefold()

        assert not any(word in first for word in ASKING)
        assert "?" not in first


@pytest.mark.parametrize(
    ("manner", "said", "not_said"),
    [
        ("du", ("Hallo Jonas", "Viele Grüße"), ("Ihnen", "Best wishes")),
        ("sie", ("Guten Tag Jonas", "Freundliche Grüße"), ("dich", " dir", "Best wishes")),
        ("en", ("Hello Jonas", "Best wishes"), ("Grüße",)),
    ],
)
def test_each_manner_speaks_its_language(manner: str, said: tuple[str, ...], not_said: tuple[str, ...]) -> None:
    about = Known("Jonas", place="Bremen")
    for turn in range(2):
        text = say(about, manner=manner, gift="A look", turn=turn)

        assert all(words in text for words in said)
        assert not any(words in text for words in not_said)


@pytest.mark.parametrize("manner", ["du", "sie"])
def test_no_german_words_are_missing(manner: str) -> None:
    about = Known("Jonas", "Nordlicht", "Verlag", "Bremen", 2021, 3, Season.YEAR_END)
    english = {line for turn in range(2) for angle in Angle for line in say(about, angle=angle, turn=turn).split("\n")}
    for turn in range(2):
        for angle in Angle:
            german = say(about, angle=angle, manner=manner, turn=turn, gift="x", note="y").split("\n")
            assert not {line for line in german if line and line != "Alice"} & english


def test_what_one_could_give_stands_before_the_question() -> None:
    text = say(Known("Jonas"), gift="A look at a layout")

    assert text.index("A look at a layout") < text.index("How are you") if "How are you" in text else True
    assert text.index("A look at a layout") < text.index("Best wishes")


def test_other_words_are_said_on_the_next_turn_and_the_same_on_the_same() -> None:
    about = Known("Jonas", place="Bremen")

    assert say(about, turn=0) != say(about, turn=1)
    assert say(about, turn=0) == say(about, turn=2)


def test_a_call_says_who_is_calling_and_has_no_farewell() -> None:
    text = say(Known("Jonas"), channel="call")

    assert text.startswith("Hello Jonas, this is Alice.")
    assert "Best wishes" not in text


@pytest.mark.parametrize(
    ("about", "first"),
    [
        (Known("J"), Angle.TIME),
        (Known("J", last_year=2020), Angle.LAST),
        (Known("J", last_year=2020, season=Season.SUMMER), Angle.SEASON),
        (Known("J", place="Bremen", season=Season.SUMMER), Angle.PLACE),
        (Known("J", work="Verlag", place="Bremen"), Angle.WORK),
        (Known("J", shared="Studium", work="Verlag"), Angle.SHARED),
        (Known("J", shared="Studium", days_to_birthday=0), Angle.BIRTHDAY),
    ],
)
def test_the_best_beginning_comes_first(about: Known, first: Angle) -> None:
    assert angles_of(about)[0] is first
    assert angles_of(about)[-1] is Angle.TIME


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 11, 30), Season.NONE),
        (date(2026, 12, 1), Season.YEAR_END),
        (date(2026, 12, 31), Season.YEAR_END),
        (date(2027, 1, 1), Season.NEW_YEAR),
        (date(2027, 1, 20), Season.NEW_YEAR),
        (date(2027, 1, 21), Season.NONE),
        (date(2027, 7, 1), Season.SUMMER),
        (date(2027, 8, 31), Season.SUMMER),
        (date(2027, 9, 1), Season.NONE),
    ],
)
def test_seasons_begin_and_end(day: date, season: Season) -> None:
    assert season_on(day) is season


@given(st.text(max_size=400))
def test_a_note_is_cut_to_one_short_line(note: str) -> None:
    line = shortened(note)

    assert "\n" not in line
    assert len(line) <= 162


def test_the_subject_is_in_the_language_of_the_manner() -> None:
    assert [subject_words(manner) for manner in ("du", "en")] == ["Nach langer Zeit", "After a long time"]


def test_wordings_take_turns() -> None:
    assert [variant_of("ab", 3, turn) for turn in range(3)] == ["b", "a", "b"]
