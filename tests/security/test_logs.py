"""Logs are read by people who have no business with what users write: no names, no addresses, no keys."""

from __future__ import annotations

import logging
import logging.config
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any, cast
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection, models
from django.db.utils import DatabaseError
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.jobs import enqueue_job, job_handler
from netzwerk.core.logs import PrivateFormatter
from netzwerk.core.models import Job
from netzwerk.core.tasks import nudge_due_jobs, run_job
from netzwerk.core.walls import acting_as
from reminders.tokens.feeds import sign_feed
from reminders.tokens.mails import Act, ActToken, sign_act
from tests.factories import PASSWORD, make_contact, make_feed

Log = Callable[[], str]
NAME = "Miriam Kessler"


@pytest.fixture
def log() -> Iterator[Log]:
    """Return a function that gives what a server would have logged so far, at INFO."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    line: dict[str, str] = cast(Any, django_settings.LOGGING)["formatters"]["line"]
    assert line["class"] == f"{PrivateFormatter.__module__}.{PrivateFormatter.__qualname__}"
    handler.setFormatter(PrivateFormatter(line["format"]))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


def test_using_the_product_logs_nothing_personal(log: Log, alice: User, visitor: Client, member: Client) -> None:
    visitor.post("/accounts/login/", {"login": alice.email, "password": "wrong secret"})
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/password/reset/", {"email": alice.email})
    visitor.post("/accounts/signup/", {"email": "dana@example.org", "password1": PASSWORD})
    member.post("/contacts/new/", {"name": ""})
    member.get("/contacts/?q=Miriam+Kessler&after=x")
    member.post("/contacts/new/", {"name": "Miriam Kessler"})
    member.get("/nowhere/?name=Miriam")
    for job in Job.objects.all():
        run_job(str(job.pk))

    text = log().lower()

    for personal in ("alice", "dana", "miriam", "kessler", "example.org", "secret", PASSWORD):
        assert personal not in text
    assert "not found: /nowhere/" in text


def test_a_signed_address_is_logged_without_its_key(log: Log, alice: User, visitor: Client) -> None:
    gone = sign_act(ActToken(alice.pk, make_contact(alice).pk, uuid4(), Act.TOUCH))
    calendar = sign_feed(make_feed(alice))
    with acting_as(alice):
        alice.delete()
    keys = {"act": gone, "unsubscribe": "forged-stop", "calendar/feed": calendar}

    for page, key in keys.items():
        visitor.get(f"/reminders/{page}/{key}/")
    visitor.get(f"/reminders/calendar/feed/{calendar}/netzwerk.ics")
    visitor.get("/accounts/confirm-email/some-key/elsewhere/")
    visitor.get("/settings/keep/some-key/")
    visitor.put("/accounts/password/reset/key/1-some-key/")

    assert "Gone: /reminders/act/…/" in log()
    assert "Not Found: /settings/keep/…/" in log()
    assert "Not Found: /reminders/calendar/feed/…/netzwerk.ics" in log()
    for key in (*keys.values(), "some-key"):
        assert key not in log()


@pytest.fixture
def failing_view(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first page fail as databases fail: quoting what they were given."""

    def fail(*_arguments: Any, **_more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::date", [NAME])

    monkeypatch.setattr("today.views.render", fail)


def test_an_error_is_logged_by_its_place_and_not_by_its_text(log: Log, visitor: Client, failing_view: None) -> None:
    assert visitor.get("/").status_code == 500

    assert "django.db.utils.DataError" in log()
    assert "in fail" in log()
    assert NAME not in log()


def test_whoever_looks_for_a_mistake_sees_all(settings: Settings) -> None:
    settings.DEBUG = True
    try:
        raise ValueError("Miriam")
    except ValueError as error:
        text = PrivateFormatter().formatException((ValueError, error, error.__traceback__))

    assert "ValueError: Miriam" in text


def test_a_failed_job_is_logged_and_kept_without_its_text(log: Log, alice: User) -> None:
    def fail(_job: Job) -> None:
        raise ValueError(NAME)

    job_handler("fails")(fail)

    job = enqueue_job(kind="fails", owner=alice)
    run_job(str(job.pk))

    assert "failed: ValueError" in log()
    assert NAME not in log()
    job.refresh_from_db()
    assert job.last_error == "ValueError"


def test_a_failed_task_is_logged_without_its_text(log: Log, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_more: Any) -> None:
        raise DatabaseError(f"Key (name)=({NAME}) already exists")

    monkeypatch.setattr("netzwerk.core.jobs.due_job_ids", fail)

    nudge_due_jobs.apply()

    assert "DatabaseError" in log()
    assert NAME not in log()


def test_the_database_logs_no_statement_and_no_detail_of_an_error(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('log_min_error_statement'), current_setting('log_error_verbosity'),"
            " current_setting('log_statement'), current_setting('log_min_duration_statement')"
        )
        assert cursor.fetchone() == ("panic", "terse", "none", "-1")


def test_a_job_has_no_room_for_what_users_write() -> None:
    texts = {field.name for field in Job._meta.get_fields() if isinstance(field, models.TextField | models.CharField)}

    # The last one is the class of an error.
    assert texts == {"kind", "state", "last_error"}
