"""The settings page, language, theme, and the sample account."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as

GOOD = {"first_name": "Alice", "language": "de-du", "time_zone": "America/Lima", "leap_day": "mar1"}


def test_settings_are_saved_and_the_page_speaks_the_new_language(alice: User, alice_client: Client) -> None:
    response = alice_client.post("/settings/", GOOD, follow=True)

    alice.refresh_from_db()
    assert (alice.language, alice.time_zone, alice.leap_day) == ("de-du", "America/Lima", "mar1")
    assert "Gespeichert." in response.content.decode()
    assert response.client.cookies["django_language"].value == "de-du"


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"first_name": "x" * 61}, {"leap_day": "never"}]
)
def test_settings_that_make_no_sense_are_refused(alice: User, alice_client: Client, wrong: dict[str, str]) -> None:
    assert alice_client.post("/settings/", {**GOOD, **wrong}).status_code == 422
    alice.refresh_from_db()
    assert alice.language == "en"


def test_nobody_changes_what_the_form_does_not_ask(alice: User, alice_client: Client) -> None:
    alice_client.post("/settings/", {**GOOD, "is_staff": "1", "email": "new@example.org", "is_sample": "1"})

    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_sample, alice.email) == (False, False, "alice@example.org")


def test_single_keys_can_be_turned_off_as_shortcuts(alice: User, alice_client: Client) -> None:
    assert 'data-keys="off"' not in alice_client.get("/settings/").content.decode()

    alice_client.post("/settings/", {**GOOD, "has_key_shortcuts": ""})

    alice.refresh_from_db()
    assert not alice.has_key_shortcuts
    assert 'data-keys="off"' in alice_client.get("/settings/").content.decode()


def test_a_visitors_language_is_kept_in_a_cookie(visitor: Client) -> None:
    response = visitor.post("/settings/language/", {"language": "de", "next": "/accounts/login/"})

    assert response.headers["Location"] == "/accounts/login/"
    assert '<html lang="de"' in visitor.get("/").content.decode()


@pytest.mark.parametrize("language", ["xx", "", "de-du; Path=/"])
def test_a_language_that_does_not_exist_changes_nothing(visitor: Client, language: str) -> None:
    visitor.post("/settings/language/", {"language": language})

    assert "django_language" not in visitor.cookies


def test_the_switch_keeps_the_informal_german_of_a_member(alice: User, alice_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(language="de-du")

    alice_client.post("/settings/language/", {"language": "de"})

    alice.refresh_from_db()
    assert alice.language == "de-du"
    assert "Alles von dir geht" in alice_client.get("/settings/delete/").content.decode()


@pytest.mark.parametrize("theme", ["dark", "light", "system"])
def test_the_theme_is_kept_with_the_account_and_for_visitors_in_a_cookie(
    visitor: Client, alice: User, alice_client: Client, theme: str
) -> None:
    visitor.post("/settings/theme/", {"theme": theme})
    alice_client.post("/settings/theme/", {"theme": theme})

    alice.refresh_from_db()
    assert alice.theme == theme
    for client in (visitor, alice_client):
        assert f'data-bs-theme="{theme}"' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/settings/language/", "/settings/theme/"])
def test_a_switch_leads_to_no_other_site(visitor: Client, address: str) -> None:
    fields = {"language": "de", "theme": "dark", "next": "https://evil.example.com/"}

    assert visitor.post(address, fields).headers["Location"] == "/"


def test_without_local_mode_there_is_no_sample_account(visitor: Client, settings: Settings) -> None:
    settings.LOCAL_MODE = False

    assert visitor.post("/settings/sample/").status_code == 404
    assert User.objects.count() == 0


@pytest.fixture
def sample_client(visitor: Client, settings: Settings) -> Client:
    """A browser that looks around with sample data."""
    settings.LOCAL_MODE = True
    visitor.post("/settings/sample/", {"time_zone": "Europe/Vienna"}, headers={"accept-language": "de"})
    return visitor


def test_a_sample_account_is_furnished_and_speaks_the_visitors_language(sample_client: Client) -> None:
    user = User.objects.get(is_sample=True)
    assert (user.language, user.time_zone, user.digest_weekdays) == ("de", "Europe/Vienna", [])
    assert not user.has_usable_password()
    with acting_as(user):
        assert Contact.objects.count() > 100
    assert "Jana" in sample_client.get("/").content.decode()


def test_a_sample_account_is_offered_no_page_that_asks_for_its_password(sample_client: Client) -> None:
    page = sample_client.get("/settings/").content.decode()

    assert "/accounts/email/" not in page
    assert "/accounts/password/change/" not in page
    for address in ("/accounts/email/", "/accounts/password/change/", "/accounts/reauthenticate/"):
        assert sample_client.get(address).headers["Location"] == "/settings/"


def test_a_sample_account_goes_without_a_password(sample_client: Client) -> None:
    assert 'type="password"' not in sample_client.get("/settings/delete/").content.decode()

    assert sample_client.post("/settings/delete/", {"when": "now"}).headers["Location"] == "/"
    assert User.objects.count() == 0
