"""Logging in and out, and a forgotten password."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import SendMails, path_in
from tests.factories import PASSWORD

NEW_PASSWORD = "another long password"


def _log_in(client: Client, password: str = PASSWORD, email: str = "alice@example.org") -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


def test_the_right_password_leads_to_today(visitor: Client, alice: User) -> None:
    response = visitor.post("/accounts/login/", {"login": "Alice@example.org", "password": PASSWORD})

    assert response.headers["Location"] == "/"
    assert visitor.get("/contacts/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor: Client, alice: User) -> None:
    wrong = visitor.post("/accounts/login/", {"login": "alice@example.org", "password": "wrong"})
    unknown = visitor.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong"})

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_after_the_log_in_one_is_where_one_wanted_to_be_but_never_elsewhere(visitor: Client, alice: User) -> None:
    fields = {"login": "alice@example.org", "password": PASSWORD}

    assert visitor.get("/contacts/").headers["Location"] == "/accounts/login/?next=/contacts/"
    assert visitor.post("/accounts/login/?next=/goals/", fields).headers["Location"] == "/goals/"
    visitor.post("/accounts/logout/")
    elsewhere = visitor.post("/accounts/login/?next=https://evil.example.com/", fields)
    assert elsewhere.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("http://localhost/contacts/?q=Zo%C3%AB#found", "?next=/contacts/%3Fq%3DZo%25C3%25AB"),
        ("http://evil.example.com/contacts/", ""),
        ("http://localhost//evil.example.com/", ""),
        ("http://[/", ""),
        ("", ""),
    ],
)
def test_a_click_that_comes_too_late_leads_back_to_its_page(visitor: Client, page: str, leads_to: str) -> None:
    """The log-in has ended meanwhile; neither where a form goes nor a part of a page is a place to come back to."""
    part = visitor.get("/contacts/search/palette/?q=a", headers={"hx-request": "true", "hx-current-url": page})
    form = visitor.post("/contacts/new/", {"name": "Ruth"}, headers={"referer": page})

    assert part.headers["Location"] == form.headers["Location"] == f"/accounts/login/{leads_to}"


def test_logging_out_needs_a_click_and_leads_to_the_first_page(alice_client: Client) -> None:
    assert "Log out of Netzwerk?" in alice_client.get("/accounts/logout/").content.decode()
    assert alice_client.get("/contacts/").status_code == 200

    assert alice_client.post("/accounts/logout/").headers["Location"] == "/"
    assert alice_client.get("/contacts/").status_code == 302


def test_whoever_logs_out_leaves_no_page_and_no_photo_in_the_browser(alice_client: Client, visitor: Client) -> None:
    assert "Clear-Site-Data" not in alice_client.get("/accounts/logout/")
    assert alice_client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in visitor.post("/accounts/logout/")


def test_a_forgotten_password_is_replaced_by_mail(visitor: Client, alice: User, send_mails: SendMails) -> None:
    visitor.post("/accounts/password/reset/", {"email": "alice@example.org"})
    [mail] = send_mails()
    form = visitor.get(path_in(mail), follow=True)
    page = form.redirect_chain[-1][0]

    assert visitor.post(page, {"password1": "short"}).status_code == 422
    response = visitor.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert response.headers["Location"] == "/accounts/password/reset/key/done/"
    assert _log_in(visitor) == 422
    assert _log_in(visitor, NEW_PASSWORD) == 302
    [notice] = send_mails()
    assert notice.subject == "Your password was changed"
    assert "does not work" in visitor.get(path_in(mail), follow=True).content.decode()


def test_asking_for_an_unknown_address_tells_the_asker_nothing(
    visitor: Client, alice: User, send_mails: SendMails
) -> None:
    known = visitor.post("/accounts/password/reset/", {"email": "alice@example.org"})
    unknown = visitor.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert [mail.to for mail in send_mails()] == [["alice@example.org"], ["nobody@example.org"]]


def test_a_closed_account_stays_closed(visitor: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    response = visitor.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD}, follow=True)

    assert "This account is closed" in response.content.decode()
    assert visitor.get("/contacts/").status_code == 302


@pytest.mark.parametrize(
    ("address", "fields", "limit"),
    [
        ("/accounts/login/", {"login": "alice@example.org", "password": "wrong"}, 30),
        ("/accounts/signup/", {"email": "nobody", "password1": "x"}, 20),
        ("/accounts/password/reset/", {"email": "alice@example.org"}, 5),
    ],
)
def test_too_many_attempts_are_refused_with_a_page(
    visitor: Client, alice: User, address: str, fields: dict[str, str], limit: int
) -> None:
    for _attempt in range(limit):
        assert visitor.post(address, fields).status_code in {302, 422}

    response = visitor.post(address, fields)

    assert response.status_code == 429
    assert "a little too often" in response.content.decode()


def test_after_a_few_wrong_passwords_even_the_right_one_waits(visitor: Client, alice: User) -> None:
    for _attempt in range(5):
        assert _log_in(visitor, "wrong") == 422

    assert _log_in(visitor) == 422
    assert visitor.get("/contacts/").status_code == 302


def test_claiming_another_address_does_not_start_the_count_anew(visitor: Client, alice: User) -> None:
    for attempt in range(30):
        visitor.post(
            "/accounts/login/",
            {"login": "alice@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"198.51.100.{attempt}"},
        )

    refused = visitor.post("/accounts/login/", {}, headers={"x-forwarded-for": "203.0.113.1"})
    assert refused.status_code == 429


def test_a_wrong_password_is_answered_in_our_words(visitor: Client, alice: User) -> None:
    response = visitor.post("/accounts/login/", {"login": "alice@example.org", "password": "wrong"})

    assert "Address and password do not belong together." in response.content.decode()


def test_whose_account_is_closed_is_told_so_by_mail_and_offered_no_other(
    visitor: Client, alice: User, send_mails: SendMails
) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    response = visitor.post("/accounts/password/reset/", {"email": "Alice@example.org"})

    assert response.headers["Location"] == "/accounts/password/reset/done/"
    [mail] = send_mails()
    assert mail.subject == "Your account is closed"
    assert "Ask whoever runs this server to open it again." in mail.body
    assert "/accounts/" not in mail.body


def test_a_mail_about_an_account_speaks_its_language_whatever_the_browser_speaks(
    visitor: Client, alice: User, send_mails: SendMails
) -> None:
    visitor.post("/accounts/password/reset/", {"email": alice.email}, headers={"accept-language": "de"})

    [mail] = send_mails()
    assert mail.subject == "Choose a new password"
    assert mail.body.startswith("Hello,")
