"""Asked again with an account elsewhere alone: by the provider, once more, and by nothing of somebody else."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from accounts import services
from accounts.models import AppPassword, User
from accounts.reauthentication import ASKED
from tests.accounts.conftest import SendMails, path_in
from tests.accounts.elsewhere_browser import ELSEWHERE, come_back, go, set_out
from tests.accounts.factor_browser import BASE
from tests.factor_makers import code_of, make_app
from tests.provider import let_know

pytestmark = pytest.mark.usefixtures("company")

AGAIN = "/accounts/reauthenticate/elsewhere/"
PASSWORDS = {"password1": "another long password", "password2": "another long password"}
DANGEROUS = [
    f"{BASE}/app/add/",
    f"{BASE}/passkeys/add/",
    "/settings/app-passwords/new/",
    "/settings/delete/",
    "/accounts/password/set/",
]


def _sub(provider: str, *, seconds_ago: float = 0, sub: str = "dana", **more: object) -> str:
    """Let the provider say that it has asked so many seconds ago."""
    said = {"email": f"{sub}@example.org", "email_verified": True, "auth_time": int(time.time() - seconds_ago)}
    return let_know(provider, sub, **{**said, **more})


@pytest.fixture
def dana(visitor: Client, provider: str) -> User:
    """Somebody who came by an account elsewhere and has nothing else."""
    go(visitor, _sub(provider))
    return User.objects.get(email="dana@example.org")


def _again(client: Client, sub: str, following: str = "/settings/") -> str:
    """Show once more who one is; return where that leads."""
    page = go(client, sub, f"process=reauthenticate&next={following}")
    return str(page.redirect_chain[-1][0])  # type: ignore[attr-defined]  # of the test client


@pytest.mark.parametrize("path", DANGEROUS)
def test_what_is_dangerous_asks_over_there(visitor: Client, dana: User, provider: str, path: str) -> None:
    asked = visitor.get(path)
    assert asked.headers["Location"] == f"{AGAIN}?next={path.replace('/', '%2F')}"
    page = visitor.get(asked.headers["Location"])
    assert "Go on with Our company" in page.content.decode()
    assert page.context["ways"][0]["url"].endswith(f"?process=reauthenticate&next={path.replace('/', '%2F')}")

    assert _again(visitor, _sub(provider), path) == path

    assert visitor.get(path).status_code == 200


def test_an_address_a_disconnection_and_a_deletion_ask_too(visitor: Client, dana: User, provider: str) -> None:
    account = SocialAccount.objects.create(user=dana, provider="company", uid="another")
    changes = [
        ("/accounts/email/", {"email": "new@example.org", "action_add": "1"}),
        (ELSEWHERE, {"account": str(account.pk)}),
        ("/settings/delete/", {"when": "now"}),
    ]

    for path, fields in changes:
        assert visitor.post(path, fields).headers["Location"].startswith(AGAIN)

    assert User.objects.filter(pk=dana.pk).exists()
    assert not dana.emailaddress_set.filter(email="new@example.org").exists()  # type: ignore[attr-defined]
    assert SocialAccount.objects.filter(pk=account.pk).exists()


def test_what_was_sent_is_done_after_it(visitor: Client, dana: User, provider: str) -> None:
    fields = {"email": "new@example.org", "action_add": "1"}
    visitor.post("/accounts/email/", fields)

    _again(visitor, _sub(provider), "/accounts/email/")

    assert dana.emailaddress_set.filter(email="new@example.org").exists()  # type: ignore[attr-defined]


def test_connecting_another_account_asks_and_goes_on(visitor: Client, dana: User, provider: str) -> None:
    other = let_know(provider, "work", email="work@example.org")
    answer = come_back(visitor, set_out(visitor, "process=connect"), other, follow=False)
    assert answer.headers["Location"] == "/accounts/reauthenticate/"
    assert visitor.get("/accounts/reauthenticate/").headers["Location"].startswith(AGAIN)
    assert SocialAccount.objects.filter(user=dana).count() == 1

    _again(visitor, _sub(provider))

    assert SocialAccount.objects.filter(user=dana).count() == 2


def test_the_provider_is_told_to_ask(visitor: Client, dana: User) -> None:
    query = parse_qs(urlsplit(set_out(visitor, "process=reauthenticate&auth_params=prompt%3Dnone")).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])

    query = parse_qs(urlsplit(set_out(visitor)).query)
    assert not {"prompt", "max_age"} & set(query)
    assert "prompt=select_account" in ASKED["google"], "Google knows no prompt=login"


@pytest.mark.parametrize("auth_time", [None, "now", 0, True, {"a": 1}])
def test_a_provider_that_has_not_asked_proves_nothing(
    visitor: Client, dana: User, provider: str, auth_time: object
) -> None:
    page = go(visitor, _sub(provider, auth_time=auth_time), "process=reauthenticate&next=/settings/delete/")

    assert "has not asked who you are" in page.content.decode()
    assert visitor.get("/settings/delete/").headers["Location"].startswith(AGAIN)


def test_it_holds_for_minutes_as_a_password_does(
    visitor: Client, dana: User, provider: str, settings: Settings
) -> None:
    page = go(visitor, _sub(provider, seconds_ago=301), "process=reauthenticate&next=/settings/delete/")
    assert "has not asked" in page.content.decode()

    assert _again(visitor, _sub(provider, seconds_ago=200), "/settings/delete/") == "/settings/delete/"

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert visitor.get("/settings/delete/").headers["Location"].startswith(AGAIN)


def test_another_account_over_there_proves_nothing(visitor: Client, dana: User, alice: User, provider: str) -> None:
    known = _sub(provider, sub="alice-there")
    SocialAccount.objects.create(user=alice, provider="company", uid=known)
    users = User.objects.count()

    for sub in (known, _sub(provider, sub="nobody-here"), _sub(provider, sub="dana2", email="dana@example.org")):
        page = go(visitor, sub, "process=reauthenticate&next=/settings/delete/")
        assert "not the account with which you log in" in page.content.decode()
        assert visitor.get("/settings/delete/").headers["Location"].startswith(AGAIN)

    assert User.objects.count() == users, "nobody was signed up"
    assert SocialAccount.objects.count() == 2, "nothing was connected"
    assert visitor.get("/settings/").context["user"] == dana, "nobody else was logged in"


def test_a_visitor_is_not_logged_in_by_it(provider: str, dana: User) -> None:
    other = Client(HTTP_HOST="localhost")

    go(other, _sub(provider), "process=reauthenticate&next=/settings/")

    assert other.get("/settings/").headers["Location"].startswith("/accounts/login/")


def test_whoever_has_a_password_is_asked_for_that(alice_client: Client, alice: User, provider: str) -> None:
    SocialAccount.objects.create(user=alice, provider="company", uid=_sub(provider))

    assert _again(alice_client, "dana", "/settings/app-passwords/new/").startswith("/accounts/reauthenticate/?next=")
    assert alice_client.get("/settings/app-passwords/new/").headers["Location"].startswith("/accounts/reauthenticate/?")
    assert AppPassword.objects.count() == 0


def test_whoever_has_a_second_step_is_asked_for_that(visitor: Client, dana: User, provider: str) -> None:
    make_app(dana)

    _again(visitor, _sub(provider), f"{BASE}/app/remove/")

    assert visitor.get(f"{BASE}/app/remove/").headers["Location"].startswith(f"{BASE}/reauthenticate/")
    assert Authenticator.objects.filter(user=dana).exists()


@pytest.mark.parametrize("following", ["https://evil.example", "//evil.example", "x", "\x00", "/" + "x" * 10_000])
def test_it_leads_to_pages_of_ours_alone(visitor: Client, dana: User, provider: str, following: str) -> None:
    page = visitor.get(AGAIN, {"next": following})
    assert page.context["ways"][0]["url"].endswith("next=%2Fsettings%2F")
    _again(visitor, _sub(provider))

    assert visitor.get(AGAIN, {"next": following}).headers["Location"] == "/settings/"


def test_without_any_way_a_password_comes_by_mail(
    visitor: Client, dana: User, settings: Settings, send_mails: SendMails
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}

    asked = visitor.get("/settings/delete/", follow=True)

    assert "Choose one by a link" in asked.content.decode()
    visitor.post("/accounts/password/reset/", {"email": dana.email})
    form = visitor.get(path_in(send_mails()[0]), follow=True).redirect_chain[-1][0]
    assert visitor.post(form, PASSWORDS).status_code == 302
    visitor.post("/accounts/login/", {"login": dana.email, "password": PASSWORDS["password1"]})
    assert visitor.get("/settings/delete/").status_code == 200


def test_where_no_mails_are_sent_it_says_whom_to_ask(visitor: Client, dana: User, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS, settings.IS_MAIL_SET_UP = {}, False

    assert "Whoever runs this site" in visitor.get(AGAIN).content.decode()


def test_sample_accounts_are_asked_nothing(client: Client, db: None) -> None:
    client.force_login(services.make_sample_user(language="en", time_zone="UTC"))

    assert client.get("/settings/delete/").status_code == 200
    assert client.get(AGAIN).headers["Location"] == "/settings/"


def test_a_required_second_step_is_set_up_after_it(
    visitor: Client, dana: User, provider: str, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "required"
    add = f"{BASE}/app/add/"
    assert visitor.get("/contacts/").headers["Location"] == f"{BASE}/"
    assert visitor.get(add).headers["Location"].startswith(AGAIN)
    assert visitor.get(AGAIN).status_code == 200

    assert _again(visitor, _sub(provider), add) == add

    visitor.post(add, {"code": code_of(str(visitor.get(add).context["form"].secret))})
    assert visitor.get("/contacts/").status_code == 200
