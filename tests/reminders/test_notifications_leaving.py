"""Where notifications end with a log-in: a shared device must not tell the next person whom the last one knows."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import PushSubscription
from reminders.notifications.this_browser import COOKIE
from tests.factories import PASSWORD, make_subscription
from tests.reminders.push_services import Device

SUBSCRIBE = "/reminders/notifications/subscribe/"
FCM = "https://fcm.googleapis.com"
NEW = "another correct horse battery"


@pytest.fixture(autouse=True)
def _calm(own_cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)


@pytest.fixture
def client(alice: User) -> Client:
    """A browser in which Alice takes notifications."""
    client = Client(HTTP_HOST="localhost")
    log_in(client, alice)
    assert client.post(SUBSCRIBE, Device("here", FCM).form).status_code == 204
    return client


def log_in(client: Client, user: User) -> None:
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302


def endpoints_of(user: User) -> list[str]:
    with acting_as(user):
        return sorted(PushSubscription.objects.for_user(user).values_list("endpoint", flat=True))


def test_a_log_out_ends_them_in_this_browser_alone(client: Client, alice: User) -> None:
    other = make_subscription(alice)

    client.post("/accounts/logout/")

    assert endpoints_of(alice) == [other.endpoint]


def test_a_log_out_ends_them_also_when_the_log_in_is_a_later_one(client: Client, alice: User) -> None:
    client.cookies.pop("sessionid")  # it ran out
    log_in(client, alice)
    assert endpoints_of(alice) == [f"{FCM}/push/here"]

    client.post("/accounts/logout/")

    assert endpoints_of(alice) == []


def test_a_log_out_ends_them_also_after_a_removal_was_taken_back(client: Client, alice: User) -> None:
    with acting_as(alice):
        [browser] = PushSubscription.objects.for_user(alice)
    client.post(f"/reminders/notifications/{browser.pk}/remove/")
    client.post("/reminders/notifications/restore/")
    assert endpoints_of(alice) == [browser.endpoint]

    client.post("/accounts/logout/")

    assert endpoints_of(alice) == []


def test_when_somebody_else_logs_in_they_end(client: Client, alice: User, charlie: User) -> None:
    client.cookies.pop("sessionid")

    log_in(client, charlie)

    assert endpoints_of(alice) == []


def test_when_somebody_else_takes_them_in_the_same_browser_they_end_for_the_first(
    client: Client, alice: User, charlie_client: Client, charlie: User
) -> None:
    charlie_client.cookies[COOKIE] = client.cookies[COOKIE].value

    charlie_client.post(SUBSCRIBE, Device("here", FCM).form)

    assert (endpoints_of(alice), endpoints_of(charlie)) == ([], [f"{FCM}/push/here"])


def test_a_new_password_ends_them_in_all_other_browsers(client: Client, alice: User) -> None:
    make_subscription(alice)

    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert answer.status_code == 302
    assert endpoints_of(alice) == [f"{FCM}/push/here"]


@pytest.mark.parametrize("cookie", ["", "forged", "W10:1abc:xyz", "x" * 4000])
def test_a_cookie_that_is_none_of_ours_ends_nothing(client: Client, alice: User, cookie: str) -> None:
    client.cookies[COOKIE] = cookie

    client.post("/accounts/logout/")

    assert endpoints_of(alice) == [f"{FCM}/push/here"]


def test_a_browser_of_somebody_who_is_gone_ends_nothing_else(client: Client, alice: User, charlie: User) -> None:
    theirs = make_subscription(charlie)
    with acting_as(alice):
        alice.delete()
    client.cookies.pop("sessionid")

    log_in(client, charlie)

    assert endpoints_of(charlie) == [theirs.endpoint]
