"""Passwords that whoever guesses here tries first."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.passwords import WordsOfTheSiteValidator


@pytest.mark.parametrize(
    "password",
    ["Netzwerk2026!", "networking-123", "my.network.99", "example.org.1", "KONTAKTE!!!!"],
)
def test_a_word_of_the_site_with_signs_around_it_is_refused(settings: Settings, password: str) -> None:
    settings.ALLOWED_HOSTS = ["people.example.org"]
    with pytest.raises(ValidationError):
        WordsOfTheSiteValidator().validate(password)


@pytest.mark.parametrize("password", ["1234567890", "a walk in the networks of old towns", "correct horse battery"])
def test_others_are_no_business_of_it(settings: Settings, password: str) -> None:
    settings.ALLOWED_HOSTS = ["people.example.org"]
    WordsOfTheSiteValidator().validate(password)


def test_the_form_says_why(visitor: Client) -> None:
    response = visitor.post("/accounts/signup/", {"email": "dana@example.org", "password1": "Netzwerk2026!"})

    assert response.status_code == 422
    assert "tried first by whoever guesses" in response.content.decode()
    assert not User.objects.filter(email="dana@example.org").exists()
