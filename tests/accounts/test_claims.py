"""An address that somebody typed as their new one and never confirmed is in nobody's way, and is nobody's way in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services.claims import forget_unconfirmed
from tests.accounts.conftest import SendMails, path_in
from tests.accounts.elsewhere_browser import go
from tests.factories import PASSWORD
from tests.provider import let_know

OWNERS = "owner@example.org"
NEW = {"email": OWNERS, "password1": "correct horse battery staple"}


def _later() -> None:
    """Let the minutes pass for which one address gets no second mail."""
    cache.clear()


@pytest.fixture(autouse=True)
def _claim(db: None, alice: User) -> EmailAddress:
    """Alice typed the address of somebody else as her new one."""
    return EmailAddress.objects.create(user=alice, email=OWNERS)


def _addresses(user: User) -> set[tuple[str, bool]]:
    return set(EmailAddress.objects.filter(user=user).values_list("email", "verified"))


def test_its_owner_signs_up_and_confirms_it(visitor: Client, alice: User, send_mails: SendMails) -> None:
    page = visitor.post("/accounts/signup/", {**NEW, "email": "Owner@example.org"}, follow=True)
    assert "look into your mail" in page.content.decode()
    [mail] = send_mails()
    assert "already" not in mail.subject
    assert (OWNERS, False) in _addresses(alice), "nothing is proved yet"

    visitor.post(path_in(mail))

    owner = User.objects.get(email=OWNERS)
    assert _addresses(owner) == {(OWNERS, True)}
    assert _addresses(alice) == {("alice@example.org", True)}
    assert visitor.get("/contacts/").status_code == 200


def test_the_link_of_the_one_who_was_slower_is_worth_nothing(
    visitor: Client, known: Client, alice: User, send_mails: SendMails
) -> None:
    EmailAddress.objects.filter(email=OWNERS).delete()
    known.post("/accounts/email/", {"email": OWNERS, "action_add": "1"})
    [slow] = send_mails()
    _later()
    other = Client(HTTP_HOST="localhost")
    other.post("/accounts/signup/", NEW)
    other.post(path_in(send_mails()[0]))

    known.post(path_in(slow))

    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert User.objects.get(email=OWNERS) != alice


@pytest.mark.usefixtures("company")
def test_its_owner_comes_by_a_provider_that_has_checked_it(visitor: Client, alice: User, provider: str) -> None:
    go(visitor, let_know(provider, "owner", email=OWNERS, email_verified=True))

    assert _addresses(User.objects.get(email=OWNERS)) == {(OWNERS, True)}
    assert (OWNERS, False) not in _addresses(alice)
    assert visitor.get("/contacts/").status_code == 200


@pytest.mark.usefixtures("company")
def test_by_a_provider_that_has_not_checked_it_a_mail_does(
    visitor: Client, alice: User, provider: str, send_mails: SendMails
) -> None:
    page = go(visitor, let_know(provider, "unsure", email=OWNERS, email_verified=False))
    assert "Sign up" in page.content.decode()
    visitor.post("/accounts/elsewhere/signup/", {"email": OWNERS})
    assert (OWNERS, False) in _addresses(alice)

    visitor.post(path_in(send_mails()[0]))

    assert _addresses(User.objects.get(email=OWNERS)) == {(OWNERS, True)}
    assert (OWNERS, False) not in _addresses(alice)


def test_another_user_confirms_it_as_their_new_one(
    charlie: User, charlie_client: Client, alice: User, send_mails: SendMails
) -> None:
    charlie_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    charlie_client.post("/accounts/email/", {"email": OWNERS, "action_add": "1"})

    charlie_client.post(path_in(send_mails()[0]))

    charlie.refresh_from_db()
    assert charlie.email == OWNERS
    assert _addresses(alice) == {("alice@example.org", True)}


def test_its_owner_gets_no_link_into_the_account_of_whoever_typed_it(visitor: Client, send_mails: SendMails) -> None:
    visitor.post("/accounts/password/reset/", {"email": OWNERS})

    assert all("/password/reset/key/" not in str(mail.body) for mail in send_mails())


@pytest.mark.parametrize("email", ["alice@example.org", "Alice@example.org"])
def test_an_address_that_is_confirmed_stays_taken(
    visitor: Client, alice: User, send_mails: SendMails, email: str
) -> None:
    visitor.post("/accounts/signup/", {**NEW, "email": email})

    assert "already" in send_mails()[0].subject
    assert User.objects.filter(email="alice@example.org").count() == 1


def test_an_account_that_was_never_confirmed_becomes_the_owners_by_a_link(
    visitor: Client, send_mails: SendMails
) -> None:
    Client(HTTP_HOST="localhost").post("/accounts/signup/", NEW)
    send_mails()
    _later()
    visitor.post("/accounts/signup/", {**NEW, "password1": "another long password"})
    assert "already" in send_mails()[0].subject
    visitor.post("/accounts/password/reset/", {"email": OWNERS})
    form = visitor.get(path_in(send_mails()[0]), follow=True).redirect_chain[-1][0]

    visitor.post(form, {"password1": "another long password", "password2": "another long password"})

    _later()
    visitor.post("/accounts/login/", {"login": OWNERS, "password": "another long password"})
    visitor.post(path_in(send_mails()[-1]))
    assert _addresses(User.objects.get(email=OWNERS)) == {(OWNERS, True)}
    assert visitor.get("/contacts/").status_code == 200


def test_an_account_never_confirmed_gives_way_to_whoever_confirms_the_address(
    charlie: User, charlie_client: Client, send_mails: SendMails
) -> None:
    Client(HTTP_HOST="localhost").post("/accounts/signup/", NEW)
    send_mails()
    _later()
    charlie_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    charlie_client.post("/accounts/email/", {"email": OWNERS, "action_add": "1"})

    answer = charlie_client.post(path_in(send_mails()[0]))

    assert answer.status_code == 302
    assert User.objects.get(email=OWNERS) == charlie


def test_an_account_that_is_used_keeps_its_address_though_it_was_never_confirmed(
    alice: User, charlie: User, charlie_client: Client
) -> None:
    EmailAddress.objects.filter(user=alice).update(verified=False)
    User.objects.filter(pk=alice.pk).update(last_login=timezone.now())
    typed = EmailAddress.objects.create(user=charlie, email=alice.email)

    charlie_client.post(f"/accounts/confirm-email/{EmailConfirmationHMAC(typed).key}/")

    charlie.refresh_from_db()
    assert charlie.email == "charlie@example.org"
    assert User.objects.filter(pk=alice.pk, email="alice@example.org").exists()


def test_accounts_that_nobody_confirmed_go_after_two_weeks(alice: User) -> None:
    now = timezone.now()
    for address, days, is_in in (("old@x.org", 15, False), ("young@x.org", 13, False), ("used@x.org", 15, True)):
        user = User.objects.create_user(address, PASSWORD)
        EmailAddress.objects.create(user=user, email=address, primary=True)
        joined = now - timedelta(days=days)
        User.objects.filter(pk=user.pk).update(date_joined=joined, last_login=joined if is_in else None)
    User.objects.filter(pk=alice.pk).update(date_joined=now - timedelta(days=99), last_login=None)

    assert (forget_unconfirmed(now), forget_unconfirmed(now)) == (1, 0)

    assert set(User.objects.values_list("email", flat=True)) == {"alice@example.org", "young@x.org", "used@x.org"}
