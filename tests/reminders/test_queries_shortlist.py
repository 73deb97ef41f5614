"""The database shortens the list of people before the rules see it, and nobody notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Closeness, Contact, ContactQuerySet, Exchange, LastInTouch, OwnDate
from contacts.rules.states import QuickMarks
from goals.models import Goal, NextStep, Role
from matching.models import DeclinedProposal
from netzwerk.core.folding import fold
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from reminders.queries.shortlist import shortlist
from reminders.services import propose_people
from tests.factories import TODAY, make_goal, make_user
from tests.reminders.people import days_ago, make_fresh, make_overdue, name_on

SEEDS = range(15)
DAYS = (TODAY, date(2028, 2, 28))
# An alphabet orders these otherwise than their signs do.
NAMES = ("ann b", "annb", "ann-b", "ann", "zoe", "émile", "Zoe", "ann 2")


def everybody(contacts: ContactQuerySet, **_arguments: object) -> list[ContactQuerySet]:
    return [contacts]


@dataclass(frozen=True)
class Mood:
    """From how few values people are made at random: few, so that ties are common."""

    silences: tuple[int, ...]
    closenesses: tuple[str, ...]
    is_new: bool = False


MOODS = (
    # Many have waited so long that points no longer tell them apart.
    Mood((0, 3, 28, 365, 366, 800, 1200), (*Closeness.values, Closeness.INNER)),
    # Some are due for a few days, more or less of their cadence.
    Mood((3, 8, 33, 36, 95, 100, 110), (Closeness.INNER, Closeness.CLOSE, Closeness.GOOD, Closeness.NOT_PLACED)),
    # Hardly anybody is due.
    Mood((3, 27, 28, 29, 100), (Closeness.NOT_PLACED, Closeness.WIDE)),
    # Nobody is due, and of nobody anything was noted.
    Mood((0, 1, 2), (Closeness.WIDE, Closeness.NOT_PLACED), is_new=True),
)


def random_contact(owner: User, random: Random, mood: Mood) -> Contact:
    month, day = random.choice([(2, random.randint(26, 29)), (3, random.randint(14, 24))])
    has_birthday, has_own_cadence = random.random() < 0.3, random.random() < 0.1
    birthday = {"birthday_month": month, "birthday_day": day} if has_birthday and not mood.is_new else {}
    own = {"own_cadence_unit": "week", "own_cadence_count": 2} if has_own_cadence and not mood.is_new else {}
    name = random.choice(NAMES)
    values: dict[str, Any] = {
        "name": name,
        "folded_name": fold(name),
        "closeness": random.choice(mood.closenesses),
        "last_in_touch": random.choice(LastInTouch.values),
        "anchor_on": days_ago(random.choice(mood.silences)),
        "last_moment_on": None if mood.is_new else random.choice([None, days_ago(random.choice(mood.silences))]),
        "snoozed_until": random.choice([None, None, None, days_ago(9), TODAY, days_ago(-5)]),
        "is_interesting": random.random() < 0.2 and not mood.is_new,
        "is_close_to_heart": random.random() < 0.2 and not mood.is_new,
        "is_resting": random.random() < 0.05,
        "ended_in_conflict": random.random() < 0.05,
        "archived_at": timezone.now() if random.random() < 0.05 else None,
        "deleted_at": timezone.now() if random.random() < 0.05 else None,
    }
    marks = {name: random.choice([-1, 0, 0, 1]) for name in QuickMarks._fields}
    return Contact(owner=owner, **values, **marks, **birthday, **own)


def random_own_date(owner: User, random: Random, contact: Contact) -> OwnDate:
    month, day = random.choice([(2, random.randint(26, 29)), (3, random.randint(14, 24)), (12, 24)])
    year = random.choice([None, 2004, 2028])
    return OwnDate(owner=owner, contact=contact, label="Anniversary", month=month, day=day, year=year)


def random_exchange(owner: User, random: Random, contact: Contact) -> Exchange:
    direction = random.choice(["promised", "promised", "promised", "asked", "given"])
    due_on, done_on = random.choice([None, days_ago(random.randint(-9, 9))]), random.choice([None, None, None, TODAY])
    return Exchange(
        owner=owner,
        contact=contact,
        direction=direction,
        kind="help",
        happened_on=days_ago(random.randint(0, 60)),
        due_on=due_on if direction == "promised" else None,
        done_on=done_on if direction in {"promised", "asked"} else None,
        deleted_at=timezone.now() if random.random() < 0.1 else None,
    )


def fill(owner: User, random: Random, mood: Mood) -> None:
    """Give the owner people and mails that named some of them; half of the owners also have goals, roles and steps."""
    people = Contact.objects.bulk_create(random_contact(owner, random, mood) for _ in range(random.choice([12, 150])))
    if random.random() < 0.7:
        OwnDate.objects.bulk_create(random_own_date(owner, random, random.choice(people)) for _ in range(20))
    if random.random() < 0.5:
        Exchange.objects.bulk_create(random_exchange(owner, random, random.choice(people)) for _ in range(8))
    for weeks in range(1, 8):
        digest = Digest.objects.create(owner=owner, for_date=days_ago(7 * weeks), state=Digest.State.SENT)
        DigestPerson.objects.bulk_create(
            DigestPerson(owner=owner, digest=digest, contact=one, named_on=digest.for_date)
            for one in random.sample(people, random.choice([1, 3, 10]))
        )
    turned_down = [DeclinedProposal(owner=owner, contact=one, kind="worth_reviving") for one in people[::3]]
    DeclinedProposal.objects.bulk_create(turned_down if random.random() < 0.5 else [])
    if random.random() < 0.5:
        return
    for goal in (make_goal(owner, is_leading=True), make_goal(owner), make_goal(owner, status=Goal.Status.PAUSED)):
        some = random.sample(people, 3)
        Role.objects.bulk_create(Role(owner=owner, goal=goal, contact=one, kind=Role.Kind.EXPERT) for one in some)
        day = days_ago(random.randint(-5, 5))
        NextStep.objects.create(owner=owner, goal=goal, contact=some[0], text="Write", due_on=day)
        kinds = random.choices([Role.Kind.WORTH_REVIVING, Role.Kind.EXPERT], k=2)
        for one, kind in zip(random.sample(people, 2), kinds, strict=True):
            DeclinedProposal.objects.create(owner=owner, goal=goal, contact=one, kind=kind)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_the_choice_is_the_one_from_all_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    user = make_user(
        f"seed-{seed}@example.org",
        digest_weekdays=random.choice([[], [0], [1, 4]]),
        leap_day=random.choice(User.LeapDay.values),
    )
    with acting_as(user):
        fill(user, random, MOODS[seed % len(MOODS)])
        asked = [(on, limit) for on in DAYS for limit in (1, 4)]
        usual = [propose_people(user=user, on=on, count=limit) for on, limit in asked]
        monkeypatch.setattr("reminders.services.candidates.FEW", 0)
        short = [propose_people(user=user, on=on, count=limit) for on, limit in asked]
        monkeypatch.setattr("reminders.services.candidates.shortlist", everybody)
        whole = [propose_people(user=user, on=on, count=limit) for on, limit in asked]

    assert short == usual == whole
    assert any(proposal.people for proposal in whole)


def test_few_of_many_are_looked_at(as_alice: User) -> None:
    for number in range(30):
        make_overdue(as_alice, f"Person {number}", last_moment_on=days_ago(100 + number * 60))
        make_fresh(as_alice, f"Fond {number}", is_interesting=True)

    contacts = Contact.objects.for_user(as_alice).suggestible(on=TODAY)
    queries = shortlist(contacts, user_id=as_alice.pk, on=TODAY, until=TODAY, limit=2, special=[], set_aside=[])

    assert 2 <= len({contact.pk for query in queries for contact in query}) <= 6


def test_somebody_due_who_is_set_aside_still_counts_as_due(as_alice: User) -> None:
    contact = make_overdue(as_alice)
    name_on(days_ago(14), contact)
    name_on(days_ago(7), contact)
    make_fresh(as_alice, is_interesting=True)

    proposal = propose_people(user=as_alice, on=TODAY)

    assert [one.contact.name for one in proposal.people] == ["Aylin Demir"]
    assert not proposal.nobody_due


def test_people_whom_one_has_just_met_take_nobodys_place(as_alice: User) -> None:
    make_fresh(as_alice, "Not placed", closeness=Closeness.NOT_PLACED, is_interesting=True)
    make_fresh(as_alice, "Just met", last_moment_on=days_ago(3), is_interesting=True)

    assert [one.contact.name for one in propose_people(user=as_alice, on=TODAY, count=1).people] == ["Not placed"]


def test_people_without_a_cadence_are_never_taken_for_late(as_alice: User) -> None:
    make_fresh(as_alice, "Not placed", closeness=Closeness.NOT_PLACED, is_interesting=True)
    make_overdue(as_alice, "Due longest", closeness=Closeness.WIDE, last_moment_on=days_ago(400))
    make_overdue(as_alice, "Latest", closeness=Closeness.CLOSE, last_moment_on=days_ago(50))

    # In this week a single place goes by points, in the one before to whoever waits longest.
    for on, name in ((TODAY, "Due longest"), (TODAY + timedelta(days=7), "Latest")):
        assert [one.contact.name for one in propose_people(user=as_alice, on=on, count=1).people] == [name]


def test_the_rotating_place_is_for_good_marks_alone(as_alice: User) -> None:
    old = {"closeness": Closeness.NOT_PLACED, "last_moment_on": days_ago(1500)}
    doubtful = {"Distrusted": {"trust": -1}, "Seen a lot": {"shared_time": 1}, "Two against one": {"trust": 1}}
    doubtful["Two against one"] |= {"standing": -1, "shared_time": 1}
    for name, marks in doubtful.items():
        make_fresh(as_alice, name, **old, **marks)
    make_fresh(as_alice, "Made up for", **old, trust=1, shared_time=1)

    for number in range(5):
        people = propose_people(user=as_alice, on=days_ago(-number), count=3).people
        assert [one.contact.name for one in people] == ["Made up for"]


def test_whom_one_does_not_want_to_revive_has_no_lot(as_alice: User) -> None:
    old = {"closeness": Closeness.NOT_PLACED, "last_moment_on": days_ago(1500)}
    active, paused = make_goal(as_alice), make_goal(as_alice, status=Goal.Status.PAUSED)
    turned_down = {"At all": None, "For a goal": active, "For one that is paused": paused, "For something else": active}
    for name, goal in turned_down.items():
        kind = "expert" if name == "For something else" else "worth_reviving"
        contact = make_fresh(as_alice, name, **old)
        DeclinedProposal.objects.create(owner=as_alice, goal=goal, contact=contact, kind=kind)

    people = propose_people(user=as_alice, on=TODAY, count=4).people

    assert {one.contact.name for one in people} == {"For one that is paused", "For something else"}
