"""The pages for operators: alive, ready, at work; and what it costs to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from netzwerk import condition
from netzwerk.condition import MOST, condition_at
from netzwerk.core import heartbeat
from netzwerk.core.heartbeat import Part, note
from netzwerk.core.models import Job
from tests.factories import make_user

PATHS = ("/health/", "/health/live", "/health/ready", "/health/jobs")


@pytest.fixture(autouse=True)
def _unheard() -> Iterator[None]:
    heartbeat._noted.clear()
    yield
    heartbeat._noted.clear()


@pytest.fixture
def monitor() -> Client:
    """Something that watches the site, without log-in."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def at_work(db: None) -> datetime:
    """All parts have just run."""
    now = timezone.now()
    for part in Part:
        note(part, now)
    return now


def _job(state: str, *, minutes: float, now: datetime, **fields: Any) -> Job:
    return Job(kind="test", state=state, run_at=now - timedelta(minutes=minutes), **fields)


def _text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_anybody_may_ask_and_nothing_is_kept(monitor: Client, at_work: datetime, path: str) -> None:
    response = monitor.get(path)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"].startswith("text/plain")
    assert monitor.post(path).status_code == 405


def test_the_index_names_the_others(monitor: Client) -> None:
    page = _text(monitor.get("/health/"))

    assert all(path in page for path in PATHS[1:])


def test_all_is_well(monitor: Client, at_work: datetime) -> None:
    lines = _text(monitor.get("/health/jobs")).splitlines()

    assert lines[0] == "at work"
    assert "jobs_waiting: 0" in lines
    assert "is_mail_set_up: True" in lines


def test_a_new_installation_is_well_before_anything_has_run(monitor: Client, db: None) -> None:
    response = monitor.get("/health/jobs")

    assert response.status_code == 200
    assert "beat_seconds: never" in _text(response)


@pytest.mark.parametrize(("part", "words"), [(Part.BEAT, "beat"), (Part.WORKER, "no worker"), (Part.DIGESTS, "tick")])
def test_a_silent_part_is_a_503_that_names_it(monitor: Client, at_work: datetime, part: Part, words: str) -> None:
    note(part, at_work - timedelta(minutes=7))

    response = monitor.get("/health/jobs")

    assert response.status_code == 503
    assert words in _text(response).splitlines()[0]
    assert f"{part}_seconds: 42" in _text(response)


def test_json_is_for_whoever_asks_for_it(monitor: Client, at_work: datetime) -> None:
    note(Part.BEAT, at_work - timedelta(hours=1))

    response = monitor.get("/health/jobs", headers={"accept": "application/json"})

    assert response.status_code == 503
    found = response.json()
    assert found["problems"] == ["beat gives no sign of life, so nothing is due any more"]
    assert found["beat_seconds"] >= 3600
    assert found["is_mail_set_up"] is True


def test_a_browser_and_a_simple_monitor_get_lines(monitor: Client, at_work: datetime) -> None:
    for accept in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "nonsense"):
        assert monitor.get("/health/jobs", headers={"accept": accept})["Content-Type"].startswith("text/plain")


def test_what_waits_runs_and_failed_is_counted(at_work: datetime) -> None:
    states = Job.State
    Job.objects.bulk_create([
        _job(states.WAITING, minutes=3, now=at_work),
        _job(states.WAITING, minutes=-3, now=at_work),  # a later one is not due
        _job(states.RUNNING, minutes=1, now=at_work, leased_until=at_work),
        _job(states.FAILED, minutes=60, now=at_work),
        _job(states.FAILED, minutes=60 * 25, now=at_work),
        _job(states.DONE, minutes=1, now=at_work),
    ])  # fmt: skip

    found = condition_at(at_work)

    assert (found.jobs_waiting, found.oldest_waiting_seconds) == (1, 180)
    assert (found.jobs_running, found.jobs_failed_in_a_day) == (1, 1)
    assert found.problems == ()  # a job that failed is its owner's business


def test_a_due_job_that_nobody_takes_is_a_problem(at_work: datetime) -> None:
    _job(Job.State.WAITING, minutes=11, now=at_work).save()

    assert condition_at(at_work).problems == ("a job that is due has waited for more than 10 minutes",)


def test_an_overdue_mail_is_a_problem_and_names_nobody(monitor: Client, alice: User, at_work: datetime) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=at_work - timedelta(minutes=9))
    assert condition_at(at_work).mails_overdue == 0

    User.objects.filter(pk=alice.pk).update(next_digest_at=at_work - timedelta(minutes=11))
    page = monitor.get("/health/jobs")

    assert page.status_code == 503
    assert "mails_overdue: 1" in _text(page)
    assert "alice" not in _text(page).lower()

    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert condition_at(at_work).mails_overdue == 0


def test_without_mail_set_up_it_says_so(at_work: datetime, settings: Settings) -> None:
    settings.IS_MAIL_SET_UP = False

    found = condition_at(at_work)

    assert (found.is_mail_set_up, found.problems) == (False, ())


def test_counting_stops_at_many(at_work: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(condition, "MOST", 5)
    Job.objects.bulk_create(_job(Job.State.WAITING, minutes=1, now=at_work) for _ in range(9))

    assert condition_at(at_work).jobs_waiting == 5
    assert MOST == 1000


def test_few_queries_read_by_partial_indexes_however_much_there_is(
    at_work: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    states = [Job.State.DONE] * 97 + [Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED]
    Job.objects.bulk_create(
        _job(states[number % 100], minutes=number / 60, now=at_work, leased_until=at_work) for number in range(6_000)
    )
    User.objects.bulk_create(
        User(email=f"user-{number}@example.org", next_digest_at=at_work + timedelta(minutes=number))
        for number in range(2_000)
    )
    with connection.cursor() as cursor:
        # As an owner's ANALYZE would have it; this role may not analyse.
        cursor.execute("SET LOCAL enable_seqscan = off")

    with django_assert_num_queries(5):
        condition_at(at_work)
    plans = _plans_of(at_work)

    for index in ("core_job_waiting", "core_job_running", "core_job_failed", "accounts_user_digest"):
        assert index in plans
    assert "Seq Scan on core_job" not in plans
    assert "Seq Scan on accounts_user" not in plans


def _plans_of(now: datetime) -> str:
    with CaptureQueriesContext(connection) as asked:
        condition_at(now)
    plans = []
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"])
            plans += [row[0] for row in cursor.fetchall()]
    return "\n".join(plans)


@pytest.mark.parametrize("path", ["/health/ready", "/health/jobs"])
def test_a_database_that_is_away_is_a_503(
    monitor: Client, db: None, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise OperationalError("connection to postgres://netzwerk:secret@db failed")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        response = monitor.get(path)

    assert response.status_code == 503
    assert _text(response) == "the database does not answer\n"


def test_a_cache_that_is_away_is_a_503(monitor: Client, db: None, settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

    response = monitor.get("/health/ready")

    assert response.status_code == 503
    assert _text(response) == "the cache does not answer\n"


def test_a_member_sees_what_everybody_sees(alice_client: Client, at_work: datetime) -> None:
    make_user("many@example.org")

    assert alice_client.get("/health/jobs").status_code == 200
