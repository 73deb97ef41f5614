"""Ways to somebody in the palette."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.models import User
from matching.searching import find_ways, named_behind
from tests.factories import make_contact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("introduce vera", "vera"),
        ("introduction to Vera Lindqvist", "Vera Lindqvist"),
        ("who knows vera", "vera"),
        ("Introduce", ""),
        ("vera", ""),
        ("vera introduce", ""),
        ("to vera", ""),
        ("", ""),
        ("\0 !", ""),
    ],
)
def test_what_is_looked_for_behind_the_words(text: str, name: str) -> None:
    assert named_behind(text) == name


def test_in_german_too() -> None:
    with override("de"):
        assert named_behind("wer kennt Vera") == "Vera"
        assert named_behind("vorstellen Vera") == "Vera"


def test_it_leads_to_the_ways(alice: User, alice_client: Client) -> None:
    vera = make_contact(alice, "Vera Lindqvist")

    shown = alice_client.get("/contacts/search/", {"q": "introduce vera"}).text

    assert f"/matching/paths/?contact={vera.pk}" in shown


def test_other_texts_ask_nothing(as_alice: User) -> None:
    make_contact(as_alice, "Vera Lindqvist")

    with CaptureQueriesContext(connection) as queries:
        assert find_ways(as_alice, "vera") == []
    assert len(queries) == 0
