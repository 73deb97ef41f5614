"""Where somebody is logged in, logging out elsewhere, and the mail about a browser that was not known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import services
from accounts.devices import COOKIE, SEEN
from accounts.models import KnownDevice, User
from accounts.rules.browsers import read_agent
from tests.accounts.conftest import SendMails
from tests.factories import PASSWORD, make_user

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


def _browser(agent: str = FIREFOX) -> Client:
    return Client(HTTP_HOST="localhost", HTTP_USER_AGENT=agent, REMOTE_ADDR="203.0.113.9")


def _log_in(client: Client, email: str = "alice@example.org", password: str = PASSWORD) -> None:
    assert client.post("/accounts/login/", {"login": email, "password": password}).status_code == 302


def _ids(user: User) -> list[int]:
    return [one.pk for one in services.log_ins(user, now=timezone.now())]


@pytest.mark.parametrize(
    ("agent", "name", "system"),
    [
        (FIREFOX, "Firefox", "Linux"),
        (IPHONE, "Safari", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0 Safari/537.36 Edg/138.0",
         "Edge", "Windows"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36",
         "Chrome", "Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
         "Safari", "macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/138.0 Mobile/15E148 Safari/604.1",
         "Chrome", "iPhone"),
        ("curl/8.14.1", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_browsers_are_told_by_their_names(agent: str, name: str, system: str) -> None:
    assert read_agent(agent) == (name, system)


def test_the_list_names_browser_and_system_and_this_one(alice: User) -> None:
    here, phone = _browser(), _browser(IPHONE)
    _log_in(phone)
    _log_in(here)

    page = here.get("/settings/devices/").content.decode()

    assert page.index("Firefox on Linux") < page.index(">this device<") < page.index("Safari on iPhone")
    assert "203.0.113.9" not in page


def test_no_network_address_and_no_long_name_is_kept(alice: User) -> None:
    _log_in(_browser())

    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == ("::", "")
    assert row.data == {"browser": "Firefox", "system": "Linux"}


def test_one_is_logged_out_elsewhere(alice: User) -> None:
    here, phone = _browser(), _browser(IPHONE)
    _log_in(here)
    _log_in(phone)
    [last, _first] = services.log_ins(alice, now=timezone.now())

    response = here.post(f"/settings/devices/{last.pk}/end/", follow=True)

    assert "That device is logged out." in response.content.decode()
    assert phone.get("/contacts/").status_code == 302
    assert here.get("/contacts/").status_code == 200
    assert here.post(f"/settings/devices/{last.pk}/end/").status_code == 404


def test_logging_out_this_one_leads_to_the_first_page(alice: User) -> None:
    here = _browser()
    _log_in(here)

    response = here.post(f"/settings/devices/{_ids(alice)[0]}/end/")

    assert response.headers["Location"] == "/"
    assert response["Clear-Site-Data"] == '"cache"'
    assert here.get("/contacts/").status_code == 302


def test_all_others_are_logged_out_also_those_that_were_never_noted(alice: User) -> None:
    here, phone, old = _browser(), _browser(IPHONE), _browser()
    for browser in (here, phone, old):
        _log_in(browser)
    UserSession.objects.filter(session_key=old.session.session_key).delete()

    response = here.post("/settings/devices/end-others/", follow=True)

    assert "2 other devices are logged out." in response.content.decode()
    assert [browser.get("/contacts/").status_code for browser in (here, phone, old)] == [200, 302, 302]
    assert "nowhere else" in here.post("/settings/devices/end-others/", follow=True).content.decode()


def test_a_stranger_ends_nobodys_log_in(alice: User, charlie_client: Client) -> None:
    here = _browser()
    _log_in(here)

    assert charlie_client.post(f"/settings/devices/{_ids(alice)[0]}/end/").status_code == 404
    charlie_client.post("/settings/devices/end-others/")

    assert here.get("/contacts/").status_code == 200
    assert "Firefox on Linux" not in charlie_client.get("/settings/devices/").content.decode()


@pytest.mark.parametrize("number", ["99999999999999999999", "0", "x", "-1"])
def test_other_numbers_are_nothing(alice_client: Client, number: str) -> None:
    assert alice_client.post(f"/settings/devices/{number}/end/").status_code == 404


def test_ending_wants_a_click(alice_client: Client) -> None:
    for path in ("/settings/devices/1/end/", "/settings/devices/end-others/"):
        assert alice_client.get(path).status_code == 405


def test_a_new_password_ends_the_others_and_the_list_forgets_them(alice: User) -> None:
    here, phone = _browser(), _browser(IPHONE)
    _log_in(here)
    _log_in(phone)

    here.post("/accounts/password/change/", {
        "oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password",
    })  # fmt: skip

    assert phone.get("/contacts/").status_code == 302
    assert here.get("/contacts/").status_code == 200
    assert "Safari on iPhone" not in here.get("/settings/devices/").content.decode()
    assert UserSession.objects.count() == 1


def test_log_ins_of_the_key_of_before_are_listed_as_long_as_they_let_in(alice: User, settings: Settings) -> None:
    here, elsewhere = _browser(), _browser(IPHONE)
    _log_in(here)
    _log_in(elsewhere)
    before = settings.SECRET_KEY

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [before]
    assert "iPhone" in here.get("/settings/devices/").content.decode()
    assert elsewhere.get("/settings/").status_code == 200
    assert len(_ids(alice)) == 2
    settings.SECRET_KEY_FALLBACKS = []
    settings.SECRET_KEY = "m" * 50
    assert _ids(alice) == []


def test_a_log_in_is_noted_now_and_then_and_its_end_not_put_off(
    alice: User, django_assert_same_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = _browser()
    _log_in(here)
    ends = Session.objects.get().expire_date
    began = UserSession.objects.get().last_seen_at
    here.get("/settings/")
    assert UserSession.objects.get().last_seen_at == began

    later = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr("accounts.devices.timezone.now", lambda: later)
    here.get("/settings/")

    assert UserSession.objects.get().last_seen_at == later
    now_ends = Session.objects.get().expire_date
    assert now_ends <= ends + timedelta(seconds=5)


def test_a_log_in_of_before_is_met_with_its_browser_and_no_mail(alice: User, send_mails: SendMails) -> None:
    here = _browser()
    here.force_login(alice)
    session = here.session
    del session[SEEN]
    session.save()
    UserSession.objects.all().delete()

    here.get("/settings/")

    assert UserSession.objects.count() == 1
    assert COOKIE in here.cookies
    here.post("/accounts/logout/")
    _log_in(here)
    assert send_mails() == []


def test_the_list_asks_the_same_whether_one_or_many(alice: User, django_assert_same_queries: Any) -> None:
    here = _browser()
    _log_in(here)
    here.get("/settings/devices/")
    with django_assert_same_queries() as one:
        here.get("/settings/devices/")
    for _other in range(5):
        _log_in(_browser(IPHONE))
    with django_assert_same_queries() as many:
        assert here.get("/settings/devices/").content.decode().count("Safari on iPhone") >= 5

    assert len(one) == len(many)


def _was_here_before(user: User) -> None:
    User.objects.filter(pk=user.pk).update(last_login=timezone.now() - timedelta(days=3))


def test_a_new_browser_is_told_by_mail_once(alice: User, send_mails: SendMails) -> None:
    _was_here_before(alice)
    User.objects.filter(pk=alice.pk).update(time_zone="America/Lima")
    phone = _browser(IPHONE)
    _log_in(phone)

    [mail] = send_mails()
    assert mail.to == [alice.email]
    assert mail.subject == "A new browser logged in to your account"
    for words in ("Safari on iPhone", "America/Lima", "/settings/devices/", "/accounts/password/change/"):
        assert words in str(mail.body)

    phone.post("/accounts/logout/")
    _log_in(phone)
    assert send_mails() == []
    assert phone.cookies[COOKIE]["httponly"]


def test_the_time_is_the_users_own(alice: User) -> None:
    from accounts.notices import new_device_mail

    alice.time_zone, alice.language = "Asia/Tokyo", "de"
    at = datetime.fromisoformat("2026-03-16T20:30:00+00:00")

    mail = new_device_mail(alice, read_agent(IPHONE), at)

    assert "17. März 2026 05:30 (Asia/Tokyo)" in mail.text
    assert "Safari auf iPhone" in mail.text


def test_the_first_log_in_after_the_sign_up_is_not_told(alice: User, send_mails: SendMails) -> None:
    _log_in(_browser())

    assert send_mails() == []
    _log_in(_browser(IPHONE))
    assert len(send_mails()) == 1


@pytest.mark.parametrize("cookie", ["", "x", "\x00" * 43, "a" * 10_000, "é" * 43])
def test_a_cookie_that_is_none_of_ours_is_replaced(alice: User, cookie: str, send_mails: SendMails) -> None:
    _was_here_before(alice)
    here = _browser()
    here.cookies[COOKIE] = cookie

    _log_in(here)

    assert len(here.cookies[COOKIE].value) == 43
    assert len(send_mails()) == 1


def test_a_browser_is_known_to_each_user_apart(alice: User, send_mails: SendMails) -> None:
    bob = make_user("bob@example.org")
    _was_here_before(alice)
    _was_here_before(bob)
    here = _browser()
    _log_in(here)
    here.post("/accounts/logout/")
    _log_in(here, bob.email)

    assert sorted(mail.to[0] for mail in send_mails()) == [alice.email, bob.email]
    first, second = KnownDevice.objects.values_list("digest", flat=True)
    assert first != second
    assert here.cookies[COOKIE].value not in {first, second}


def test_devices_of_long_ago_are_forgotten(alice: User) -> None:
    now = timezone.now()
    long_ago = now - timedelta(days=500)
    services.meet_device(user=alice, text="a" * 43, agent="", is_told=False, now=long_ago)

    services.meet_device(user=alice, text="b" * 43, agent="", is_told=False, now=now)

    assert KnownDevice.objects.count() == 1


def test_a_wrong_password_makes_no_browser_known(alice: User) -> None:
    here = _browser()
    here.post("/accounts/login/", {"login": alice.email, "password": "wrong"})

    assert KnownDevice.objects.count() == 0
    assert UserSession.objects.count() == 0


def test_what_was_fetched_with_the_session_of_before_does_not_end_the_log_in(alice: User) -> None:
    here, worker = _browser(), _browser()
    worker.cookies["sessionid"] = "0123456789abcdefghijklmnopqrstuv"

    answer = worker.get("/service-worker.js")

    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
    _log_in(here)
    assert here.post("/accounts/logout/").cookies["sessionid"]["max-age"] == 0
