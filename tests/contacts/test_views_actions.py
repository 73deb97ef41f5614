"""Small changes to a person: one click, and one click back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Moment
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact
from tests.toasts import undo_of

HTMX = {"HX-Request": "true"}
ACTIONS = ("touch", "snooze", "rest", "wake", "archive", "unarchive", "delete", "restore")

pytestmark = pytest.mark.usefixtures("on_today")


def act(client: Client, contact: Contact, action: str, query: str = "", **data: str) -> Any:
    """Post one action."""
    return client.post(f"/contacts/{contact.pk}/{action}/{query}", data)


def fresh(contact: Contact) -> Contact:
    """Return what the database knows by now."""
    with acting_as(contact.owner_id):
        return Contact.objects.get(pk=contact.pk)


def test_been_in_touch_logs_a_message_of_today_and_can_be_undone(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = act(alice_client, contact, "touch")

    assert response.status_code == 302
    assert response["Location"] == f"/contacts/{contact.pk}/"
    assert fresh(contact).last_moment_on == TODAY
    with acting_as(alice):
        moment = Moment.objects.get()
    assert (moment.kind, moment.initiator, moment.happened_on) == ("message", "", TODAY)

    alice_client.post(undo_of(response))
    assert fresh(contact).last_moment_on is None


@pytest.mark.parametrize(
    ("data", "until"),
    [
        ({"span": "2w"}, date(2026, 3, 30)),
        ({"span": "3m"}, date(2026, 6, 16)),
        ({"until": "2026-03-17"}, date(2026, 3, 17)),
    ],
)
def test_a_snooze_lasts_a_span_or_until_a_date(
    alice_client: Client, alice: User, data: dict[str, str], until: date
) -> None:
    contact = make_contact(alice)

    act(alice_client, contact, "snooze", **data)

    assert fresh(contact).snoozed_until == until


@pytest.mark.parametrize("before", [None, date(2026, 12, 24)])
def test_the_undo_of_a_snooze_puts_the_earlier_date_back(
    alice_client: Client, alice: User, before: date | None
) -> None:
    contact = make_contact(alice, snoozed_until=before)

    response = act(alice_client, contact, "snooze", span="2w")
    alice_client.post(undo_of(response))

    assert fresh(contact).snoozed_until == before


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"span": "1y"},
        {"until": "2026-03-16"},
        {"until": "1999-01-01"},
        {"until": "9999-12-31"},
        {"until": "31.31.2026"},
        {"until": "\x00"},
    ],
)
def test_a_snooze_into_the_past_or_into_nowhere_is_asked_again(
    alice_client: Client, alice: User, data: dict[str, str]
) -> None:
    contact = make_contact(alice)

    response = act(alice_client, contact, "snooze", **data)

    assert response.status_code == 422
    assert 'action="/contacts/' in response.content.decode()
    assert fresh(contact).snoozed_until is None


def test_nonsense_in_the_address_of_an_undo_ends_the_snooze(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, snoozed_until=TODAY + timedelta(days=9))

    act(alice_client, contact, "snooze", "?snoozed=2026-99-99")

    assert fresh(contact).snoozed_until is None


def test_rest_and_its_undo_leave_a_snooze_as_it_was(alice_client: Client, alice: User) -> None:
    day = TODAY + timedelta(days=9)
    contact = make_contact(alice, snoozed_until=day)

    response = act(alice_client, contact, "rest")
    assert fresh(contact).is_resting

    alice_client.post(undo_of(response))
    assert (fresh(contact).is_resting, fresh(contact).snoozed_until) == (False, day)


@pytest.mark.parametrize("is_resting", [True, False])
def test_waking_ends_rest_and_snooze_and_can_be_undone(alice_client: Client, alice: User, is_resting: bool) -> None:
    day = TODAY + timedelta(days=9)
    contact = make_contact(alice, is_resting=is_resting, snoozed_until=day)

    response = act(alice_client, contact, "wake")
    assert (fresh(contact).is_resting, fresh(contact).snoozed_until) == (False, None)

    alice_client.post(undo_of(response))
    assert (fresh(contact).is_resting, fresh(contact).snoozed_until) == (is_resting, day)


def test_the_archive_is_left_the_way_it_was_entered(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = act(alice_client, contact, "archive")
    assert fresh(contact).archived_at

    response = alice_client.post(undo_of(response))
    assert fresh(contact).archived_at is None

    alice_client.post(undo_of(response))
    assert fresh(contact).archived_at


def test_a_deleted_person_leads_to_the_list_and_comes_back_by_undo(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = act(alice_client, contact, "delete")
    assert response["Location"] == "/contacts/"
    assert fresh(contact).deleted_at

    response = alice_client.post(undo_of(response))
    assert response["Location"] == f"/contacts/{contact.pk}/"
    assert fresh(contact).deleted_at is None


def test_a_way_back_has_a_way_back(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, deleted_at="2026-01-01T00:00Z")

    response = act(alice_client, contact, "restore")
    alice_client.post(undo_of(response))

    assert fresh(contact).deleted_at


def test_who_was_merged_is_not_restored_as_if_deleted(alice_client: Client, alice: User) -> None:
    merged = make_contact(alice, deleted_at="2026-01-01T00:00Z", merged_into=make_contact(alice))

    assert act(alice_client, merged, "restore").status_code == 404
    assert fresh(merged).deleted_at


def test_nothing_but_a_restore_touches_a_person_in_the_bin(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, deleted_at="2026-01-01T00:00Z")

    statuses = {action: act(alice_client, contact, action, span="2w").status_code for action in ACTIONS}

    assert statuses == {**dict.fromkeys(ACTIONS, 404), "restore": 302}


def test_next_leads_back_and_its_undo_leads_there_too(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = act(alice_client, contact, "rest", next="/?day=1")
    assert response["Location"] == "/?day=1"

    assert alice_client.post(undo_of(response))["Location"] == "/?day=1"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_next_never_leads_elsewhere(alice_client: Client, alice: User, target: str) -> None:
    contact = make_contact(alice)

    response = act(alice_client, contact, "rest", next=target)

    assert response["Location"] == f"/contacts/{contact.pk}/"
    assert "evil" not in undo_of(response)


def test_htmx_gets_the_toast_alone_or_is_led_to_next(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    address = f"/contacts/{contact.pk}/rest/"

    response = alice_client.post(address, headers=HTMX)
    page = response.content.decode()
    assert "hx-swap-oob" in page
    assert f'action="/contacts/{contact.pk}/wake/' in page

    response = alice_client.post(address, {"next": "/"}, headers=HTMX)
    assert response["HX-Redirect"] == "/"


def test_the_name_in_a_toast_is_escaped(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, "<img src=x>")

    page = alice_client.post(f"/contacts/{contact.pk}/rest/", headers=HTMX).content.decode()

    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_gets_404_and_a_get_changes_nothing(
    alice_client: Client, charlie_client: Client, alice: User, action: str
) -> None:
    contact = make_contact(alice)

    assert act(charlie_client, contact, action, span="2w").status_code == 404
    assert alice_client.get(f"/contacts/{contact.pk}/{action}/").status_code == 405
    assert alice_client.post(f"/contacts/{uuid4()}/{action}/", {"span": "2w"}).status_code == 404
    assert fresh(contact).last_moment_on is fresh(contact).snoozed_until is None
