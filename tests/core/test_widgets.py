"""Inputs that several apps use."""

from __future__ import annotations

import pytest
from django import forms
from django.test import Client

from accounts.forms import zone_choices
from accounts.models import User
from netzwerk.core.widgets import LongSelect

WORDS = [("a", "<Ann>"), ("b", "Ben"), (3, "Three")]


class ByDjango(forms.Form):
    word = forms.ChoiceField(choices=WORDS)


class AtOnce(forms.Form):
    word = forms.ChoiceField(choices=WORDS, widget=LongSelect)


@pytest.mark.parametrize("chosen", ["a", "b", "3", "none", ""])
def test_a_long_choice_is_what_django_writes(chosen: str) -> None:
    by_django, at_once = ByDjango({"word": chosen}), AtOnce({"word": chosen})

    assert _same(str(at_once["word"])) == _same(str(by_django["word"]))


def test_the_settings_offer_every_zone_and_begin_with_ones_own(alice_client: Client, alice: User) -> None:
    page = alice_client.get("/settings/").content.decode()

    assert f'<option value="{alice.time_zone}" selected>' in page
    assert all(f'<option value="{zone}"' in page for zone, _label in zone_choices())


def _same(markup: str) -> list[str]:
    """Return the pieces of markup, whatever the order of attributes and the space between."""
    return sorted(markup.replace(">", " > ").replace("<", " < ").split())
