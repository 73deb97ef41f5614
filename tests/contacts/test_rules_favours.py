"""Who seeks what somebody else offers."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.rules import favours
from contacts.rules.favours import Favour, Topic, match_favours

ANNA, BEN, CARLA = UUID(int=1), UUID(int=2), UUID(int=3)


def never(_seeker: UUID, _helper: UUID, _words: frozenset[str]) -> bool:
    return False


def match(seeks: list[Topic], offers: list[Topic], limit: int = 9, about: UUID | None = None) -> list[Favour]:
    return match_favours(seeks, offers, is_settled=never, limit=limit, about=about)


@pytest.mark.parametrize(
    ("seeks", "offers"),
    [
        ("Illustratorin für ein Kinderbuch", "Illustrationen"),
        ("an illustrator", "Illustratorinnen"),
        ("Übersetzungen ins Türkische", "Uebersetzer"),
        ("Häuser auf dem Land", "ein Haus"),
        ("Rechtsanwalt", "Anwältin für Arbeitsrecht"),
        ("Illustratorin", "Kinderbuchillustratorinnen"),
        ("internship for my daughter", "Internships at our publishing house"),
        ("tax advice", "knows all about taxes"),
    ],
)
def test_forms_of_a_word_meet_in_both_languages(seeks: str, offers: str) -> None:
    [one] = match([Topic(ANNA, seeks)], [Topic(BEN, offers)])

    assert (one.seeker_id, one.helper_id, one.seeks, one.offers) == (ANNA, BEN, seeks, offers)


@pytest.mark.parametrize(
    ("seeks", "offers"),
    [
        ("Hilfe bei der Suche nach einem Verlag", "Ich biete gerne Hilfe an"),
        ("looking for somebody good", "good advice for people who look"),
        ("Versicherung", "Sicherung von Daten"),
        ("Wohnung", "Buchsatz"),
        ("", ""),
        ("!?", "…"),
    ],
)
def test_words_that_say_nothing_bring_nobody_together(seeks: str, offers: str) -> None:
    assert match([Topic(ANNA, seeks)], [Topic(BEN, offers)]) == []


def test_nobody_is_introduced_to_themselves() -> None:
    assert match([Topic(ANNA, "Buchsatz")], [Topic(ANNA, "Buchsatz")]) == []


def test_a_rare_word_says_more_than_a_common_one() -> None:
    seeks = [Topic(ANNA, "Website"), Topic(ANNA, "Buchsatz")]
    offers = [Topic(UUID(int=10 + number), "Website") for number in range(5)]

    assert match(seeks, [*offers, Topic(BEN, "Buchsatz")])[0].helper_id == BEN


def test_of_two_people_the_best_topic_counts() -> None:
    seeks = [Topic(ANNA, "Website in Hamburg"), Topic(ANNA, "Website")]
    [one] = match(seeks, [Topic(BEN, "Website in Hamburg")])

    assert one.seeks == "Website in Hamburg"


def test_what_is_settled_makes_room_for_others() -> None:
    offers = [Topic(BEN, "Buchsatz"), Topic(CARLA, "Buchsatz")]

    found = match_favours(
        [Topic(ANNA, "Buchsatz")], offers, is_settled=lambda _seeker, helper, _words: helper == BEN, limit=1
    )

    assert [one.helper_id for one in found] == [CARLA]


def test_of_one_person_both_directions_are_there_and_nobody_elses() -> None:
    seeks = [Topic(ANNA, "Buchsatz"), Topic(CARLA, "Website")]
    offers = [Topic(BEN, "Buchsatz"), Topic(ANNA, "Website"), Topic(BEN, "Website")]

    found = match(seeks, offers, about=ANNA)

    assert {(one.seeker_id, one.helper_id) for one in found} == {(ANNA, BEN), (CARLA, ANNA)}


def test_the_work_is_bounded_however_alike_all_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(favours, "MOST_VISITS", 100)
    seeks = [Topic(UUID(int=number), "Website") for number in range(2000)]

    assert 1 <= len(match(seeks, seeks, limit=5000)) <= 100


words = st.sampled_from(["Website", "Buchsatz", "Illustratorin", "Kinderbuchillustrator", "Lektorat", "in", "für"])
topics = st.lists(
    st.builds(Topic, st.sampled_from([ANNA, BEN, CARLA]), st.lists(words, max_size=3).map(" ".join)), max_size=8
)


@given(topics, topics, st.integers(0, 9))
@settings(max_examples=60)
def test_each_pair_comes_once_with_facts_that_were_said(seeks: list[Topic], offers: list[Topic], limit: int) -> None:
    found = match(seeks, offers, limit)

    assert len(found) <= limit
    pairs = [(one.seeker_id, one.helper_id) for one in found]
    assert len(pairs) == len(set(pairs))
    for one in found:
        assert Topic(one.seeker_id, one.seeks) in seeks
        assert Topic(one.helper_id, one.offers) in offers
        assert one.seeker_id != one.helper_id
        assert one.words
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)


@given(topics, topics)
@settings(max_examples=60)
def test_the_same_pairs_meet_in_whatever_order_they_come(seeks: list[Topic], offers: list[Topic]) -> None:
    def pairs(found: list[Favour]) -> set[tuple[UUID, UUID]]:
        return {(one.seeker_id, one.helper_id) for one in found}

    assert pairs(match(seeks, offers)) == pairs(match(seeks[::-1], offers[::-1]))


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60)
def test_any_signs_at_all_are_borne(seeks: str, offers: str) -> None:
    match([Topic(ANNA, seeks)], [Topic(BEN, offers)])
