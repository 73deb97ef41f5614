"""What visitors see first."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser in which nobody is logged in."""
    return Client(HTTP_HOST="localhost")


def test_a_visitor_can_sign_up_or_log_in(visitor: Client) -> None:
    page = visitor.get("/").content.decode()

    assert 'href="/accounts/signup/"' in page
    assert 'href="/accounts/login/"' in page


def test_sample_data_and_local_mails_are_offered_in_local_mode_only(visitor: Client, settings: Settings) -> None:
    settings.LOCAL_MODE = False
    assert "sample" not in visitor.get("/").content.decode()

    settings.LOCAL_MODE = True
    page = visitor.get("/").content.decode()
    assert 'action="/settings/sample/"' in page
    assert 'name="time_zone"' in page
    assert 'href="/local/mails/"' in page


def test_the_first_page_speaks_the_browsers_language(visitor: Client) -> None:
    page = visitor.get("/", headers={"accept-language": "de-AT,de;q=0.9"}).content.decode()

    assert '<html lang="de"' in page
    assert "Registrieren" in page


def test_nothing_is_posted_to_the_first_page(visitor: Client) -> None:
    assert visitor.post("/").status_code == 405
