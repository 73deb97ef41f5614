"""What speaks for somebody in each role, and who comes first: tables, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.states import QuickMarks
from matching.rules import weights
from matching.rules.evidence import Evidence, EvidenceKind, weightiest_first
from matching.rules.judging import judge, points_of
from matching.rules.known import Acquaintance, Known, Place, Reach, Told
from matching.rules.ranking import ranked
from matching.rules.wanted import Need, Wanted, telling_words, tells
from matching.rules.weights import growing, total_points

KINDS = ("door_opener", "expert", "insider", "multiplier", "supporter", "worth_reviving")
SOMEBODY, TAG, PLACE, MOMENT = (UUID(int=number) for number in range(1, 5))


def a_need(text: str, *, is_field: bool = False) -> Need:
    return Need(text, tuple(frozenset({word}) for word in telling_words(text)), is_field)


FIELD = Wanted.of([a_need("publishing", is_field=True)])
CONTRACTS = Wanted.of([a_need("contracts translators")])
WHERE = {
    "offer": Known(contact_id=SOMEBODY, offers=("contracts for translators",)),
    "position": Known(contact_id=SOMEBODY, places=(Place("contracts for translators", "Nordlicht"),)),
    "industry": Known(contact_id=SOMEBODY, places=(Place("", "Nordlicht", "contracts, translators"),)),
    "tag": Known(contact_id=SOMEBODY, tags=((TAG, "contracts translators"),)),
    "note": Known(contact_id=SOMEBODY, noted=frozenset({"contracts", "translators"})),
    "moment": Known(
        contact_id=SOMEBODY, told=(Told(MOMENT, date(2025, 1, 1), frozenset({"contracts", "translators"})),)
    ),
}


@pytest.mark.parametrize("kind", WHERE)
def test_where_words_stand_tells_what_they_weigh(kind: str) -> None:
    [one] = judge("expert", WHERE[kind], CONTRACTS)

    assert (one.kind, one.about) == (EvidenceKind(kind), "contracts translators")
    assert one.points == weights.WORDS_STAND[EvidenceKind(kind)]


def test_half_of_the_words_of_a_competence_say_less_and_one_of_a_field_is_enough() -> None:
    half = replace(WHERE["offer"], offers=("contracts",))

    [one] = judge("expert", half, CONTRACTS)

    assert 0 < one.points < weights.WORDS_STAND[EvidenceKind.OFFER]
    several = Wanted.of([a_need("contracts translators", is_field=True)])
    assert judge("expert", half, several)[0].points == weights.WORDS_STAND[EvidenceKind.OFFER]


def test_what_somebody_was_counts_half() -> None:
    place = Place("", "Nordlicht", "publishing", PLACE)
    current = Known(contact_id=SOMEBODY, places=(place,))
    former = replace(current, places=(replace(place, is_former=True),))

    [now], [once] = judge("insider", current, FIELD), judge("insider", former, FIELD)

    assert once.points == now.points / 2
    assert (once.is_former, once.subject_id) == (True, PLACE)


def test_the_same_place_is_one_reason() -> None:
    place = Place("Publishing assistant", "Publishing House", "Publishing", PLACE)

    assert len(judge("insider", Known(contact_id=SOMEBODY, places=(place,)), FIELD)) == 1


def test_of_several_moments_the_newest_that_fits_best_speaks() -> None:
    told = (
        Told(UUID(int=7), date(2020, 1, 1), frozenset({"contracts", "translators"})),
        Told(UUID(int=8), date(2024, 1, 1), frozenset({"contracts", "translators"})),
        Told(UUID(int=9), date(2025, 1, 1), frozenset({"contracts"})),
    )

    [one] = judge("expert", Known(contact_id=SOMEBODY, told=told), CONTRACTS)

    assert (one.subject_id, one.day) == (UUID(int=8), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("known", "kinds"),
    [
        ({"places": (Place("Head of list", "Nordlicht", "publishing", PLACE),)}, {"industry", "decides"}),
        ({"places": (Place("Head of list", "Nordlicht", "publishing", PLACE, is_former=True),)}, {"industry"}),
        ({"places": (Place("Head of list", "Nordlicht", "baking", PLACE),)}, set()),
        ({"knows": (Acquaintance("Ina", "Nordlicht"),)}, {"knows_there"}),
        ({"marks": QuickMarks(standing=1)}, {"standing"}),
    ],
)
def test_what_opens_a_door(known: dict[str, object], kinds: set[str]) -> None:
    found = judge("door_opener", Known(contact_id=SOMEBODY, **known), FIELD)  # type: ignore[arg-type]

    assert {one.kind.value for one in found} == kinds


@pytest.mark.parametrize(
    ("reach", "kinds"),
    [
        (Reach(), set()),
        (Reach(ties=1, circles=("studies",)), set()),
        (Reach(ties=3, circles=("studies",)), {"ties"}),
        (Reach(ties=3, circles=("studies", "training")), {"ties", "circles"}),
        (Reach(networks=("Women in Publishing",)), {"networks"}),
        (Reach(ties=3, betweenness=0.1), {"ties", "between"}),
    ],
)
def test_what_makes_a_multiplier(reach: Reach, kinds: set[str]) -> None:
    found = judge("multiplier", Known(contact_id=SOMEBODY, reach=reach), Wanted())

    assert {one.kind.value for one in found} == kinds


@pytest.mark.parametrize(
    ("marks", "is_silent", "is_proposed"),
    [
        (QuickMarks(), True, True),
        (QuickMarks(), False, False),
        (QuickMarks(trust=1, shared_time=1), True, True),
        (QuickMarks(shared_time=1), True, False),
        (QuickMarks(trust=-1), True, False),
        (QuickMarks(trust=-1, shared_time=-1), True, True),
    ],
)
def test_worth_reviving_follows_rule_6(marks: QuickMarks, is_silent: bool, is_proposed: bool) -> None:
    known = Known(contact_id=SOMEBODY, marks=marks, is_silent=is_silent)

    assert bool(judge("worth_reviving", known, FIELD)) == is_proposed


def test_a_bad_mark_takes_away_and_alone_proposes_nobody() -> None:
    unwilling = Known(contact_id=SOMEBODY, closeness="close", marks=QuickMarks(willing_to_help=-1))

    assert ranked("supporter", [unwilling], Wanted()) == []
    assert points_of("supporter", unwilling, judge("supporter", unwilling, Wanted())) == 0


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(KeyError):
        judge("king", Known(contact_id=SOMEBODY), FIELD)


words = st.sampled_from(["publishing", "contracts", "translators", "head of", "baking", ""])
texts = st.lists(words, max_size=3).map(" ".join)
marks = st.builds(QuickMarks, *(st.integers(-1, 1) for _mark in range(4)))
places = st.builds(Place, texts, texts, texts, st.uuids() | st.none(), st.booleans())
people = st.builds(
    Known,
    contact_id=st.uuids(),
    name=texts,
    closeness=st.sampled_from(["inner", "close", "good", "wide", "not_placed"]),
    marks=marks,
    is_silent=st.booleans(),
    silent_years=st.integers(0, 50),
    places=st.lists(places, max_size=3).map(tuple),
    tags=st.lists(st.tuples(st.uuids(), texts), max_size=3).map(tuple),
    offers=st.lists(texts, max_size=2).map(tuple),
    seeks=st.lists(texts, max_size=2).map(tuple),
    noted=st.frozensets(st.sampled_from(["publishing", "contracts", "translators"])),
    reach=st.builds(
        Reach, st.integers(0, 2000), st.lists(texts, max_size=5).map(tuple), st.lists(texts).map(tuple), st.floats(0, 1)
    ),
    knows=st.lists(st.builds(Acquaintance, texts, texts), max_size=4).map(tuple),
)
wanted = st.sampled_from([Wanted(), FIELD, CONTRACTS])
kinds = st.sampled_from(KINDS)
evidence = st.builds(Evidence, st.sampled_from(EvidenceKind), st.floats(-5, 10))


@given(kinds, st.lists(people, max_size=6), wanted)
def test_everybody_who_is_ranked_has_a_reason_and_more_points_come_first(
    kind: str, known: list[Known], wants: Wanted
) -> None:
    found = ranked(kind, known, wants)

    assert all(any(fact.points > 0 for fact in one.evidence) for one in found)
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    assert all(one.points > 0 for one in found)


@given(kinds, st.lists(people, max_size=5, unique_by=lambda one: one.contact_id), wanted, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_people(
    kind: str, known: list[Known], wants: Wanted, chance: object
) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert ranked(kind, shuffled, wants) == ranked(kind, known, wants)


@given(kinds, people)
def test_about_keeps_only_those_for_whom_something_speaks_of_it(kind: str, known: Known) -> None:
    found = ranked(kind, [known], CONTRACTS, about="contracts translators")

    assert all(any(fact.about == "contracts translators" for fact in one.evidence) for one in found)


@given(st.lists(evidence, max_size=12), evidence)
def test_another_fact_for_somebody_never_takes_anything_away(facts: list[Evidence], more: Evidence) -> None:
    before, after = total_points(facts), total_points([*facts, more])

    assert after >= before - 1e-9 if more.points >= 0 else after <= before + 1e-9


@given(st.lists(evidence, min_size=1, max_size=200))
def test_many_facts_stay_below_twice_the_weightiest(facts: list[Evidence]) -> None:
    assert total_points(facts) <= 2 * max(0.0, *(one.points for one in facts), 0.0) + 1e-9


@given(st.lists(evidence, max_size=10))
def test_the_weightiest_comes_first_however_they_came(facts: list[Evidence]) -> None:
    points = [one.points for one in weightiest_first(facts)]

    assert points == sorted(points, reverse=True)


@given(st.floats(0.1, 10), st.floats(0.001, 50), st.integers(0, 100_000))
def test_a_number_counts_the_more_the_larger_and_never_more_than_the_most(
    most: float, half: float, number: int
) -> None:
    assert 0 <= growing(most, half, number) <= growing(most, half, number + 1) <= most


@given(st.lists(words, max_size=5), st.sampled_from(["contracts translators", "publishing"]), words)
def test_further_words_never_meet_a_need_less(said: list[str], text: str, more: str) -> None:
    need = a_need(text)

    assert 0 <= need.met_by(said) <= need.met_by([*said, more]) <= 1


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Who decides about illustrations?", ["decides", "illustrations"]),
        ("Wer entscheidet über Illustrationen?", ["entscheidet", "illustrationen"]),
        ("Which fee is usual for a first novel?", ["fee", "novel"]),
        ("Knows contracts for freelancers", ["contracts"]),
        ("Kennt Verträge für Freie", ["vertrage"]),
        ("How do others present a sample edit?", ["present", "sample", "edit"]),
        ("KI", ["ki"]),
        ("who", ["who"]),
        ("!?", []),
        ("", []),
    ],
)
def test_the_words_of_a_need_that_tell(text: str, telling: list[str]) -> None:
    assert telling_words(text) == telling


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=2), words)
def test_a_word_that_few_people_have_tells_more(counts: list[int], said: str) -> None:
    few, many = sorted(counts)
    need = Need("contracts translators", (frozenset({"contracts"}), frozenset({"translators"})))
    weighed = replace(need, tells=(tells(few), tells(many)))

    assert 0 < tells(many) <= tells(few) <= 1
    assert weighed.met_by(["contracts"]) >= weighed.met_by(["translators"])
    assert 0 <= weighed.met_by([said]) <= weighed.met_by(["contracts", "translators"]) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["supporter", "multiplier"])
def test_words_of_the_goal_alone_make_no_supporter_and_no_multiplier(kind: str) -> None:
    assert judge(kind, WHERE["offer"], CONTRACTS) == ()


def test_words_of_the_goal_come_behind_what_makes_a_supporter() -> None:
    found = judge("supporter", replace(WHERE["offer"], closeness="good"), CONTRACTS)

    assert [one.kind.value for one in found] == ["closeness", "offer"]
