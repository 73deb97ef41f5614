"""Imprint and privacy at the foot of each page and mail, where whoever runs the site has set them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_user
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job

IMPRINT, PRIVACY = "https://example.org/imprint?a=1&b=2", "https://example.org/privacy"
PAGES = ("/", "/accounts/login/", "/accounts/signup/", "/nowhere/", "/offline/")


@pytest.fixture
def _set(settings: Settings) -> None:
    settings.IMPRINT_URL, settings.PRIVACY_URL = IMPRINT, PRIVACY


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize("address", PAGES)
def test_visitors_find_both_on_each_page(db: None, client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert '<a href="https://example.org/imprint?a=1&amp;b=2">Imprint</a>' in page
    assert f'<a href="{PRIVACY}">Privacy</a>' in page


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize("address", ["/", "/contacts/", "/settings/", "/settings/delete/", "/contacts/new/"])
def test_members_find_both_in_their_language(alice: User, alice_client: Client, address: str) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    page = alice_client.get(address).content.decode()

    assert ">Impressum</a>" in page
    assert f'<a href="{PRIVACY}">Datenschutz</a>' in page


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_there_that_is_not_set(db: None, client: Client, settings: Settings, address: str) -> None:
    page = client.get(address).content.decode()
    assert "Imprint" not in page
    assert "legal-links" not in page

    settings.PRIVACY_URL = PRIVACY
    page = client.get(address).content.decode()
    assert "Imprint" not in page
    assert ">Privacy</a>" in page


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize(("language", "words"), [("en", "Imprint"), ("de", "Impressum")])
def test_mails_carry_them(alice: User, mailoutbox: list[EmailMessage], language: str, words: str) -> None:
    alice.language = language
    alice.save()
    delete_user(user=alice, now=timezone.now())
    for job in Job.objects.filter(kind="login-mail"):
        run_job(str(job.pk))

    [mail] = mailoutbox
    assert f"{words}: {IMPRINT}" in str(mail.body)
    with translation.override(language):
        assert f"{words}: {IMPRINT}" in render_to_string("reminders/mail/digest.txt", {})
        assert f'href="{PRIVACY}"' in render_to_string("reminders/mail/digest.html", {})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("IMPRINT_URL", "javascript:alert(1)", "must be whole addresses"),
        ("PRIVACY_URL", "/privacy", "must be whole addresses"),
        ("MOST_CONTACTS", "-1", "must be 0 or more"),
        ("MOST_STORAGE", "1 GB", "See .env.example"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_at_the_start(name: str, value: str, words: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import netzwerk.settings.environment"],
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert words in said.stderr
