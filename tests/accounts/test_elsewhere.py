"""Logging in with an account elsewhere, against a provider that runs here: whose account it is, and who gets none."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import services
from accounts.models import User
from netzwerk.settings.providers import read_providers
from tests.accounts.conftest import SendMails, path_in
from tests.accounts.elsewhere_browser import ELSEWHERE, LOGIN, come_back, go, set_out
from tests.factories import PASSWORD
from tests.provider import let_know

pytestmark = pytest.mark.usefixtures("company")


def test_there_is_a_button_only_where_a_provider_is_set_up(visitor: Client, settings: Settings) -> None:
    for path in ("/accounts/login/", "/accounts/signup/"):
        assert "Go on with Our company" in visitor.get(path).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    for path in ("/accounts/login/", "/accounts/signup/"):
        assert "Go on with" not in visitor.get(path).content.decode()
    assert visitor.post(LOGIN).status_code == 404
    for name in ("google", "github", "microsoft", "apple"):
        assert visitor.post(f"/accounts/{name}/login/").status_code == 404
        assert visitor.get(f"/accounts/{name}/login/callback/").status_code in {302, 404, 405}


def test_setting_out_carries_state_and_a_challenge_and_wants_a_click(visitor: Client, provider: str) -> None:
    assert "tells us who you are" in visitor.get(LOGIN).content.decode()

    query = parse_qs(urlsplit(set_out(visitor, "process=login&scope=all&auth_params=redirect_uri%3Dx")).query)

    assert query["code_challenge_method"] == ["S256"]
    assert len(query["state"][0]) >= 16
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    assert query["redirect_uri"] == ["http://localhost/accounts/oidc/company/login/callback/"]


def test_whoever_is_new_gets_an_account_without_a_password(
    visitor: Client, provider: str, send_mails: SendMails
) -> None:
    sub = let_know(provider, "n1", email="Dana@Example.org", email_verified=True, given_name="Dana", picture="x")

    page = go(visitor, sub, time_zone="America/Lima")

    user = User.objects.get()
    assert page.redirect_chain[-1][0] == "/goals/start/"  # type: ignore[attr-defined]  # of the test client
    assert (user.email, user.first_name, user.time_zone) == ("dana@example.org", "Dana", "America/Lima")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert SocialAccount.objects.get().extra_data == {"email": "dana@example.org"}
    assert SocialToken.objects.count() == 0
    assert user.next_digest_at is not None, "the apps heard of the address"
    assert send_mails() == []


def test_an_address_that_the_provider_has_not_checked_is_confirmed_by_mail(
    visitor: Client, provider: str, send_mails: SendMails
) -> None:
    sub = let_know(provider, "n2", email="dana@example.org", email_verified=False)

    go(visitor, sub)

    assert visitor.get("/contacts/").status_code == 302
    [mail] = send_mails()
    visitor.post(path_in(mail))
    assert visitor.get("/contacts/").status_code == 200


def test_without_an_address_the_sign_up_asks_for_it(visitor: Client, provider: str) -> None:
    page = go(visitor, let_know(provider, "n3"))
    assert "Only your mail address is missing." in page.content.decode()

    assert visitor.post("/accounts/elsewhere/signup/", {"email": "nobody"}).status_code == 422
    assert visitor.post("/accounts/elsewhere/signup/", {"email": "Dana@example.org"}).status_code == 302
    assert User.objects.get().email == "dana@example.org"
    assert visitor.get("/contacts/").status_code == 302, "the address is not confirmed"


def test_the_second_time_one_is_in_at_once(visitor: Client, provider: str) -> None:
    sub = let_know(provider, "n4", email="dana@example.org", email_verified=True)
    go(visitor, sub)
    visitor.post("/accounts/logout/")

    page = go(visitor, sub, "process=login&next=/contacts/")

    assert page.redirect_chain[-1][0] == "/contacts/"  # type: ignore[attr-defined]
    assert User.objects.count() == 1


def test_both_sides_have_proved_the_address_so_it_is_one_account(
    visitor: Client, provider: str, alice: User, send_mails: SendMails
) -> None:
    sub = let_know(provider, "a1", email=alice.email, email_verified=True)

    go(visitor, sub)

    assert visitor.get("/contacts/").status_code == 200
    assert SocialAccount.objects.get().user == alice
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    assert "connected" in send_mails()[0].subject


def test_an_address_that_is_not_confirmed_here_is_joined_by_nobody(visitor: Client, provider: str, alice: User) -> None:
    EmailAddress.objects.filter(user=alice).update(verified=False)
    sub = let_know(provider, "a2", email=alice.email, email_verified=True)

    page = go(visitor, sub)

    assert page.status_code == 403
    assert "log in to it first" in page.content.decode()
    assert SocialAccount.objects.count() == 0
    assert visitor.get("/contacts/").status_code == 302


def test_an_address_that_the_provider_has_not_checked_is_joined_by_nobody(
    visitor: Client, provider: str, alice: User, send_mails: SendMails
) -> None:
    sub = let_know(provider, "a3", email=alice.email, email_verified=False)

    page = go(visitor, sub)

    assert "look into your mail" in page.content.decode(), "nobody learns that there is an account"
    assert "already" in send_mails()[0].subject
    assert SocialAccount.objects.count() == 0
    assert visitor.get("/contacts/").status_code == 302


def test_an_operator_can_let_no_address_of_a_provider_prove_anything(
    visitor: Client, provider: str, alice: User, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["email_authentication"] = False

    page = go(visitor, let_know(provider, "a4", email=alice.email, email_verified=True))

    assert page.status_code == 403
    assert SocialAccount.objects.count() == 0


def test_a_closed_account_stays_closed(visitor: Client, provider: str, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    page = go(visitor, let_know(provider, "a5", email=alice.email, email_verified=True))

    assert "This account is closed" in page.content.decode()
    assert visitor.get("/contacts/").status_code == 302


def test_whoever_waited_with_somebody_elses_address_is_put_out_by_a_new_password(
    visitor: Client, provider: str, send_mails: SendMails
) -> None:
    sub = let_know(provider, "evil", email="dana@example.org", email_verified=False)
    go(visitor, sub)
    send_mails()
    dana = Client(HTTP_HOST="localhost")
    dana.post("/accounts/password/reset/", {"email": "dana@example.org"})
    form = dana.get(path_in(send_mails()[0]), follow=True).redirect_chain[-1][0]

    dana.post(form, {"password1": "another long password", "password2": "another long password"})

    assert SocialAccount.objects.count() == 0
    go(visitor, sub)
    assert visitor.get("/contacts/").status_code == 302


def _sure(client: Client) -> None:
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def test_an_account_is_connected_and_disconnected(
    alice_client: Client, provider: str, alice: User, send_mails: SendMails
) -> None:
    sub = let_know(provider, "c1", email="other@example.org", email_verified=False)
    _sure(alice_client)

    page = go(alice_client, sub, "process=connect")

    assert "other@example.org" in page.content.decode()
    assert "Connected. From now on you can log in with it." in page.content.decode()
    account = SocialAccount.objects.get(user=alice)
    gone = alice_client.post(ELSEWHERE, {"account": account.pk}, follow=True)
    assert "Disconnected." in gone.content.decode()
    assert SocialAccount.objects.count() == 0
    assert [mail.subject for mail in send_mails()] == [
        "Another account is connected", "Another account is disconnected",
    ]  # fmt: skip


def test_connecting_asks_who_it_is(alice_client: Client, provider: str) -> None:
    sub = let_know(provider, "c2", email="other@example.org", email_verified=True)

    answer = come_back(alice_client, set_out(alice_client, "process=connect"), sub, follow=False)

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert SocialAccount.objects.count() == 0
    alice_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.count() == 1


def test_the_account_of_somebody_else_is_not_connected(
    visitor: Client, alice_client: Client, provider: str, charlie: User
) -> None:
    sub = let_know(provider, "c3", email=charlie.email, email_verified=True)
    go(visitor, sub)
    _sure(alice_client)

    page = go(alice_client, sub, "process=connect")

    assert "connected with another account here" in page.content.decode()
    assert SocialAccount.objects.get().user == charlie


def test_the_last_way_in_stays(visitor: Client, provider: str) -> None:
    said = {"email": "dana@example.org", "email_verified": True, "auth_time": int(timezone.now().timestamp())}
    go(visitor, let_know(provider, "l1", **said))
    account = SocialAccount.objects.get()

    refused = visitor.post(ELSEWHERE, {"account": account.pk})

    assert refused.status_code == 422
    assert "Choose a password first" in refused.content.decode()
    SocialAccount.objects.create(user=account.user, provider="google", uid="1")
    assert visitor.post(ELSEWHERE, {"account": account.pk}).status_code == 422, "Google is not set up"
    words = {"password1": "another long password", "password2": "another long password"}
    assert visitor.get("/accounts/password/change/").headers["Location"] == "/accounts/password/set/"
    go(visitor, "l1", "process=reauthenticate&next=/accounts/password/set/")
    assert visitor.post("/accounts/password/set/", {**words, "password2": "x"}).status_code == 422
    assert visitor.post("/accounts/password/set/", words).status_code == 302
    assert visitor.post("/accounts/reauthenticate/", {"password": words["password1"]}).status_code == 302
    assert visitor.post(ELSEWHERE, {"account": account.pk}).status_code == 302
    assert not SocialAccount.objects.filter(pk=account.pk).exists()


@pytest.mark.parametrize("account", ["", "0", "x", "99999999999999999999", "\x00", "1" * 10_000])
def test_other_numbers_disconnect_nothing(alice_client: Client, account: str) -> None:
    assert alice_client.post(ELSEWHERE, {"account": account}).status_code == 422


def test_a_stranger_disconnects_nothing(alice: User, charlie_client: Client) -> None:
    account = SocialAccount.objects.create(user=alice, provider="company", uid="1")

    assert charlie_client.post(ELSEWHERE, {"account": account.pk}).status_code == 422
    assert SocialAccount.objects.count() == 1


def test_a_log_in_that_this_visit_did_not_begin_is_refused(visitor: Client, provider: str) -> None:
    sub = let_know(provider, "s1", email="dana@example.org", email_verified=True)
    target = set_out(visitor)

    stolen = come_back(Client(HTTP_HOST="localhost"), target, sub)

    assert stolen.status_code == 401
    assert "did not let you in" in stolen.content.decode()
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["", "code=x", "code=x&state=y", "error=server_error&state=y", "code=%00&state=%00", "state=" + "x" * 5000]
)
def test_what_comes_back_wrong_is_a_page_and_no_error(visitor: Client, query: str) -> None:
    set_out(visitor)

    assert visitor.get(f"{LOGIN}callback/?{query}").status_code == 401


def test_whoever_turns_back_is_told_so(visitor: Client) -> None:
    state = parse_qs(urlsplit(set_out(visitor)).query)["state"][0]

    page = visitor.get(f"{LOGIN}callback/?error=access_denied&state={state}", follow=True)

    assert "nothing happened" in page.content.decode()


def test_a_provider_that_does_not_answer_is_a_sentence(visitor: Client, settings: Settings) -> None:
    company = {"name": "Away", "server": "http://localhost:9", "client_id": "netzwerk", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = read_providers(json.dumps({"company": company}))

    page = visitor.post(LOGIN)

    assert page.status_code == 502
    assert "does not answer" in page.content.decode()


def test_it_obeys_how_the_site_takes_people_in(visitor: Client, provider: str, settings: Settings) -> None:
    sub = let_know(provider, "i1", email="dana@example.org", email_verified=True)
    settings.SIGN_UP = "closed"
    assert "takes in nobody new" in go(visitor, sub).content.decode()
    settings.SIGN_UP = "invited"
    assert "By invitation" in go(visitor, sub).content.decode()
    now = timezone.now()
    visitor.get(urlsplit(services.invite(email="eve@example.org", now=now)).path)
    assert "for another address" in go(visitor, sub).content.decode()
    assert User.objects.count() == 0

    visitor.get(urlsplit(services.invite(email="dana@example.org", now=now)).path)
    go(visitor, sub)

    assert User.objects.get().email == "dana@example.org"
    other = Client(HTTP_HOST="localhost")
    visitor.get("/")
    assert "By invitation" in go(other, let_know(provider, "i2", email="x@example.org")).content.decode()


def test_an_account_from_before_logs_in_where_nobody_new_is_taken_in(
    visitor: Client, provider: str, alice: User, settings: Settings
) -> None:
    settings.SIGN_UP = "closed"
    SocialAccount.objects.create(user=alice, provider="company", uid=let_know(provider, "i3"))

    go(visitor, "i3")

    assert visitor.get("/contacts/").status_code == 200


def test_a_new_browser_is_told_here_as_well(visitor: Client, provider: str, alice: User, send_mails: SendMails) -> None:
    User.objects.filter(pk=alice.pk).update(last_login=timezone.now() - timedelta(days=3))
    SocialAccount.objects.create(user=alice, provider="company", uid=let_know(provider, "d1"))

    go(visitor, "d1")

    assert "new browser" in send_mails()[0].subject


@pytest.mark.parametrize(
    "claims", [{"name": "a\x00b", "email": "dana@example.org"}, {"email": "x" * 5000}, {"email": "\x00"}]
)
def test_odd_claims_do_no_harm(visitor: Client, provider: str, claims: dict[str, str]) -> None:
    assert go(visitor, let_know(provider, "odd", **claims)).status_code in {200, 401, 502}


def test_sample_accounts_connect_nothing(client: Client, db: None) -> None:
    client.force_login(services.make_sample_user(language="en", time_zone="UTC"))

    assert client.get(ELSEWHERE).headers["Location"] == "/settings/"


def test_everything_goes_with_the_account(alice: User) -> None:
    SocialAccount.objects.create(user=alice, provider="company", uid="1")

    services.delete_user(user=alice, now=timezone.now())

    assert SocialAccount.objects.count() == 0
