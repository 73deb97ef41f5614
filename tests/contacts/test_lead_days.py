"""When somebody's days are told: as the settings say, or at times of their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.details import DETAILS
from contacts.models import Contact
from contacts.services.changing import set_lead_days
from contacts.services.merging import merge_contacts
from netzwerk.core.registry import preferences_changed_hooks
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact

HTMX = {"HX-Request": "true"}


def url(contact: Contact) -> str:
    return f"/contacts/{contact.pk}/details/lead-days/"


def save(client: Client, contact: Contact, told: str, *days: Any, seen: str | None = None) -> Any:
    """Send the form as a browser would; returns the answer."""
    with acting_as(contact.owner):
        now = Contact.objects.get(pk=contact.pk)
        seen = DETAILS["lead-days"].fingerprint(now) if seen is None else seen
    return client.post(url(contact), {"seen": seen, "told": told, "days": days}, headers=HTMX)


def stored(contact: Contact) -> list[int] | None:
    with acting_as(contact.owner):
        return Contact.objects.get(pk=contact.pk).date_lead_days


def test_without_a_choice_it_is_offered_in_a_word(alice: User, alice_client: Client) -> None:
    page = alice_client.get(f"/contacts/{make_contact(alice).pk}/").text

    assert page.count("Reminder of these days") == 1
    assert 'id="detail-lead-days"' in page


def test_the_form_says_what_the_settings_say(alice: User, alice_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(date_lead_days=[7])

    page = alice_client.get(url(make_contact(alice)), headers=HTMX).text

    assert "As in the settings: a week before" in page
    for label in ("on the day, by a mail of its own", "a week before", "a month before"):
        assert label in page
    assert page.count("autofocus") == 1


@pytest.mark.parametrize(
    ("chosen", "expected", "words"),
    [
        (("own", 30, 0), [0, 30], "on the day, by a mail of its own, a month before"),
        (("own",), [], "by the mail that covers the day"),
        (("settings",), None, "Add"),
        # Whoever ticks days means them.
        (("settings", 7), [7], "a week before"),
    ],
)
def test_a_choice_is_kept_and_shown(
    alice: User, alice_client: Client, chosen: tuple[Any, ...], expected: list[int] | None, words: str
) -> None:
    contact = make_contact(alice)

    answer = save(alice_client, contact, *chosen)

    assert answer.status_code == 200
    assert stored(contact) == expected
    assert words in answer.text
    assert words in alice_client.get(f"/contacts/{contact.pk}/").text


def test_going_back_to_the_settings_leaves_the_ticks_behind(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, date_lead_days=[7])

    save(alice_client, contact, "settings", 7)

    assert stored(contact) is None


@pytest.mark.parametrize(
    ("told", "days"), [("own", (1,)), ("own", ("x" * 10_000,)), ("own", ("\0",)), ("\0", (7,)), ("", ()), ("other", ())]
)
def test_any_other_choice_is_refused(alice: User, alice_client: Client, told: str, days: tuple[Any, ...]) -> None:
    contact = make_contact(alice, date_lead_days=[30])

    answer = save(alice_client, contact, told, *days)

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.text
    assert stored(contact) == [30]


def test_what_another_tab_has_saved_is_not_replaced_unseen(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, date_lead_days=[30])

    answer = save(alice_client, contact, "own", 7, seen="another")

    assert answer.status_code == 422
    assert "another tab" in answer.text
    assert stored(contact) == [30]


def test_a_stranger_finds_nothing(alice: User, charlie_client: Client) -> None:
    contact = make_contact(alice)

    assert charlie_client.get(url(contact)).status_code == 404
    assert save(charlie_client, contact, "own", 7).status_code == 404
    assert stored(contact) is None


def test_mails_are_planned_anew(as_alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[User] = []
    monkeypatch.setattr("netzwerk.core.registry.preferences_changed_hooks", [planned.append])
    assert preferences_changed_hooks

    set_lead_days(contact=make_contact(as_alice), lead_days=[0])

    assert planned == [as_alice]


def test_the_service_takes_no_other_days(as_alice: User) -> None:
    contact = make_contact(as_alice)

    with pytest.raises(ValueError, match="14"):
        set_lead_days(contact=contact, lead_days=[7, 14])
    assert set_lead_days(contact=contact, lead_days=[30, 7, 7]).date_lead_days == [7, 30]


@pytest.mark.parametrize(
    ("survivor", "absorbed", "expected"), [(None, [7], [7]), ([0], None, [0]), ([0], [7], [0]), (None, [], [])]
)
def test_a_merge_keeps_what_is_known(
    as_alice: User, survivor: list[int] | None, absorbed: list[int] | None, expected: list[int]
) -> None:
    one, other = make_contact(as_alice, date_lead_days=survivor), make_contact(as_alice, date_lead_days=absorbed)

    merge_contacts(survivor=one, absorbed=other, choices={}, now=timezone.now(), today=TODAY)

    assert stored(one) == expected
