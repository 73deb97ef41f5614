"""Signed links: good for one act, for one owner, for 30 days, and only by POST."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress as LoginAddress
from allauth.account.models import EmailConfirmationHMAC
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from contacts.models import Contact, Moment
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as
from reminders.tokens.mails import ACT_SALT, UNSUBSCRIBE_SALT, Act, ActToken, sign_act, sign_unsubscribe
from tests.factories import local_today, make_contact, make_mail, make_moment

Rows = Callable[[], list[str]]


@pytest.fixture
def contact(alice: User) -> Contact:
    """Somebody of Alice's."""
    return make_contact(alice, closeness="good")


@pytest.fixture
def rows(alice: User) -> Rows:
    """Return a function that gives all there is of Alice's, and when her mails come."""

    def read() -> list[str]:
        alice.refresh_from_db()
        found = [str(alice.digest_weekdays)]
        with acting_as(alice), connection.cursor() as cursor:
            for model in owned_models():
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t ORDER BY 1')
                found += [row[0] for row in cursor.fetchall()]
        return found

    return read


def _act(contact: Contact, act: Act = Act.REST, before: str = "", owner: int = 0) -> str:
    return sign_act(ActToken(owner or contact.owner_id, contact.pk, uuid4(), act, before))


def _page(token: str) -> str:
    return f"/reminders/act/{token}/"


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "patch", "delete", "trace"])
def test_only_a_post_does_anything(visitor: Client, contact: Contact, rows: Rows, method: str) -> None:
    before = rows()
    headers = {"purpose": "prefetch", "sec-purpose": "prefetch", "x-http-method-override": "POST"}

    for page in (_page(_act(contact)), f"/reminders/unsubscribe/{sign_unsubscribe(contact.owner_id)}/"):
        response = getattr(visitor, method)(f"{page}?_method=POST", headers=headers)
        assert response.status_code == (200 if method in {"get", "head"} else 405)

    assert rows() == before


def test_a_link_is_good_for_its_own_page_alone(visitor: Client, alice: User, contact: Contact, rows: Rows) -> None:
    before, stop = rows(), sign_unsubscribe(alice.pk)
    confirm = EmailConfirmationHMAC(LoginAddress.objects.get(user=alice)).key
    keys = {"act": _act(contact), "unsubscribe": stop, "confirm": confirm}

    for page, own in {"/reminders/act/": "act", "/reminders/unsubscribe/": "unsubscribe"}.items():
        for name, key in keys.items():
            if name != own:
                assert visitor.post(f"{page}{key}/").status_code == 404
    for key in (keys["act"], stop):
        visitor.post(f"/accounts/confirm-email/{key}/")
        visitor.post(f"/accounts/password/reset/key/{alice.pk}-{key}/", {"password1": "another long password"})

    assert rows() == before
    assert visitor.get("/contacts/").status_code == 302


def test_no_part_of_a_link_can_be_exchanged(visitor: Client, charlie: User, contact: Contact, rows: Rows) -> None:
    before = rows()
    theirs = make_contact(charlie, "Tomasz")
    one, other = _act(contact).split(":"), _act(theirs, Act.TOUCH).split(":")
    mixed = [
        [other[0], one[1], one[2]], [one[0], other[1], one[2]], [one[0], one[1], other[2]],
        [one[0], one[1]], [one[0], one[1], ""], [one[0], one[1], one[2], one[2]], [f".{one[0]}", one[1], one[2]],
        [one[0], one[1], one[2][::-1]], ["", "", ""],
    ]  # fmt: skip

    for parts in mixed:
        if parts not in (one, other):
            assert visitor.post(_page(":".join(parts))).status_code in {200, 404}, parts

    assert rows() == before


@pytest.mark.parametrize("salt", ["", "reminders", "reminders.act.", UNSUBSCRIBE_SALT, "django.core.signing"])
def test_the_same_text_signed_for_something_else_is_forged(
    visitor: Client, contact: Contact, rows: Rows, salt: str
) -> None:
    before = rows()
    text = [contact.owner_id, contact.pk.hex, uuid4().hex, Act.REST.value, ""]

    assert visitor.post(_page(signing.dumps(text, salt=salt))).status_code == 404
    assert visitor.post(_page(signing.dumps(text, salt=ACT_SALT, key="another secret key"))).status_code == 404
    assert rows() == before


def test_a_new_secret_key_ends_all_links(visitor: Client, contact: Contact, rows: Rows, settings: Settings) -> None:
    before, page = rows(), _page(_act(contact))
    settings.SECRET_KEY = "another key that is long enough for anything"

    assert visitor.post(page).status_code == 404
    assert rows() == before


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (1, 410)])
def test_a_link_ends_after_exactly_30_days(visitor: Client, contact: Contact, seconds: int, status: int) -> None:
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as clock:
        page = _page(_act(contact))
        clock.shift(timedelta(days=30, seconds=seconds))
        assert visitor.get(page).status_code == status
        assert visitor.post(page).status_code == status


def _fresh(contact: Contact) -> Contact:
    with acting_as(contact.owner_id):
        return Contact.objects.get(pk=contact.pk)


