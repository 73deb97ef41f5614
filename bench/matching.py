"""Every page of matching for one user with 10,000 people and 57,000 ties, with and without the planner's statistics.

Run as `python3 run.py test bench/matching.py -s -n 0`. Other work on the machine makes the clock say anything: what
counts is the time of the processor, in Python and in PostgreSQL, and that against the page of the list of contacts.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bench.crowd import as_owner
from bench.matched import Matched
from bench.timing import compare_statistics, count_queries, least, processor
from contacts.models import Contact
from goals.models import Competence, Question, Role
from matching.models import Review, Revival
from matching.rules.paths import Link, LinkKind, find_paths
from matching.services.complement import PersonPlan, begin_complement
from matching.services.measuring import keep_bridges, measure, read_circle
from matching.services.reviews import begin_review
from matching.wizards.review import STEPS
from matching.words.complement_steps import QUESTIONS
from netzwerk.core.walls import acting_as
from reminders.services import propose_people
from tests.factories import TODAY

# Milliseconds of the processor that a way to somebody may take, loading included; and how many times as much as the
# list of contacts any page may.
MOST_OF_PATHS, MOST_TIMES = 100, 10
LIST = "page list of contacts"
PAGES = {
    "home": "/matching/",
    "Today": "/",
    "goals": "/goals/",
    "goal": "/goals/{goal}/",
    "log of a goal": "/goals/{goal}/log/",
    "panel of approaches": "/matching/goals/{goal}/approaches/",
    "panel of gaps": "/matching/goals/{goal}/gaps/panel/",
    "panel of networks": "/networks/goals/{goal}/",
    "development": "/matching/goals/{goal}/development/",
    "panel of a person": "/matching/contacts/{person}/",
    "approach": "/matching/goals/{goal}/contacts/{person}/approach/",
    **{f"proposals, {kind}": f"/matching/goals/{{goal}}/proposals/?kind={kind}" for kind in Role.Kind.values},
    "declined": "/matching/goals/{goal}/proposals/declined/",
    "gaps": "/matching/goals/{goal}/gaps/",
    **{f"gap, {kind}": f"/matching/goals/{{goal}}/gap/?kind={kind}" for kind in Role.Kind.values},
    "gap, competence": "/matching/goals/{goal}/gap/?competence={competence}",
    "gap, question": "/matching/goals/{goal}/gap/?question={question}",
    "paths, nobody": "/matching/paths/",
    "paths, person": "/matching/paths/?contact={person}",
    "paths, 2,000 ties": "/matching/paths/?contact={hub}",
    "paths, beside them": "/matching/paths/?contact={beside}",
    "paths, 3,000 people": "/matching/paths/?organisation={huge}",
    "paths, 175 people": "/matching/paths/?organisation={usual}",
    "paths, field": "/matching/paths/?field={field}",
    "paths, names": "/matching/paths/names/?q=an",
    "reviving": "/matching/reviving/",
    "reviving for a goal": "/matching/reviving/?goal={goal}",
    "getting in touch": "/matching/reviving/people/{person}/",
    "revivals": "/matching/revivals/",
    "a revival": "/matching/revivals/{revival}/",
    **{f"complement, {kind}": f"/matching/complement/{{complement}}/{kind}/" for kind in QUESTIONS},
    "complement, somebody": "/matching/complement/{complement}/{with_person}/",
    "complement, summary": "/matching/complement/{complement}/summary/",
    "review": "/matching/review/",
    **{f"review, {step}": f"/matching/review/wizard/{{review_draft}}/{step}/" for step, _form in STEPS},
    "reviews": "/matching/reviews/",
    "a review": "/matching/reviews/{review}/",
    "cards": "/goals/inventory/cards/",
    "next card": "/goals/inventory/cards/?go=1",
    "a card": "/goals/inventory/cards/{person}/",
    "inventory": "/goals/inventory/",
    "a circle": "/goals/inventory/studies/",
    "list of contacts": "/contacts/",
}


@pytest.fixture
def matched(transactional_db: None) -> Matched:  # noqa: ARG001 - for its effect
    """Fill the database."""
    matched = Matched()
    matched.fill()
    return matched


def test_no_page_of_matching_is_slow_or_depends_on_statistics(matched: Matched) -> None:
    """Print the times without and with statistics, then what each page costs the processor, and its queries."""
    user, works = matched.large, works_of(matched)
    assert compare_statistics(user, works, matched.analyse) == []
    _measure(user)
    spent = {}
    for name, work in works.items():
        queries = count_queries(work)
        here, there = processor(work)
        spent[name] = here + there
        print(f"{name:34} {here:6.0f} ms in Python, {there:5.0f} in PostgreSQL, {queries:3} queries")  # noqa: T201
    print(*(f"{name:34} {each / spent[LIST]:5.1f} times the list" for name, each in spent.items()), sep="\n")  # noqa: T201
    assert [name for name, each in spent.items() if name.startswith("page paths") and each > MOST_OF_PATHS] == []
    assert [name for name, each in spent.items() if each > MOST_TIMES * spent[LIST]] == []


def test_the_search_for_a_way_takes_next_to_nothing() -> None:
    """Print how long the rule takes for somebody in the middle of 10,000 people and 57,000 ties, loaded as a whole."""
    people = [UUID(int=number) for number in range(1, 10_001)]
    links = [
        Link(people[n % 10_000], people[(n * 31 + n // 10_000 * 977 + 13) % 10_000], LinkKind.KNOWS, 0.5 + n % 5 / 10)
        for n in range(57_000)
    ]
    known = {pk: 0.1 + pk.int % 9 / 10 for pk in people}
    whole = least(lambda: find_paths(people[0], known, links, limit=5))
    near = [link for link in links if people[0] in (link.one, link.other)]
    doors = {pk for link in near for pk in (link.one, link.other)} - {people[0]}
    around = [link for link in links if doors & {link.one, link.other}]
    bounded = least(lambda: find_paths(people[0], known, around, limit=5))
    print(f"rules: all {len(links)} links {whole:.1f} ms, the {len(around)} around them {bounded:.2f} ms")  # noqa: T201
    assert bounded < whole


def works_of(matched: Matched) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    user, goal = matched.large, matched.goal
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    with acting_as(user):
        person = Contact.objects.for_user(user).get(pk=matched.people[5001])
        ids: dict[str, object] = {
            "goal": goal.pk,
            "person": person.pk,
            "hub": matched.people[0],
            "beside": matched.people[13],
            "huge": matched.places[0],
            "usual": matched.places[7],
            "field": goal.field,
            "competence": Competence.objects.for_user(user)[0].pk,
            "question": Question.objects.for_user(user)[0].pk,
            "revival": Revival.objects.for_user(user)[0].pk,
            "review": Review.objects.for_user(user)[0].pk,
            "complement": begin_complement(goal=goal, now=timezone.now()).pk,
            "review_draft": begin_review(owner=user, step="goals", now=timezone.now()).pk,
            "with_person": PersonPlan(contact=person).step,
        }
    first = reverse("matching:complement-step", args=[ids["complement"], QUESTIONS[0]])
    assert client.post(first, {"contacts": [str(person.pk)]}).status_code == 302
    pages = {f"page {name}": _page(client, path.format(**ids)) for name, path in PAGES.items()}
    return {**pages, "proposal of the digest": lambda: _digest(user)}


def _digest(user: User) -> object:
    with acting_as(user):
        return propose_people(user=user, on=TODAY)


def _page(client: Client, path: str) -> Callable[[], object]:
    def get() -> object:
        answer = client.get(path)
        assert answer.status_code == (302 if path.endswith("go=1") else 200), (path, answer.status_code)
        return answer

    return get


def _measure(user: User) -> None:
    """Measure how far people reach as the job does, and print the parts."""
    start = perf_counter()
    with acting_as(user):
        circle = read_circle(owner=user)
    read = perf_counter()
    measured = measure(circle)
    done = perf_counter()
    with acting_as(user):
        kept = keep_bridges(owner=user, measured=measured, now=timezone.now())
    parts = (read - start, done - read, perf_counter() - done)
    print("measuring: read {:.2f} s, measured {:.2f} s, kept {:.2f} s".format(*parts), f"{kept} people")  # noqa: T201
    with as_owner() as cursor:
        cursor.execute("VACUUM ANALYZE matching_bridge")
