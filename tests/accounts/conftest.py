"""Fixtures for the log-in: a visitor, rate limits that start at nought, and mails read from their rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.settings.providers import read_providers
from tests.factories import PASSWORD
from tests.provider import running_provider

SendMails = Callable[[], list[EmailMessage]]


@pytest.fixture(autouse=True)
def _fresh_rate_limits(own_cache: None) -> None:
    """Count attempts apart from other tests."""


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser in which nobody is logged in."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock, so that a code is good for as long as a test looks at it."""
    with time_machine.travel(datetime(2026, 3, 16, 12, tzinfo=UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def known(clock: object, visitor: Client, alice: User) -> Client:
    """A browser in which Alice is logged in and has just shown her password once more."""
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return visitor


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The address of a provider that believes everybody."""
    with running_provider() as address:
        yield address


@pytest.fixture
def company(settings: Settings, provider: str) -> None:
    """Let people log in with an account of their company, which that provider knows."""
    said = {"name": "Our company", "server": provider, "client_id": "netzwerk", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = read_providers(json.dumps({"company": said}))


@pytest.fixture
def send_mails(mailoutbox: list[EmailMessage]) -> SendMails:
    """Return a function that does a worker's work and returns the mails it sent, once each."""

    def send() -> list[EmailMessage]:
        del mailoutbox[:]
        for job in Job.objects.filter(kind="login-mail", state=Job.State.WAITING):
            run_job(str(job.pk))
        return list(mailoutbox)

    return send


def path_in(mail: EmailMessage) -> str:
    """Return the path of the first link in a mail, which must lead to our own address."""
    found = re.search(rf"{re.escape(django_settings.BASE_URL)}(/\S+)", str(mail.body))
    assert found, mail.body
    return found[1]
