"""Figures for Prometheus: off unless wanted, for whoever has the token, right with many processes, and about nobody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from redis import Redis

from accounts.models import User
from netzwerk.core import measures
from netzwerk.core.delivery import DeliveryError, Stage
from netzwerk.core.heartbeat import Part, note
from netzwerk.core.jobs import job_handler, run_claimed_job
from netzwerk.core.measures import FOLDER, note_request, tally
from netzwerk.core.models import Job
from netzwerk.core.postal import send_mail
from netzwerk.local.paths import ROOT
from tests.factories import make_contact, make_user

TOKEN = "a token that is long enough"
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_cache")]


@pytest.fixture
def wanted(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Metrics are on, and nothing has been counted yet."""
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setenv(FOLDER, str(tmp_path / "metrics"))
    monkeypatch.setattr(measures, "_TALLIES", f"tallies-{tmp_path}")
    measures.requests.cache_clear()
    yield
    measures.requests.cache_clear()
    Redis.from_url(settings.CELERY_BROKER_URL).delete(f"tallies-{tmp_path}")


def _ask() -> str:
    response = Client(HTTP_HOST="localhost").get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    return response.content.decode()


def _samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _of(samples: Samples, name: str, **labels: str) -> float | None:
    return samples.get((name, tuple(sorted(labels.items()))))


def test_off_unless_a_token_is_set(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert Client(HTTP_HOST="localhost").get("/metrics").status_code == 404
    assert Client(HTTP_HOST="localhost").get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ä"])
def test_whoever_has_no_token_learns_nothing(wanted: None, said: str) -> None:
    headers = {"Authorization": said} if said else {}
    response = Client(HTTP_HOST="localhost").get("/metrics", headers=headers)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.content == b""


def test_a_visitor_who_is_logged_in_is_nobody_special(wanted: None, alice_client: Client) -> None:
    assert alice_client.get("/metrics").status_code == 401
    assert alice_client.post("/metrics").status_code in {403, 405}


def test_requests_are_counted_by_view_and_status(wanted: None, alice: User, alice_client: Client) -> None:
    person = make_contact(alice)
    alice_client.get(f"/contacts/{person.pk}/")
    alice_client.get("/contacts/?q=Miriam")
    alice_client.get("/nowhere/at/all/")

    text = _ask()

    found = _samples(text)
    assert _of(found, "netzwerk_request_seconds_count", view="contacts:contact-detail", status="200") == 1
    assert _of(found, "netzwerk_request_seconds_count", view="contacts:contact-list", status="200") == 1
    assert _of(found, "netzwerk_request_seconds_count", view="none", status="404") == 1
    assert str(person.pk) not in text
    assert not re.search("miriam|alice|example", text.lower())


def test_all_processes_count_together(wanted: None, tmp_path: Path) -> None:
    other = (
        "import django; django.setup()\n"
        "from netzwerk.core.measures import note_request\n"
        "for _number in range(3): note_request(view='live', status=200, seconds=0.2)"
    )
    environment = {**os.environ, "METRICS_TOKEN": TOKEN, FOLDER: str(tmp_path / "metrics")}
    for _process in range(2):
        subprocess.run([sys.executable, "-c", other], cwd=ROOT, env=environment, check=True)
    note_request(view="live", status=200, seconds=0.2)

    found = _samples(_ask())

    assert _of(found, "netzwerk_request_seconds_count", view="live", status="200") == 7
    assert _of(found, "netzwerk_request_seconds_bucket", view="live", status="200", le="0.1") == 0
    assert _of(found, "netzwerk_request_seconds_bucket", view="live", status="200", le="0.25") == 7


def test_a_folder_of_somebody_elses_is_not_used(wanted: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "metrics").mkdir()
    monkeypatch.setattr("os.geteuid", lambda: 4711)

    note_request(view="live", status=200, seconds=0.2)

    assert list((tmp_path / "metrics").iterdir()) == []


def test_jobs_by_kind_and_state_and_the_age_of_the_oldest(wanted: None, alice: User) -> None:
    now = timezone.now()
    for state, count in ((Job.State.WAITING, 2), (Job.State.FAILED, 1), (Job.State.DONE, 3)):
        for _number in range(count):
            Job.objects.create(kind="import", owner=alice, state=state, run_at=now - timedelta(minutes=5))
    note(Part.BEAT, now - timedelta(seconds=30))

    found = _samples(_ask())

    assert _of(found, "netzwerk_jobs", kind="import", state="waiting") == 2
    assert _of(found, "netzwerk_jobs", kind="import", state="failed") == 1
    assert _of(found, "netzwerk_jobs", kind="import", state="done") is None
    assert 300 <= (_of(found, "netzwerk_oldest_waiting_job_seconds") or 0) < 330
    assert 30 <= (_of(found, "netzwerk_heartbeat_age_seconds", part="beat") or 0) < 60
    assert _of(found, "netzwerk_broker_up") == 1
    assert _of(found, "netzwerk_queue_messages", queue="work") is not None


def test_runs_of_jobs_and_mails_are_counted_where_workers_can(
    wanted: None, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise DeliveryError(Stage.RECIPIENT, 550)

    job_handler("counted")(lambda _job: None)
    job = Job.objects.create(kind="counted", owner=alice, state=Job.State.RUNNING, run_at=timezone.now())
    run_claimed_job(job)
    monkeypatch.setattr("netzwerk.core.postal._send", refuse)
    with pytest.raises(DeliveryError):
        send_mail(None)  # type: ignore[arg-type]
    monkeypatch.setattr("netzwerk.core.postal._send", lambda *_arguments: None)
    send_mail(None)  # type: ignore[arg-type]

    found = _samples(_ask())

    assert _of(found, "netzwerk_job_runs_total", kind="counted", outcome="done") == 1
    assert _of(found, "netzwerk_mails_total", outcome="sent", stage="") == 1
    assert _of(found, "netzwerk_mails_total", outcome="refused", stage="recipient") == 1


def test_accounts_by_state(wanted: None, alice: User) -> None:
    make_user("blocked@example.org", is_active=False)
    make_user("leaving@example.org", deletion_due_at=timezone.now())

    found = _samples(_ask())

    states = {state: _of(found, "netzwerk_users", state=state) for state in ("active", "blocked", "leaving")}
    assert states == {"active": 1, "blocked": 1, "leaving": 1}


def test_asking_often_asks_the_database_once(wanted: None, alice: User) -> None:
    cache.delete("metrics")
    with CaptureQueriesContext(connection) as first:
        _ask()
    with CaptureQueriesContext(connection) as second:
        _ask()

    assert len(first) <= 10
    assert len(second) == 0


def test_without_a_broker_the_rest_is_told(wanted: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    monkeypatch.setattr(measures, "_broker", lambda: gone)

    tally("mails", "sent", "")
    found = _samples(_ask())

    assert _of(found, "netzwerk_broker_up") == 0
    assert _of(found, "netzwerk_problems") is not None


def test_the_alerts_of_the_papers_name_figures_that_exist(wanted: None, alice_client: Client) -> None:
    alice_client.get("/contacts/")
    note(Part.BEAT, timezone.now())
    tally("mails", "refused", "recipient")
    names = {name for name, _labels in _samples(_ask())} | {"netzwerk_job_runs_total"}
    alerts = (ROOT / "docs" / "alerts.yml").read_text()

    used = set(re.findall(r"netzwerk_[a-z_]+", alerts))
    assert used
    assert used <= names