@pytest.mark.parametrize("act", [Act.TOUCH, Act.TWO_WEEKS, Act.THREE_MONTHS, Act.REST])
def test_a_link_that_is_used_again_and_again_does_what_it_does_once(
    visitor: Client, contact: Contact, rows: Rows, act: Act
) -> None:
    page = _page(_act(contact, act))
    visitor.post(page)
    once = rows()

    for _again in range(3):
        visitor.post(page)

    assert rows() == once


def test_the_address_adds_nothing_to_a_link(visitor: Client, alice: User, contact: Contact) -> None:
    other = make_contact(alice, "Tomasz")
    more = {"act": "touch", "contact": str(other.pk), "contact_id": str(other.pk)}

    visitor.post(f"{_page(_act(contact))}?act=touch&contact={other.pk}", more)

    assert (_fresh(contact).is_resting, _fresh(other).is_resting) == (True, False)
    assert _fresh(contact).last_moment_on is None


def test_been_in_touch_can_neither_snooze_nor_write_elsewhere(visitor: Client, alice: User, contact: Contact) -> None:
    other, before = make_contact(alice, "Tomasz"), _fresh(contact)
    extra = {"kind": "call", "note": "hello", "happened_on": "2020-01-01", "contacts": str(other.pk), "act": "rest"}

    assert visitor.post(_page(_act(contact, Act.TOUCH)), extra).status_code == 200

    now = _fresh(contact)
    assert (now.is_resting, now.snoozed_until) == (before.is_resting, before.snoozed_until)
    assert now.last_moment_on == local_today()
    assert _fresh(other).last_moment_on is None


def test_a_link_writes_one_moment_a_day_however_often_it_is_used(visitor: Client, contact: Contact) -> None:
    page = _page(_act(contact, Act.TOUCH))

    for number in range(5):
        visitor.post(page, {"kind": ["call", "mail"][number % 2], "note": f"note {number}"})

    with acting_as(contact.owner_id):
        assert [moment.note for moment in Moment.objects.all()] == ["note 4"]


def test_a_link_changes_nothing_that_the_user_wrote(visitor: Client, alice: User, contact: Contact) -> None:
    own = make_moment(alice, contact, on=local_today(), kind="message", note="My own words")

    visitor.post(_page(_act(contact, Act.TOUCH)))
    visitor.post(_page(_act(contact, Act.TOUCH)), {"note": "somebody else's"})

    with acting_as(alice):
        own.refresh_from_db()
    assert (own.note, own.deleted_at) == ("My own words", None)


def test_nothing_of_a_person_but_the_name_stands_on_the_page(visitor: Client, alice: User, contact: Contact) -> None:
    make_moment(alice, contact, on=local_today(), kind="message", note="Secret words")
    make_mail(contact, "secret@example.org")
    page = _page(_act(contact, Act.TOUCH))

    for response in (visitor.get(page), visitor.post(page), visitor.post(page, {"kind": "no"})):
        said = response.content.decode().lower()
        assert contact.name.lower() in said
        assert "secret" not in said
        assert "alice" not in said


def test_taking_back_reaches_nothing_of_another_owner(visitor: Client, charlie: User, contact: Contact) -> None:
    theirs = make_contact(charlie, "Tomasz")
    moment = make_moment(charlie, theirs)

    visitor.post(_page(_act(contact, Act.UNDO_TOUCH, moment.pk.hex)))
    crossed = visitor.post(_page(_act(theirs, Act.UNDO_TOUCH, moment.pk.hex, owner=contact.owner_id)))

    assert crossed.status_code == 410
    with acting_as(charlie):
        moment.refresh_from_db()
    assert moment.deleted_at is None


def test_opening_a_link_logs_nobody_in(visitor: Client, contact: Contact) -> None:
    for method in (visitor.get, visitor.post):
        response = method(_page(_act(contact)))
        assert "sessionid" not in response.cookies
    assert visitor.get("/contacts/").status_code == 302


def test_a_mail_program_needs_no_cookie_and_no_form_to_stop_the_mails(alice: User) -> None:
    program = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)

    response = program.post(
        f"/reminders/unsubscribe/{sign_unsubscribe(alice.pk)}/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
        headers={"origin": "null", "user-agent": "mail"},
    )

    assert response.status_code == 200
    assert "sessionid" not in response.cookies
    alice.refresh_from_db()
    assert alice.digest_weekdays == []


@pytest.mark.parametrize("owner", [0, -1, 2**63, 2**70, "1", None, [1], {"a": 1}, True, 1.5])
def test_a_key_of_ours_that_names_nobody_stops_nothing(visitor: Client, alice: User, owner: Any) -> None:
    key = signing.dumps(owner, salt=UNSUBSCRIBE_SALT)

    assert visitor.post(f"/reminders/unsubscribe/{key}/").status_code in {200, 404}
    alice.refresh_from_db()
    assert alice.digest_weekdays == [0] or owner in {alice.pk, str(alice.pk), float(alice.pk)}


def test_a_foreign_id_in_a_key_of_ones_own_reaches_nobody(visitor: Client, charlie: User, contact: Contact) -> None:
    for pk in (contact.pk, UUID(int=0)):
        key = sign_act(ActToken(charlie.pk, pk, uuid4(), Act.REST))
        response = visitor.get(_page(key))
        assert response.status_code == 410
        assert contact.name not in response.content.decode()
