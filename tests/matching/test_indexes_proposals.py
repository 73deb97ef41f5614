"""What proposals ask is answered by an index, in the order of owner and word or link, not by reading whole tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, ContactWord, Moment, MomentWord, Participation, Tie, Word
from goals.models import Goal
from matching.models import Bridge
from matching.queries import shortlists
from matching.queries.eligible import Eligible, anybody, eligible_for
from matching.queries.reach import acquaintances_in_field, mutual_counts, reach_of
from matching.queries.wanted import wanted_of
from matching.rules.known import Told
from tests.factories import (
    TODAY,
    make_competence,
    make_contact,
    make_goal,
    make_moment,
    make_organisation,
    make_position,
    make_tie,
)
from tests.plans import analyse

MANY = 40
OTHERS = 600
WORDS = ["publishing", "fee"]
Ask = Callable[[Eligible, Goal], object]
# What is asked, the table it is about, and the index that is to answer.
QUESTIONS: dict[str, tuple[Ask, str, str]] = {
    "words of a need": (
        lambda asked, goal: wanted_of(asked.owner, goal, "expert"),
        "contacts_word",
        "contacts_word_pkey|contacts_word_owner",
    ),
    "who has the words": (
        lambda asked, _goal: shortlists.said_about(asked, WORDS),
        "contacts_contactword",
        "contacts_contactword_pkey|contacts_contactword_owner",
    ),
    "who decides there": (
        lambda asked, _goal: shortlists.deciding(asked, WORDS),
        "contacts_contactword",
        "contacts_contactword_pkey|contacts_contactword_owner",
    ),
    "moments with the words": (
        lambda asked, _goal: shortlists.spoken_of(asked.owner, WORDS),
        "contacts_momentword",
        "contacts_momentword_pkey|contacts_momentword_owner",
    ),
    "who took part in them": (
        lambda asked, _goal: _told(asked),
        "contacts_participation",
        "contacts_took_part_once",
    ),
    "how many they know": (
        lambda asked, _goal: mutual_counts(asked.owner, _some(asked)),
        "contacts_tie",
        "contacts_tie_once|contacts_tie_other",
    ),
    "whom they know": (
        lambda asked, _goal: reach_of(asked.owner, _some(asked), today=TODAY),
        "contacts_tie",
        "contacts_tie_once|contacts_tie_other",
    ),
    "who knows people of the field": (
        lambda asked, goal: acquaintances_in_field(
            asked, anybody(asked.owner, today=TODAY), wanted_of(asked.owner, goal, "door_opener")
        ),
        "contacts_tie",
        "contacts_tie_once|contacts_tie_other",
    ),
    "who reaches furthest": (
        lambda asked, _goal: shortlists.reaching(asked),
        "matching_bridge",
        "matching_bridge_once|matching_bridges",
    ),
    "who was turned down": (
        lambda asked, _goal: shortlists.close(asked),
        "matching_declinedproposal",
        "matching_declined_once|matching_declined_contact|matching_declinedproposal_owner",
    ),
    "who has the role": (
        lambda asked, _goal: shortlists.close(asked),
        "goals_role",
        "goals_role_once|goals_role_contact|goals_role_owner",
    ),
}


def _told(asked: Eligible) -> dict[UUID, list[Told]]:
    return shortlists.told_about(asked, shortlists.spoken_of(asked.owner, WORDS))


def _some(asked: Eligible) -> list[UUID]:
    return list(Contact.objects.for_user(asked.owner).values_list("pk", flat=True)[:5])


@pytest.fixture
def asked(as_alice: User) -> tuple[Eligible, Goal]:
    """Return whom one may propose among some people with words, moments and ties, and the goal it is for."""
    goal = make_goal(as_alice, field="Publishing")
    make_competence(goal, "Calculating a fee")
    house = make_organisation(as_alice, industry="Publishing")
    people = [make_contact(as_alice, f"Person {number}") for number in range(MANY)]
    make_position(people[0], house)
    for number, contact in enumerate(people):
        moment = make_moment(as_alice, contact)
        ContactWord.objects.create(owner=as_alice, word=WORDS[number % 2], part=1, contact=contact)
        MomentWord.objects.create(owner=as_alice, word=WORDS[number % 2], happened_on=TODAY, moment=moment)
        Bridge.objects.create(owner=as_alice, contact=contact, ties=number, measured_at=timezone.now())
        if number:
            make_tie(people[number - 1], contact)
    _add_others(as_alice, people)
    Word.objects.bulk_create([Word(owner=as_alice, word=word) for word in WORDS], ignore_conflicts=True)
    return eligible_for(as_alice, goal, "expert", today=TODAY), goal


def _add_others(user: User, people: list[Contact]) -> None:
    """Add so much else that what is asked for is a small part of it."""
    moments = Moment.objects.bulk_create(Moment(owner=user, happened_on=TODAY) for _number in range(OTHERS))
    Participation.objects.bulk_create(Participation(owner=user, moment=moment, contact=people[0]) for moment in moments)
    MomentWord.objects.bulk_create(
        MomentWord(owner=user, word=f"other{number}", happened_on=TODAY, moment=moment)
        for number, moment in enumerate(moments)
    )
    others = Contact.objects.bulk_create(
        Contact(owner=user, name=f"Other {number}", folded_name=f"other {number}", anchor_on=TODAY)
        for number in range(OTHERS)
    )
    ContactWord.objects.bulk_create(
        ContactWord(owner=user, word=f"other{number}", part=1, contact=other) for number, other in enumerate(others)
    )
    Tie.objects.bulk_create(Tie(owner=user, contact=one, other=other) for one, other in pairwise(others))


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_answers(asked: tuple[Eligible, Goal], question: str) -> None:
    ask, table, index = QUESTIONS[question]
    analyse(table)
    with CaptureQueriesContext(connection) as queries:
        ask(*asked)

    plans = "\n".join(_plan(query["sql"]) for query in queries if f'"{table}"' in query["sql"])

    assert re.search(rf"\b({index})", plans), plans
    assert f"Seq Scan on {table}\n" not in plans
    assert f"Seq Scan on {table} " not in plans


def test_the_rows_that_are_asked_for_are_there(asked: tuple[Eligible, Goal]) -> None:
    eligible, _goal = asked

    assert len(shortlists.said_about(eligible, WORDS)) == MANY
    assert len(_told(eligible)) == MANY


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        # A small table that nobody has analysed would be read whole, which says nothing about a large one.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())
