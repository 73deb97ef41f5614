"""What operators do from the command line: admins, invitations, blocking, deleting, the list of accounts."""

from __future__ import annotations

import getpass
import sys
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Invitation, LoginMail, User
from accounts.services import make_sample_user, queue_login_mail
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from reminders.services import plan_digest
from reminders.tokens.feeds import sign_feed
from reminders.tokens.mails import Act, ActToken, sign_act
from tests.accounts.conftest import SendMails
from tests.factor_makers import make_app
from tests.factories import PASSWORD, make_contact, make_feed, make_user

ADDRESS = "root@example.org"


def run(name: str, *arguments: str, **options: Any) -> str:
    """Run a command and return what it says."""
    said = StringIO()
    call_command(name, *arguments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sit at a terminal and answer questions for a password with these, in order."""
    answers: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers.pop(0))
    return answers


def _log_in(email: str, password: str = PASSWORD) -> Any:
    return Client(HTTP_HOST="localhost").post("/accounts/login/", {"login": email, "password": password})


def test_the_first_admin_types_a_password_and_can_log_in(db: None, typed: list[str]) -> None:
    typed += [PASSWORD, PASSWORD]

    said = run("create_admin", ADDRESS.title())

    assert "root@example.org is made and may operate the site, at http://localhost" in said
    assert PASSWORD not in said
    user = User.objects.get(email=ADDRESS)
    assert (user.is_staff, user.is_superuser, user.is_active) == (True, False, True)
    assert LoginAddress.objects.get(user=user).verified
    assert _log_in(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["short", "short"], "too short"),
        (["password123", "password123"], "too common"),
        (["root@example.org", "root@example.org"], "too much like"),
        ([PASSWORD, PASSWORD.upper()], "two different passwords"),
    ],
)
def test_a_password_that_will_not_do_makes_nobody(db: None, typed: list[str], answers: list[str], words: str) -> None:
    typed += answers

    with pytest.raises(CommandError, match=words):
        run("create_admin", ADDRESS)
    assert not User.objects.exists()


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "x" * 10_000 + "@example.org", "a\x00b@example.org"])
def test_what_is_no_address_makes_nobody(db: None, address: str) -> None:
    with pytest.raises(CommandError, match="valid"):
        run("create_admin", address, "--link")
    assert not User.objects.exists()


def test_without_a_terminal_a_link_is_printed_that_is_good_once_and_refuses_weak_passwords(
    db: None, client: Client
) -> None:
    link = run("create_admin", ADDRESS, "--link").splitlines()[-1]
    assert link.startswith("http://localhost")
    path = "/" + link.split("/", 3)[3]

    form = client.get(path, follow=True).request["PATH_INFO"]
    assert client.post(form, {"password1": "short", "password2": "short"}).status_code == 422
    assert client.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert _log_in(ADDRESS).status_code == 302
    again = Client(HTTP_HOST="localhost").get(path, follow=True)
    assert 'type="password"' not in again.content.decode()


def test_the_link_goes_by_mail_where_that_is_wanted(db: None, send_mails: SendMails) -> None:
    said = run("create_admin", ADDRESS, "--mail")

    [mail] = send_mails()
    assert (mail.to, mail.subject) == ([ADDRESS], "Choose the password of your account")
    assert "/accounts/password/reset/key/" in str(mail.body)
    assert "/accounts/password/reset/key/" not in said


def test_without_mail_nothing_is_promised(db: None, settings: Settings) -> None:
    settings.IS_MAIL_SET_UP = False

    with pytest.raises(CommandError, match="Use --link instead"):
        run("create_admin", ADDRESS, "--mail")
    with pytest.raises(CommandError, match="pass the link on yourself"):
        run("invite", ADDRESS, "--mail")
    assert not User.objects.exists()
    assert not Invitation.objects.exists()


def test_who_has_an_account_is_promoted_with_the_password_they_have(alice: User, typed: list[str]) -> None:
    assert "has an account and may now operate the site" in run("create_admin", "Alice@Example.org")

    alice.refresh_from_db()
    assert alice.is_staff
    assert alice.check_password(PASSWORD)
    assert run("list_users", "--admins").startswith("alice@example.org\t")
    assert "operates the site no longer" in run("create_admin", alice.email, "--demote")
    assert "did not operate" in run("create_admin", alice.email, "--demote")
    assert run("list_users", "--admins") == ""


def test_who_signed_up_with_an_address_of_others_is_not_promoted_by_it(alice: User) -> None:
    LoginAddress.objects.filter(user=alice).update(verified=False)

    with pytest.raises(CommandError, match=r"Nobody has confirmed the address alice@example\.org"):
        run("create_admin", alice.email)
    with pytest.raises(CommandError, match="add --unconfirmed"):
        run("create_admin", alice.email, "--link")
    alice.refresh_from_db()
    assert not alice.is_staff

    run("create_admin", alice.email, "--unconfirmed")
    alice.refresh_from_db()
    assert alice.is_staff


def test_nobody_blocked_and_no_sample_account_is_promoted(alice: User) -> None:
    sample = make_sample_user(language="en", time_zone="UTC")
    run("block_user", alice.email)

    for address, words in ((sample.email, "sample account"), (alice.email, "is blocked. Run unblock_user first")):
        with pytest.raises(CommandError, match=words):
            run("create_admin", address, "--link")
    assert not User.objects.filter(is_staff=True).exists()


def test_an_invitation_is_printed_or_mailed(db: None, send_mails: SendMails) -> None:
    assert "http://localhost" in run("invite")
    assert "http://localhost" in run("invite", "Dora@Example.org")
    assert "is on its way to dora@example.org" in run("invite", "dora@example.org", "--mail", "--language", "de")

    [mail] = send_mails()
    assert (mail.to, mail.subject) == (["dora@example.org"], "Einladung zu Netzwerk")
    assert list(Invitation.objects.order_by("created_at").values_list("email", flat=True)) == [
        "",
        "dora@example.org",
        "dora@example.org",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--mail"], "nobody to mail"), (["alice@example.org"], "has an account"), (["not-an-address"], "valid")],
)
def test_an_invitation_that_makes_no_sense_is_refused(alice: User, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("invite", *arguments)
    assert not Invitation.objects.exists()


def test_a_blocked_user_is_out_at_once_and_told_so_at_the_log_in(
    alice: User, alice_client: Client, charlie_client: Client
) -> None:
    alice_client.get("/contacts/")

    assert "is blocked and logged out everywhere" in run("block_user", "ALICE@example.org")
    assert "is blocked already" in run("block_user", alice.email)

    assert alice_client.get("/contacts/").status_code == 302
    refused = Client(HTTP_HOST="localhost").post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert refused.headers["Location"] == "/accounts/inactive/"
    page = alice_client.get("/accounts/inactive/").content.decode()
    assert "This account is closed" in page
    assert "Ask whoever runs this server to open it again." in page
    assert charlie_client.get("/contacts/").status_code == 200


def test_the_security_log_tells_what_operators_did_by_number_alone(
    alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="netzwerk.security"):
        run("create_admin", alice.email)
        run("create_admin", alice.email, "--demote")
        run("block_user", alice.email)
        run("unblock_user", alice.email)
        run("remove_second_factors", alice.email)
        make_app(alice)
        run("remove_second_factors", alice.email)
        run("delete_user", alice.email, "--yes")

    told = [record.getMessage() for record in caplog.records if record.name == "netzwerk.security"]
    assert told == [
        f"{what}: user {alice.pk}"
        for what in (
            "made an admin",
            "no admin any more",
            "logged out everywhere",
            "blocked",
            "unblocked",
            "second steps removed by an operator",
            "logged out everywhere",
            "account deleted",
        )
    ]


def test_links_and_mails_of_a_blocked_user_stop_and_come_back(alice: User, visitor: Client) -> None:
    contact = make_contact(alice)
    feed = reverse("reminders:calendar-feed", args=[sign_feed(make_feed(alice))])
    act = ActToken(alice.pk, contact.pk, uuid4(), Act.REST)
    links = [reverse("reminders:act", args=[sign_act(act)]), feed]
    queue_login_mail(recipient=alice.email, subject="Choose a new password", text="secret link")
    plan_digest(alice, timezone.now())
    before = [visitor.get(link).status_code for link in links]
    assert before == [200, 200]

    run("block_user", alice.email)

    assert [visitor.get(link).status_code for link in links] == [410, 404]
    assert User.objects.get(pk=alice.pk).next_digest_at is None
    assert not LoginMail.objects.exists()
    with acting_as(alice):
        assert Contact.objects.count() == 1, "nothing they have is touched"

    assert "can log in again" in run("unblock_user", alice.email)
    assert "is not blocked" in run("unblock_user", alice.email)
    assert User.objects.get(pk=alice.pk).next_digest_at is not None
    assert [visitor.get(link).status_code for link in links] == before
    assert _log_in(alice.email).headers["Location"] != "/accounts/inactive/"


def test_log_ins_are_ended_of_one_or_of_all(alice: User, alice_client: Client, charlie_client: Client) -> None:
    assert charlie_client.get("/contacts/").status_code == 200

    assert run("end_sessions", alice.email) == "1 log-in ended.\n"

    assert alice_client.get("/contacts/").status_code == 302
    assert charlie_client.get("/contacts/").status_code == 200
    assert _log_in(alice.email).status_code == 302, "and comes in again"
    run("end_sessions", "--all")
    assert charlie_client.get("/contacts/").status_code == 302
    for arguments in ([], [alice.email, "--all"]):
        with pytest.raises(CommandError, match="Say whom"):
            run("end_sessions", *arguments)


def test_a_log_in_that_nobody_noted_ends_too_and_those_of_others_stay_closed(
    alice: User, alice_client: Client, charlie: User, charlie_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for client in (alice_client, charlie_client):
        assert client.get("/contacts/").status_code == 200
    UserSession.objects.filter(user=alice).delete()
    opened: list[str] = []
    decode = Session.get_decoded

    def note(session: Session) -> dict[str, Any]:
        opened.append(session.pk)
        return decode(session)

    monkeypatch.setattr(Session, "get_decoded", note)

    assert run("end_sessions", alice.email) == "1 log-in ended.\n"

    assert opened == [alice_client.cookies["sessionid"].value]
    monkeypatch.undo()
    assert alice_client.get("/contacts/").status_code == 302
    assert charlie_client.get("/contacts/").status_code == 200


@pytest.mark.parametrize("name", ["end_sessions", "block_user", "unblock_user", "delete_user"])
def test_who_has_no_account_is_named(alice: User, name: str) -> None:
    with pytest.raises(CommandError, match=r"No account has the address nobody@example\.org"):
        run(name, "nobody@example.org")


def test_an_account_is_deleted_only_with_the_word(alice: User, charlie: User, send_mails: SendMails) -> None:
    make_contact(alice)
    with pytest.raises(CommandError, match="Add --yes if you mean it"):
        run("delete_user", alice.email)
    assert User.objects.filter(pk=alice.pk).exists()

    assert "alice@example.org is deleted" in run("delete_user", alice.email, "--yes")

    assert list(User.objects.values_list("email", flat=True)) == [charlie.email]
    [mail] = send_mails()
    assert (mail.to, mail.subject) == (["alice@example.org"], "Your account is deleted")


def test_the_list_says_who_is_there_and_nothing_they_wrote(alice: User, charlie: User) -> None:
    make_contact(alice, "Miriam Kessler")
    run("block_user", charlie.email)
    make_user("root@example.org", is_staff=True)

    lines = run("list_users").splitlines()

    joined = alice.date_joined.date().isoformat()
    assert lines == [
        f"alice@example.org\t{joined}\tnever\tactive",
        f"charlie@example.org\t{joined}\tnever\tblocked",
        f"root@example.org\t{joined}\tnever\tactive, admin",
    ]
    assert run("list_users", "--blocked").splitlines() == [lines[1]]
