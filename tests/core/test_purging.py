"""What is old goes at night, and what is young stays; one thing that fails keeps nothing else from going."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from itertools import product

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Invitation, KnownDevice, LoginMail, User
from accounts.services import queue_login_mail
from netzwerk.core import purging
from netzwerk.core.models import Draft, Job
from netzwerk.core.registry import Purge, Registry
from netzwerk.core.tasks import purge
from netzwerk.core.walls import acting_as
from tests.factories import make_user

NAMES = [
    "finished jobs", "ended sessions", "admin log", "unsent mails", "invitations", "known devices", "left log-ins",
    "old drafts", "unconfirmed accounts",
]  # fmt: skip


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _run() -> dict[str, int | None]:
    """Do it twice, as twice is once, and return how many went."""
    gone, again = purge(), purge()
    assert list(gone) == NAMES
    assert set(again.values()) == {0}
    return {name: count for name, count in gone.items() if count}


def test_jobs_that_ended_a_week_ago_are_forgotten_and_no_others(db: None) -> None:
    ages = {"old": 8, "young": 6}
    for age, state in product(ages, Job.State):
        Job.objects.create(kind=f"{age}-{state}", state=state, run_at=_ago(ages[age]))

    assert _run() == {"finished jobs": 2}
    assert not Job.objects.filter(kind__in=["old-done", "old-failed"]).exists()
    assert Job.objects.count() == 6


def test_log_ins_that_have_run_out_are_forgotten_with_what_was_known_of_them(alice: User) -> None:
    for key, days in (("over", 1), ("alive", -1)):
        Session.objects.create(session_key=key, session_data="", expire_date=_ago(days))
    for key in ("over", "alive", "gone"):
        UserSession.objects.create(user=alice, session_key=key, ip="127.0.0.1", user_agent="")

    assert _run() == {"ended sessions": 1, "left log-ins": 2}
    assert [one.pk for one in Session.objects.all()] == ["alive"]
    assert [one.session_key for one in UserSession.objects.all()] == ["alive"]


def test_invitations_go_a_month_after_they_ended(alice: User) -> None:
    for email, used, expires in (
        ("used-long-ago@example.org", 31, 40),
        ("ran-out-long-ago@example.org", None, 31),
        ("used@example.org", 29, 20),
        ("ran-out@example.org", None, 29),
        ("open@example.org", None, -1),
    ):
        used_at = _ago(used) if used else None
        Invitation.objects.create(email=email, used_at=used_at, expires_at=_ago(expires), invited_by=alice)

    assert _run() == {"invitations": 2}
    assert not Invitation.objects.filter(email__contains="long-ago").exists()


def test_devices_mails_and_the_log_of_operation_go_after_their_time(alice: User) -> None:
    for digest, days in (("old", 401), ("young", 399)):
        KnownDevice.objects.create(user=alice, digest=digest, last_seen_at=_ago(days))
    for days in (366, 364):
        LogEntry.objects.create(user=alice, action_flag=2, object_repr="user 1", action_time=_ago(days))
    for days in (8, 6):
        mail = queue_login_mail(recipient="dana@example.org", subject="Welcome", text="secret link")
        LoginMail.objects.filter(pk=mail.pk).update(created_at=_ago(days))

    assert _run() == {"admin log": 1, "unsent mails": 1, "known devices": 1}
    assert [one.digest for one in KnownDevice.objects.all()] == ["young"]


def test_drafts_that_no_page_opens_any_more_are_forgotten_used_or_not(alice: User, charlie: User) -> None:
    for user, days, is_used in ((alice, 91, True), (alice, 91, False), (alice, 89, True), (charlie, 91, False)):
        with acting_as(user):
            used_at = _ago(days) if is_used else None
            draft = Draft.objects.create(owner=user, wizard="goal", finished_at=used_at)
            Draft.objects.for_user(user).filter(pk=draft.pk).update(updated_at=_ago(days))

    assert _run() == {"old drafts": 3}
    with acting_as(alice):
        assert Draft.objects.count() == 1


def test_it_asks_as_often_for_many_users_as_for_few(db: None) -> None:
    costs = []
    for number in range(1, 21):
        make_user(f"user{number}@example.org")
        if number in (1, 20):
            with CaptureQueriesContext(connection) as asked:
                purge()
            costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.fixture
def _one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_now: datetime) -> int:
        raise ValueError("Miriam Kessler")

    some: Registry[Purge] = Registry()
    some.add(Purge("what fails", fail))
    some.add(Purge("what goes", lambda _now: 3))
    monkeypatch.setattr(purging, "purges", some)


@pytest.mark.usefixtures("_one_fails")
def test_one_that_fails_keeps_nothing_else_from_going_and_is_told(db: None, caplog: pytest.LogCaptureFixture) -> None:
    said = StringIO()

    with pytest.raises(CommandError, match="Not forgotten: what fails"):
        call_command("purge", stdout=said)

    assert said.getvalue() == "what fails\tfailed\nwhat goes\t3\n"
    assert "purge of what fails failed: ValueError" in caplog.text
    assert "Miriam" not in caplog.text


def test_the_command_says_what_went(db: None) -> None:
    said = StringIO()
    Job.objects.create(kind="digest", state="done", run_at=_ago(8))

    call_command("purge", stdout=said)

    assert said.getvalue().splitlines()[0] == "finished jobs\t1"
