"""LOGIN_PROVIDERS is read with sentences for whatever is wrong in it."""

from __future__ import annotations

import json

import pytest

from netzwerk.settings.providers import read_providers

APP = {"client_id": "c", "secret": "s"}


def test_nothing_is_nothing() -> None:
    assert read_providers("") == {}


def test_known_ones_and_servers_are_told_apart() -> None:
    found = read_providers(
        json.dumps(
            {
                "google": APP,
                "microsoft": {**APP, "tenant": "organizations"},
                "apple": {**APP, "team": "T", "key": "PEM"},
                "company": {**APP, "name": "Our company", "server": "https://id.example.org/realms/x/"},
                "club": {**APP, "name": "Club", "server": "https://club.example.org", "trust_addresses": False},
            }
        )
    )

    assert set(found) == {"google", "microsoft", "apple", "openid_connect"}
    [google] = found["google"]["APPS"]
    assert google["settings"]["oauth_pkce_enabled"]
    assert google["settings"]["email_authentication"]
    assert found["microsoft"]["APPS"][0]["settings"]["email_authentication"] is False
    assert found["microsoft"]["APPS"][0]["settings"]["tenant"] == "organizations"
    assert found["apple"]["APPS"][0]["key"] == "T"
    company, club = found["openid_connect"]["APPS"]
    assert company["provider_id"] == "company"
    assert company["settings"]["server_url"] == "https://id.example.org/realms/x"
    assert club["settings"]["email_authentication"] is False


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{", "a JSON object"),
        ("[]", "a JSON object"),
        ('{"google": "x"}', "a JSON object"),
        (json.dumps({"google": {"client_id": "c"}}), "google lacks secret"),
        (json.dumps({"company": APP}), "company lacks name, server"),
        (json.dumps({"apple": APP}), "apple lacks key, team"),
        (json.dumps({"google": {**APP, "colour": "red"}}), "google has colour"),
        (json.dumps({"google": {**APP, "secret": ""}}), "a text for secret"),
        (json.dumps({"google": {**APP, "secret": 7}}), "a text for secret"),
        (json.dumps({"google": {**APP, "trust_addresses": "yes"}}), "true or false"),
        (json.dumps({"Our Company": {**APP, "name": "x", "server": "https://x.example"}}), "small letters"),
        (json.dumps({"company": {**APP, "name": "x", "server": "http://id.example.org"}}), "https://"),
        (json.dumps({"company": {**APP, "name": "x", "server": "id.example.org"}}), "https://"),
    ],
)
def test_what_is_wrong_is_said(value: str, said: str) -> None:
    with pytest.raises(ValueError, match="LOGIN_PROVIDERS") as refusal:
        read_providers(value)

    assert said in str(refusal.value)
