"""The log of mails: each with its state in words, whom it named, and one that failed tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.pages.log import PAGE_SIZE
from tests.factories import make_contact
from tests.plans import plan_of
from tests.reminders.people import make_overdue, name_on

URL = "/reminders/log/"
MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
State, Problem = Digest.State, Digest.Problem


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


def browser_of(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.fixture
def client(alice: User) -> Client:
    """A browser in which Alice logged in just now, by the clock of the test."""
    return browser_of(alice)


def make_mail(user: User, day: date, **fields: object) -> Digest:
    with acting_as(user):
        return Digest.objects.create(owner=user, for_date=day, **fields)


def days_before(count: int) -> date:
    return date(2026, 3, 16) - timedelta(days=count)


def test_without_mails_it_says_what_will_be_here(client: Client) -> None:
    page = client.get(URL).content.decode()

    assert "No mail so far" in page
    assert 'href="/reminders/settings/"' in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": State.WAITING}, "It is on its way."),
        ({"state": State.SENT, "sent_at": MONDAY_NOON}, "It went out at 12:00."),
        (
            {"state": State.SENT, "sent_at": datetime(2026, 3, 17, 7, 5, tzinfo=UTC)},
            "It went out on Tuesday, 17 March at 8:05.",
        ),
        ({"state": State.EMPTY}, "There was nobody to name"),
        ({"state": State.REPLACED}, "what it would have said is in a later mail"),
        (
            {"state": State.FAILED, "problem": Problem.NO_LOGIN, "attempts": 1},
            "The mail server did not let this site log in. Tried 1 time.",
        ),
        (
            {
                "state": State.WAITING,
                "problem": Problem.NO_SERVER,
                "attempts": 3,
                "next_try_at": datetime(2026, 3, 17, 7, 5, tzinfo=UTC),
            },
            "The mail server could not be reached. Tried 3 times. The next try is on Tuesday, 17 March at 8:05.",
        ),
    ],
)
def test_each_state_is_told_in_words(client: Client, alice: User, fields: dict[str, object], said: str) -> None:
    make_mail(alice, date(2026, 3, 16), **fields)

    page = client.get(URL).content.decode()

    assert said in page
    assert str(State(str(fields["state"])).label) in page
    assert ("Try again" in page) == (fields["state"] == State.FAILED)


def test_a_test_of_the_next_mail_stands_under_the_day_on_which_it_was_asked_for(client: Client, alice: User) -> None:
    test = make_mail(alice, date(2026, 3, 23), kind=Digest.Kind.TEST, state=State.SENT, sent_at=MONDAY_NOON)
    with acting_as(alice):
        Digest.objects.for_user(alice).filter(pk=test.pk).update(created_at=MONDAY_NOON)

    page = client.get(URL).content.decode()

    assert "16 Mar 2026" in page
    assert "23 Mar 2026" not in page
    assert "It went out at 12:00." in page


def test_people_are_named_in_their_order_but_for_those_in_the_bin(client: Client, alice: User) -> None:
    ruth, miriam = make_overdue(alice, "Ruth Okafor"), make_overdue(alice, "Miriam Kessler")
    gone = make_contact(alice, "Tomasz Bielak", deleted_at=MONDAY_NOON)
    digest = name_on(date(2026, 3, 9), ruth, gone, miriam)
    with acting_as(alice):
        for place, contact in enumerate((ruth, gone, miriam)):
            digest.people.for_user(alice).filter(contact=contact).update(position=place)

    page = client.get(URL).content.decode()

    assert page.index("Ruth Okafor") < page.index("Miriam Kessler")
    assert f'href="/contacts/{ruth.pk}/"' in page
    assert "Tomasz" not in page


def test_pages_follow_one_another_without_gap_or_repetition(client: Client, alice: User) -> None:
    for number in range(2 * PAGE_SIZE + 1):
        make_mail(alice, days_before(number), kind=Digest.Kind.TEST)
    # Some at the same instant: the id decides.
    with acting_as(alice):
        Digest.objects.for_user(alice).update(created_at=MONDAY_NOON)
    seen: list[str] = []
    url = URL
    while url:
        response = client.get(url, headers={"HX-Request": "true"}) if seen else client.get(url)
        log = response.context["log"]
        seen += [str(row.digest.pk) for row in log.rows]
        assert ("<html" in response.content.decode()) == (url == URL)
        url = log.older_url

    assert len(seen) == len(set(seen)) == 2 * PAGE_SIZE + 1


@pytest.mark.parametrize("before", ["", "nonsense", "%00", str(UUID(int=7)), "9" * 10_000])
def test_a_place_that_is_none_means_the_beginning(client: Client, alice: User, before: str) -> None:
    make_mail(alice, date(2026, 3, 16))

    response = client.get(f"{URL}?before={before}")

    assert response.status_code == 200
    assert len(response.context["log"].rows) == 1


def test_a_stranger_sees_none_of_it(alice: User, charlie: User) -> None:
    digest = name_on(date(2026, 3, 9), make_overdue(alice), state=State.FAILED)
    stranger = browser_of(charlie)

    assert "Tomasz" not in stranger.get(URL).content.decode()
    assert stranger.post(f"{URL}{digest.pk}/again/").status_code == 404
    assert stranger.get(f"{URL}?before={digest.pk}").context["log"].is_older is False


def test_queries_do_not_grow_with_mails_and_people(
    client: Client, alice: User, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    name_on(date(2026, 3, 9), make_overdue(alice))
    with django_assert_same_queries() as few:
        client.get(URL)
    for number in range(1, 12):
        name_on(days_before(number + 10), *(make_overdue(alice, f"Miriam {number} {one}") for one in range(3)))
    with django_assert_same_queries() as many:
        client.get(URL)
    assert len(many) == len(few)


def test_the_index_of_the_log_is_used(client: Client, alice: User) -> None:
    start = make_mail(alice, date(2026, 3, 16))
    with CaptureQueriesContext(connection) as found:
        client.get(f"{URL}?before={start.pk}")
    [sql] = [one["sql"] for one in found if 'ORDER BY "reminders_digest"."created_at" DESC' in one["sql"]]

    with acting_as(alice):
        plan = plan_of(sql)

    assert "reminders_digest_log" in plan
    assert "Sort" not in plan


def test_one_that_failed_is_tried_again(client: Client, alice: User) -> None:
    digest = make_mail(alice, date(2026, 3, 16), state=State.FAILED, problem=Problem.NO_SERVER, attempts=8)

    response = client.post(f"{URL}{digest.pk}/again/", follow=True)

    assert "It is on its way once more." in response.content.decode()
    with acting_as(alice):
        digest.refresh_from_db()
    assert digest.state == State.WAITING
    assert Job.objects.filter(object_id=digest.pk, state=Job.State.WAITING).exists()


def test_one_that_went_out_is_not_sent_again(client: Client, alice: User) -> None:
    digest = make_mail(alice, date(2026, 3, 16), state=State.SENT, sent_at=MONDAY_NOON)

    response = client.post(f"{URL}{digest.pk}/again/", follow=True)

    assert "has not failed" in response.content.decode()
    assert not Job.objects.filter(object_id=digest.pk).exists()


def test_the_log_wants_the_log_in_and_trying_again_a_post(client: Client, alice: User) -> None:
    digest = make_mail(alice, date(2026, 3, 16), state=State.FAILED, problem=Problem.NO_SERVER)

    assert Client(HTTP_HOST="localhost").get(URL).status_code == 302
    assert client.get(f"{URL}{digest.pk}/again/").status_code == 405
    assert client.post(f"{URL}nonsense/again/").status_code == 404
