"""Who is proposed for each role, and how long measuring takes, for one user with 10,000 people and 57,000 ties.

Run as `python3 run.py test bench/matching_proposals.py -s`. The field of the goal is a word that hundreds of people
have, its competences and questions are made of frequent words, so that every short list is full. Paths are in
`matching_paths.py`, which makes this crowd.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bench.crowd import as_owner
from bench.matching_paths import Tied
from bench.timing import compare_statistics, milliseconds
from contacts.models import Contact, ContactWord, MomentWord
from goals.models import Competence, Goal, Question, Role
from matching.queries.proposals import Proposal, propose
from matching.services.measuring import keep_bridges, measure, read_circle
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

# So many times as long as reading everybody's name once may proposals take, and a whole measurement.
MOST_TIMES, MOST_TIMES_OF_MEASURING = 12, 250
LIMIT = 10


@pytest.fixture
def tied(transactional_db: None) -> Tied:  # noqa: ARG001 - for its effect
    """Fill the database."""
    tied = Tied()
    tied.fill()
    return tied


def test_proposals_take_little_more_than_reading_all_names(tied: Tied) -> None:
    """Print the times without and with statistics, before and after it was measured, and the numbers of queries."""
    user = tied.large
    goal = _goal(user)
    works: dict[str, Callable[[], list[Proposal]]] = {
        f"{kind}{when}": _proposal(user, goal, kind, about)
        for kind in Role.Kind.values
        for when, about in (("", ""), (", about", f"{goal.field} contract"))
    }
    assert compare_statistics(user, dict(works), tied.analyse) == []
    names = milliseconds(user, "names", lambda: list(Contact.objects.for_user(user).values_list("pk", "name")))
    print(f"{'names of everybody':34} {names:8.0f} ms")  # noqa: T201
    assert _measure(user) < MOST_TIMES_OF_MEASURING * names
    with as_owner() as cursor:
        cursor.execute("VACUUM ANALYZE matching_bridge")
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    slow = {}
    for name, work in works.items():
        taken = milliseconds(user, name, work)
        with acting_as(user), CaptureQueriesContext(connection) as queries:
            found = work()
        told = f"{taken / names:.1f} times, {len(queries)} queries, {len(found)} people"
        print(f"{name:34} {taken:8.0f} ms, {told}")  # noqa: T201
        if taken > MOST_TIMES * names:
            slow[name] = round(taken / names, 1)
            _tell(queries)
    page = milliseconds(user, "page", lambda: client.get(f"/matching/goals/{goal.pk}/proposals/"))
    print(f"{'page':34} {page:8.0f} ms")  # noqa: T201
    assert slow == {}


def _tell(queries: CaptureQueriesContext) -> None:
    for query in sorted(queries.captured_queries, key=lambda one: -float(one["time"]))[:3]:
        print(f"    {query['time']} s {query['sql'][:400]}")  # noqa: T201


def _measure(user: User) -> float:
    """Measure as the job does, print the parts, and return how many milliseconds it took."""
    start = perf_counter()
    with acting_as(user):
        circle = read_circle(owner=user)
    read = perf_counter()
    measured = measure(circle)
    done = perf_counter()
    with acting_as(user):
        kept = keep_bridges(owner=user, measured=measured, now=timezone.now())
    end = perf_counter()
    parts = (read - start, done - read, end - done)
    print("measuring: read {:.2f} s, measured {:.2f} s, kept {:.2f} s".format(*parts), f"{kept} people")  # noqa: T201
    return (end - start) * 1000


def _proposal(user: User, goal: Goal, kind: str, about: str) -> Callable[[], list[Proposal]]:
    return lambda: propose(user, goal, kind, today=TODAY, limit=LIMIT, about=about)


def _goal(user: User) -> Goal:
    """Return a goal whose words are frequent ones."""
    with acting_as(user):
        standing = ContactWord.objects.for_user(user).filter(part=ContactWord.Part.STANDING)
        words = [word for word, _n in standing.values_list("word").annotate(n=Count("pk")).order_by("-n", "word")[:60]]
        notes = MomentWord.objects.for_user(user).values_list("word").annotate(n=Count("pk")).order_by("-n", "word")
        words = [word for word in words if len(word) > 5]
        noted = [word for word, _n in notes[:400] if len(word) > 5]
        goal = Goal.objects.create(owner=user, statement="Five clients", field=words[0])
        for number in range(5):
            text = f"{noted[number]} {noted[number + 10]} {words[number + 1]}"
            Competence.objects.create(owner=user, goal=goal, text=text)
            Question.objects.create(owner=user, goal=goal, text=f"{text} {noted[number + 20]}?")
        return goal
