"""The page of notifications: browsers added, removed and brought back, a test, and whom they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders.models import PushSubscription
from reminders.notifications.this_browser import COOKIE
from reminders.services.push import MOST_BROWSERS
from reminders.services.push_key import push_key
from tests.factories import NOBODY, make_subscription
from tests.reminders.push_services import Device

URL, SUBSCRIBE, TEST = (
    "/reminders/notifications/",
    "/reminders/notifications/subscribe/",
    "/reminders/notifications/test/",
)
RESTORE = "/reminders/notifications/restore/"
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
FCM = "https://fcm.googleapis.com"


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch, own_cache: None, db: None) -> Iterator[None]:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)
    push_key()
    yield


def browsers_of(user: User) -> list[PushSubscription]:
    with acting_as(user):
        return list(PushSubscription.objects.for_user(user).order_by("created_at"))


def remove_url(pk: object) -> str:
    return f"/reminders/notifications/{pk}/remove/"


def test_the_page_offers_this_browser_and_gives_it_the_key(alice_client: Client) -> None:
    page = alice_client.get(URL).content.decode()

    assert f'data-push-key-value="{push_key().public_key}"' in page
    assert "Turn on in this browser" in page
    assert "None yet." in page
    assert "Send a test" not in page
    assert "JavaScript has to be on" in page


def test_it_is_among_the_settings(alice_client: Client) -> None:
    assert f'href="{URL}"' in alice_client.get("/settings/").content.decode()


def test_a_browser_is_added_with_the_words_its_owner_knows_it_by(alice_client: Client, alice: User) -> None:
    answer = alice_client.post(SUBSCRIBE, Device("a", FCM).form, headers={"user-agent": FIREFOX})

    assert (answer.status_code, answer.content) == (204, b"")
    [browser] = browsers_of(alice)
    assert (browser.device, browser.endpoint) == ("Firefox on Android", f"{FCM}/push/a")
    page = alice_client.get(URL).content.decode()
    assert "This browser takes notifications now." in page
    assert f'data-mark="{browser.endpoint_hash}"' in page
    assert browser.endpoint not in page
    assert "none sent yet" in page


def test_its_cookie_is_for_this_site_alone(alice_client: Client) -> None:
    answer = alice_client.post(SUBSCRIBE, Device("a", FCM).form)

    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_the_same_browser_twice_is_one(alice_client: Client, alice: User) -> None:
    device = Device("a", FCM)
    for _time in range(2):
        alice_client.post(SUBSCRIBE, device.form)

    assert len(browsers_of(alice)) == 1


def test_a_browser_with_another_address_takes_the_place_of_its_former_self(alice_client: Client, alice: User) -> None:
    for name in ("a", "b"):
        alice_client.post(SUBSCRIBE, Device(name, FCM).form)

    assert [browser.endpoint for browser in browsers_of(alice)] == [f"{FCM}/push/b"]


def test_what_was_sent_to_a_browser_is_known_after_it_subscribed_again(alice_client: Client, alice: User) -> None:
    device = Device("a", FCM)
    alice_client.post(SUBSCRIBE, device.form)
    with acting_as(alice):
        PushSubscription.objects.update(last_sent_at="2026-03-16T07:00Z")

    alice_client.post(SUBSCRIBE, device.form)

    [browser] = browsers_of(alice)
    assert browser.last_sent_at is not None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"endpoint": "https://evil.example.com/x"}, "does not send to the push service"),
        ({"endpoint": "http://fcm.googleapis.com/x"}, "does not send to the push service"),
        ({"endpoint": "https://127.0.0.1:6379/"}, "does not send to the push service"),
        ({"endpoint": "https://fcm.googleapis.com@localhost/"}, "does not send to the push service"),
        ({"endpoint": ""}, "required"),
        ({"endpoint": "x" * 10_000}, "1000 characters"),
        ({"endpoint": f"{FCM}/\0"}, "Null characters"),
        ({"p256dh": "B" * 87}, "a key that is none"),
        ({"p256dh": "ü" * 87}, "a key that is none"),
        ({"auth": "short"}, "a key that is none"),
        ({"auth": "\0"}, "Null characters"),
    ],
)
def test_what_is_no_subscription_is_refused_in_words(
    alice_client: Client, alice: User, change: dict[str, str], problem: str
) -> None:
    answer = alice_client.post(SUBSCRIBE, {**Device("a", FCM).form, **change})

    assert answer.status_code == 422
    assert problem in answer.json()["problem"]
    assert browsers_of(alice) == []


def test_there_is_an_end_to_browsers(alice_client: Client, alice: User) -> None:
    for number in range(MOST_BROWSERS):
        make_subscription(alice, number)

    answer = alice_client.post(SUBSCRIBE, Device("one more", FCM).form | {"endpoint": f"{FCM}/x"})

    assert answer.status_code == 422
    assert "20 browsers take notifications already" in answer.json()["problem"]
    assert len(browsers_of(alice)) == MOST_BROWSERS


def test_a_form_from_elsewhere_adds_nothing(alice: User) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)

    assert client.post(SUBSCRIBE, Device("a", FCM).form).status_code == 403
    assert browsers_of(alice) == []


def test_the_service_worker_renews_with_the_token_it_asked_for(alice: User) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)
    asked = client.get(SUBSCRIBE)
    body = {"csrfmiddlewaretoken": asked.json()["token"]}
    assert asked.json()["key"] == push_key().public_key
    assert asked["Cache-Control"] == "no-store"
    client.post(SUBSCRIBE, {**Device("a", FCM).form, **body})

    answer = client.post(SUBSCRIBE, {**Device("b", FCM).form, **body, "is_renewal": "on"})

    assert answer.status_code == 204
    assert [browser.endpoint for browser in browsers_of(alice)] == [f"{FCM}/push/b"]


def test_a_renewal_asks_nobody_so_it_adds_no_browser_of_another_account(
    alice_client: Client, charlie_client: Client, alice: User, charlie: User
) -> None:
    added = alice_client.post(SUBSCRIBE, Device("a", FCM).form)
    charlie_client.cookies[COOKIE] = added.cookies[COOKIE].value

    answer = charlie_client.post(SUBSCRIBE, {**Device("b", FCM).form, "is_renewal": "on"})

    assert answer.status_code == 422
    assert (len(browsers_of(alice)), browsers_of(charlie)) == (1, [])


def test_a_removed_browser_is_gone_and_can_be_brought_back(alice_client: Client, alice: User) -> None:
    browser = make_subscription(alice)

    page = alice_client.post(remove_url(browser.pk), follow=True).content.decode()

    assert "Firefox on Android gets no more notifications." in page
    assert f'action="{RESTORE}"' in page
    assert browsers_of(alice) == []

    alice_client.post(RESTORE)
    [again] = browsers_of(alice)
    assert (again.endpoint, again.p256dh, again.device) == (browser.endpoint, browser.p256dh, browser.device)
    alice_client.post(RESTORE)
    assert len(browsers_of(alice)) == 1


def test_a_stranger_cannot_remove_it_nor_bring_it_back(
    charlie_client: Client, alice_client: Client, alice: User, charlie: User
) -> None:
    browser = make_subscription(alice)

    assert charlie_client.post(remove_url(browser.pk)).status_code == 404
    assert len(browsers_of(alice)) == 1

    alice_client.post(remove_url(browser.pk))
    charlie_client.post(RESTORE)
    assert (browsers_of(alice), browsers_of(charlie)) == ([], [])
    assert "Firefox on Android" not in charlie_client.get(URL).content.decode()


@pytest.mark.parametrize("pk", [NOBODY, UUID(int=0)])
def test_what_does_not_exist_is_not_found(alice_client: Client, pk: object) -> None:
    assert alice_client.post(remove_url(pk)).status_code == 404


@pytest.mark.parametrize("url", [remove_url(NOBODY), RESTORE, TEST])
def test_changes_are_posted(alice_client: Client, url: str) -> None:
    assert alice_client.get(url).status_code == 405


def test_a_test_is_one_job_however_often_one_clicks(alice_client: Client, alice: User) -> None:
    make_subscription(alice)
    make_subscription(alice, 2)

    first = alice_client.post(TEST, follow=True).content.decode()
    second = alice_client.post(TEST, follow=True).content.decode()

    assert "A test is on its way to 2 browsers." in first
    assert "The last test is only seconds old." in second
    [job] = Job.objects.filter(kind="push-test")
    assert job.owner_id == alice.pk


def test_without_a_browser_there_is_no_test(alice_client: Client) -> None:
    page = alice_client.post(TEST, follow=True).content.decode()

    assert "No browser takes notifications yet." in page
    assert not Job.objects.exists()


def test_what_it_says_follows_private_mails(alice_client: Client, alice: User) -> None:
    assert "First names, also on a locked screen." in alice_client.get(URL).content.decode()
    User.objects.filter(pk=alice.pk).update(has_private_mails=True)
    assert "name nobody." in alice_client.get(URL).content.decode()


def test_without_mails_it_says_that_no_notification_comes(alice_client: Client, alice: User) -> None:
    assert "no notification either" not in alice_client.get(URL).content.decode()
    User.objects.filter(pk=alice.pk).update(digest_weekdays=[])
    assert "no notification either" in alice_client.get(URL).content.decode()


def test_browsers_that_trust_an_older_key_are_asked_again(
    alice_client: Client, alice: User, settings: LazySettings
) -> None:
    make_subscription(alice)
    settings.SECRET_KEY = "another-secret-key-of-32-characters-or-more"
    client = Client(HTTP_HOST="localhost")
    client.force_login(alice)

    assert "None yet." in client.get(URL).content.decode()
    client.post(SUBSCRIBE, Device("anew", FCM).form)
    assert [browser.endpoint for browser in browsers_of(alice)] == [f"{FCM}/push/anew"]


def test_without_javascript_the_page_says_that_it_needs_it_and_offers_nothing(alice_client: Client) -> None:
    page = alice_client.get(URL).content.decode()

    shown = [tag for tag in re.findall(r"<(?:p|form)[^>]*data-push-target[^>]*>", page) if "hidden" not in tag]
    assert [re.findall('data-state="([^"]*)"', tag) for tag in shown] == [["none"]]


def test_more_browsers_take_no_more_queries(
    alice_client: Client, alice: User, django_assert_same_queries: type
) -> None:
    make_subscription(alice)
    alice_client.get(URL)
    with django_assert_same_queries() as one:
        alice_client.get(URL)
    for number in range(2, 12):
        make_subscription(alice, number)
    with django_assert_same_queries() as many:
        alice_client.get(URL)

    assert len(many) == len(one)
