"""Changing the mail address and the password."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import SendMails, path_in
from tests.factories import PASSWORD

ADDRESS, NEW_PASSWORD = "/accounts/email/", "another long password"


@pytest.fixture
def client(visitor: Client, alice: User) -> Client:
    """A browser in which Alice is logged in and has just shown her password once more."""
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return visitor


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(
    client: Client, alice: User, send_mails: SendMails
) -> None:
    assert client.post(ADDRESS, {"email": "new@example.org", "action_add": "1"}).status_code == 302
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert "new@example.org" in client.get(ADDRESS).content.decode()

    [mail] = send_mails()
    assert mail.to == ["new@example.org"]
    client.post(path_in(mail))

    alice.refresh_from_db()
    assert alice.email == "new@example.org"
    [notice] = send_mails()
    assert notice.to == ["alice@example.org"]
    assert "from alice@example.org to new@example.org" in notice.body
    # The old address lets nobody in any more, so a link for another password would lead nowhere.
    assert "/accounts/password/reset/" not in notice.body


def test_one_own_address_is_no_new_one_and_two_passwords_have_to_be_the_same(client: Client, alice: User) -> None:
    same = client.post(ADDRESS, {"email": alice.email, "action_add": "1"}, headers={"accept-language": "en"})
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": "and yet another one"}
    other = client.post("/accounts/password/change/", fields)

    assert "This is your address already." in same.content.decode()
    assert "These two are not the same." in other.content.decode()


def test_the_old_address_can_be_kept(client: Client, alice: User) -> None:
    client.post(ADDRESS, {"email": "new@example.org", "action_add": "1"})

    client.post(ADDRESS, {"email": "new@example.org", "action_remove": ""})

    assert client.get(ADDRESS).context.get("new_emailaddress") is None
    assert not LoginAddress.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("email", ["nobody", "", "alice@example.org"])
def test_what_is_no_new_address_is_refused(client: Client, email: str) -> None:
    assert client.post(ADDRESS, {"email": email, "action_add": "1"}).status_code == 422


def test_the_address_of_somebody_else_is_not_given_away_and_not_taken(
    client: Client, alice: User, charlie: User, send_mails: SendMails
) -> None:
    # The answer is the same as for a free address.
    assert client.post(ADDRESS, {"email": charlie.email, "action_add": "1"}).status_code == 302
    [mail] = send_mails()
    assert mail.to == [charlie.email]

    client.post(path_in(mail))

    alice.refresh_from_db()
    charlie.refresh_from_db()
    assert (alice.email, charlie.email) == ("alice@example.org", "charlie@example.org")
    assert LoginAddress.objects.get(email=charlie.email, verified=True).user == charlie


def test_a_log_in_of_long_ago_must_show_the_password_again(alice: User, alice_client: Client) -> None:
    change = {"email": "new@example.org", "action_add": "1"}

    asked = alice_client.post(ADDRESS, change)
    assert asked.headers["Location"] == f"/accounts/reauthenticate/?next={ADDRESS.replace('/', '%2F')}"
    page = asked.headers["Location"]
    assert "To be sure that it is you." in alice_client.get(page).content.decode()
    assert alice_client.post(page, {"password": "wrong"}).status_code == 422
    assert alice_client.post(page, {"password": PASSWORD}).status_code == 302
    assert "new@example.org" in alice_client.get(ADDRESS).content.decode()


def test_a_new_password_ends_the_log_ins_elsewhere_and_is_told_by_mail(
    client: Client, alice: User, alice_client: Client, send_mails: SendMails
) -> None:
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    assert client.post("/accounts/password/change/", fields).status_code == 302

    alice.refresh_from_db()
    assert alice.check_password(NEW_PASSWORD)
    assert client.get("/contacts/").status_code == 200
    assert alice_client.get("/contacts/").status_code == 302
    [notice] = send_mails()
    assert notice.subject == "Your password was changed"
    assert f"{settings.BASE_URL}/accounts/password/reset/" in notice.body


@pytest.mark.parametrize(
    "fields",
    [{"oldpassword": "wrong"}, {"password1": "short", "password2": "short"}, {"password2": "something else entirely"}],
)
def test_a_password_change_that_makes_no_sense_is_refused(client: Client, alice: User, fields: dict[str, str]) -> None:
    good = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    assert client.post("/accounts/password/change/", {**good, **fields}).status_code == 422
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_guessing_the_old_password_ends_with_a_refusal(client: Client) -> None:
    answers = [client.post("/accounts/password/change/", {"oldpassword": "wrong"}).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
