"""Logs are read by people who have no business with what users write: no names, no addresses, no keys."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator
from io import StringIO
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from celery.signals import before_task_publish, task_prerun
from django.conf import settings as django_settings
from django.db import connection, models
from django.db.utils import DatabaseError
from django.test import Client
from django.utils.log import AdminEmailHandler
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.jobs import enqueue_job, job_handler
from netzwerk.core.logs import LINE, JsonFormatter, PrivateFormatter
from netzwerk.core.models import Job
from netzwerk.core.tasks import nudge_due_jobs, run_job
from netzwerk.core.trace import about, told
from netzwerk.core.walls import acting_as
from netzwerk.settings.proxies import read_networks
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
    assert "get none 404 in" in text
    assert "post contacts:contact-create 422 in" in text
    assert "nowhere" not in text


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

    assert "GET reminders:act 410 in" in log()
    assert "GET accounts:keep-by-link 404 in" in log()
    assert "GET reminders:calendar-feed 404 in" in log()
    for key in (*keys.values(), "some-key"):
        assert key not in log()


@pytest.mark.parametrize("format_of", [PrivateFormatter, JsonFormatter])
@pytest.mark.parametrize("page", ["/reminders/act/", "/accounts/invited/"])
def test_a_key_in_somebody_elses_line_is_left_out(format_of: type[PrivateFormatter], page: str) -> None:
    record = logging.LogRecord("other", logging.INFO, "", 1, "took %s", (f"{page}a-key:of/",), None)

    assert f"took {page}…/" in format_of(LINE).format(record)


@pytest.mark.parametrize("format_of", [PrivateFormatter, JsonFormatter])
def test_times_are_in_utc_and_say_so(format_of: type[PrivateFormatter]) -> None:
    record = logging.LogRecord("other", logging.INFO, "", 1, "x", (), None)
    record.created, record.msecs = 1767225600.25, 250.0

    line = format_of(LINE).format(record)

    assert re.search(r"2026-01-01T00:00:00\.250(Z|\+00:00)", line)


@pytest.mark.parametrize("format_of", [PrivateFormatter, JsonFormatter])
def test_nobody_gets_a_line_of_their_own(format_of: type[PrivateFormatter]) -> None:
    record = logging.LogRecord("other", logging.INFO, "", 1, "%s", ("x\r\n2026-01-01 INFO forged",), None)

    assert len(format_of(LINE).format(record).splitlines()) == 1


def test_each_line_is_one_object_that_says_what_it_is_about() -> None:
    try:
        raise ValueError(NAME)
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("netzwerk.requests", logging.ERROR, "", 1, 'two\nlines "%s"', ("x",), info)
    record.status = 500

    with about(request="0123456789abcdef"):
        text = JsonFormatter(LINE).format(record)

    line = json.loads(text)
    assert "\n" not in text
    assert NAME not in text
    assert line.pop("time").endswith("+00:00")
    assert line.pop("error").endswith("builtins.ValueError")
    assert line == {
        "level": "ERROR",
        "logger": "netzwerk.requests",
        "message": 'two\nlines "x"',
        "request": "0123456789abcdef",
        "status": 500,
    }


def test_an_answer_carries_the_id_of_its_line(log: Log, member: Client) -> None:
    known_as = member.get("/contacts/")["X-Request-ID"]

    assert "GET contacts:contact-list 200 in" in log()
    assert f"request={known_as}" in log()
    assert len(known_as) == 32


def test_only_a_trusted_proxy_names_a_request(member: Client, settings: Settings) -> None:
    def id_of(said: str, peer: str) -> str:
        return member.get("/contacts/", headers={"X-Request-ID": said}, REMOTE_ADDR=peer)["X-Request-ID"]

    settings.PROXY_NETWORKS = read_networks("127.0.0.1", hops=1)
    assert id_of("from-a-stranger", "203.0.113.5") != "from-a-stranger"
    assert id_of("from-our-proxy", "127.0.0.1") == "from-our-proxy"
    assert "@" not in id_of("alice@example.org", "127.0.0.1")


def test_a_job_tells_its_kind_and_how_it_went(log: Log, alice: User) -> None:
    job_handler("goes-well")(lambda _job: None)

    job = enqueue_job(kind="goes-well", owner=alice)
    run_job(str(job.pk))

    assert "job goes-well done in" in log()
    assert f"job={job.pk} kind=goes-well" in log()


def test_a_job_carries_the_id_of_the_request_that_asked_for_it() -> None:
    headers: dict[str, Any] = {}

    with about(request="0123456789abcdef"):
        before_task_publish.send(sender="run_job", headers=headers)
    task = SimpleNamespace(request=SimpleNamespace(**headers))
    task_prerun.send(sender="run_job", task=task)

    assert told() == {"request": "0123456789abcdef"}
    task_prerun.send(sender="run_job", task=SimpleNamespace(request=SimpleNamespace()))
    assert told() == {}


def test_errors_are_reported_to_nobody(visitor: Client, failing_view: None, mailoutbox: list[Any]) -> None:
    visitor.get("/")

    assert mailoutbox == []
    loggers = [logging.getLogger(name) for name in (None, *logging.root.manager.loggerDict)]
    kinds = {type(handler) for found in loggers for handler in found.handlers}
    assert AdminEmailHandler not in kinds
    assert not django_settings.ADMINS
    assert not django_settings.MANAGERS


def test_a_refused_header_is_not_quoted(log: Log, db: None) -> None:
    assert Client(HTTP_HOST=f"{NAME.split(maxsplit=1)[0].lower()}.example.org").get("/").status_code == 400

    assert "miriam" not in log().lower()
    assert "DisallowedHost 400" in log()
    assert "File " not in log()


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
