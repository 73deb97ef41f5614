"""The signed links of the mail: a page on GET, one act on POST, an undo, and nothing for forgers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment
from netzwerk.core.walls import acting_as
from reminders.tokens.mails import ACT_SALT, Act, ActToken, sign_act
from tests.factories import TODAY, make_moment
from tests.reminders.people import make_overdue

MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)
UNDO = re.compile(r'action="(/reminders/act/[^"]+)"')


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY_8, tick=False):
        yield


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody is logged in, and which enforces what browsers enforce."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


@pytest.fixture
def tomasz(alice: User) -> Contact:
    return make_overdue(alice)


def link(contact: Contact, act: Act, before: str = "") -> str:
    return f"/reminders/act/{sign_act(ActToken(contact.owner_id, contact.pk, uuid4(), act, before))}/"


def fresh(contact: Contact) -> Contact:
    with acting_as(contact.owner_id):
        return Contact.objects.get(pk=contact.pk)


def moments(contact: Contact) -> list[Moment]:
    with acting_as(contact.owner_id):
        return list(Moment.objects.filter(participations__contact=contact, deleted_at=None))


def undo_in(response: Any) -> str:
    return str(UNDO.findall(response.content.decode())[-1])


@pytest.mark.parametrize("act", list(Act))
def test_opening_a_link_shows_the_person_and_changes_nothing(visitor: Client, tomasz: Contact, act: Act) -> None:
    before = fresh(tomasz)

    response = visitor.get(link(tomasz, act, before="2026-05-01"))

    assert response.status_code == 200
    assert "Tomasz Bielak" in response.content.decode()
    assert (moments(tomasz), fresh(tomasz).__dict__ | {"_state": 0}) == ([], before.__dict__ | {"_state": 0})


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_is_never_cached_and_never_named_to_others(visitor: Client, tomasz: Contact, method: str) -> None:
    response = getattr(visitor, method)(link(tomasz, Act.REST))

    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "alice" not in response.content.decode().lower()


def test_been_in_touch_notes_a_message_today_and_can_be_undone(visitor: Client, tomasz: Contact) -> None:
    response = visitor.post(link(tomasz, Act.TOUCH))

    assert "Noted: you were in touch with Tomasz Bielak today." in response.content.decode()
    [moment] = moments(tomasz)
    assert (moment.kind, moment.happened_on) == (Moment.Kind.MESSAGE, TODAY)
    assert fresh(tomasz).last_moment_on == TODAY

    response = visitor.post(undo_in(response))

    assert "Taken back" in response.content.decode()
    assert moments(tomasz) == []
    assert fresh(tomasz).last_moment_on is None


def test_the_same_link_twice_on_a_day_notes_one_message(visitor: Client, tomasz: Contact) -> None:
    visitor.post(link(tomasz, Act.TOUCH))
    visitor.post(link(tomasz, Act.TOUCH))

    assert len(moments(tomasz)) == 1


def test_what_the_user_wrote_about_today_is_neither_doubled_nor_taken_away(visitor: Client, tomasz: Contact) -> None:
    own = make_moment(tomasz.owner, tomasz, kind="message", note="Sent him the checklist")

    response = visitor.post(link(tomasz, Act.TOUCH))

    assert "Noted: you were in touch with Tomasz Bielak today." in response.content.decode()
    assert UNDO.findall(response.content.decode()) == []
    assert moments(tomasz) == [own]


def test_today_is_the_owners_day(visitor: Client, tomasz: Contact) -> None:
    User.objects.filter(pk=tomasz.owner_id).update(time_zone="Pacific/Auckland")

    with time_machine.travel(MONDAY_8 + timedelta(hours=8), tick=False):
        visitor.post(link(tomasz, Act.TOUCH))

    assert moments(tomasz)[0].happened_on == date(2026, 3, 17)


@pytest.mark.parametrize(("act", "until"), [(Act.TWO_WEEKS, date(2026, 3, 30)), (Act.THREE_MONTHS, date(2026, 6, 16))])
def test_a_snooze_ends_on_its_date_and_undo_brings_the_earlier_one_back(
    visitor: Client, tomasz: Contact, act: Act, until: date
) -> None:
    with acting_as(tomasz.owner_id):
        Contact.objects.update(snoozed_until=date(2026, 3, 1))

    response = visitor.post(link(tomasz, act))
    assert fresh(tomasz).snoozed_until == until

    visitor.post(undo_in(response))
    assert fresh(tomasz).snoozed_until == date(2026, 3, 1)


def test_rest_lasts_until_it_is_undone_and_leaves_the_snooze_alone(visitor: Client, tomasz: Contact) -> None:
    with acting_as(tomasz.owner_id):
        Contact.objects.update(snoozed_until=date(2026, 3, 1))

    response = visitor.post(link(tomasz, Act.REST))
    assert fresh(tomasz).is_resting

    visitor.post(undo_in(response))
    assert (fresh(tomasz).is_resting, fresh(tomasz).snoozed_until) == (False, date(2026, 3, 1))


def test_a_link_works_in_a_strangers_browser_for_its_owner_alone(
    charlie_client: Client, charlie: User, tomasz: Contact
) -> None:
    charlie_client.post(link(tomasz, Act.REST))

    assert fresh(tomasz).is_resting
    assert charlie_client.get(f"/contacts/{tomasz.pk}/").status_code == 404


def test_a_token_that_joins_one_owner_with_anothers_person_does_nothing(
    visitor: Client, charlie: User, tomasz: Contact
) -> None:
    token = sign_act(ActToken(charlie.pk, tomasz.pk, uuid4(), Act.REST))

    response = visitor.post(f"/reminders/act/{token}/")

    assert response.status_code == 410
    assert not fresh(tomasz).is_resting


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_token_opens_a_page_that_says_so(visitor: Client, tomasz: Contact, method: str) -> None:
    genuine = link(tomasz, Act.REST)
    other_salt = signing.dumps([tomasz.owner_id, tomasz.pk.hex, uuid4().hex, "rest", ""], salt="another")
    odd = signing.dumps(["nothing", "of", "ours"], salt=ACT_SALT)

    for url in ("/reminders/act/forged/", genuine[:-3] + "xx/", f"/reminders/act/{other_salt}/",
                f"/reminders/act/{odd}/"):  # fmt: skip
        response = getattr(visitor, method)(url)
        assert response.status_code == 404
        assert "This link does not work" in response.content.decode()
    assert not fresh(tomasz).is_resting


def test_a_link_works_for_30_days(visitor: Client, tomasz: Contact) -> None:
    url = link(tomasz, Act.REST)

    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        assert visitor.get(url).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        response = visitor.post(url)
    assert response.status_code == 410
    assert "This link is too old" in response.content.decode()
    assert not fresh(tomasz).is_resting


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_person_deleted_meanwhile_is_gone(visitor: Client, tomasz: Contact, method: str) -> None:
    with acting_as(tomasz.owner_id):
        Contact.objects.update(deleted_at=timezone.now())

    response = getattr(visitor, method)(link(tomasz, Act.TOUCH))

    assert response.status_code == 410
    assert "no longer among the contacts" in response.content.decode()
    assert "Tomasz" not in response.content.decode()


def test_an_account_deleted_meanwhile_is_gone(visitor: Client, tomasz: Contact) -> None:
    url = link(tomasz, Act.TOUCH)
    User.objects.filter(pk=tomasz.owner_id).update(is_active=False)

    assert visitor.get(url).status_code == 410


def test_the_page_speaks_the_owners_language(visitor: Client, tomasz: Contact) -> None:
    User.objects.filter(pk=tomasz.owner_id).update(language="de")

    page = visitor.get(link(tomasz, Act.REST)).content.decode()

    assert "Tomasz Bielak ruhen lassen?" in page
    assert '<html lang="de"' in page
    visitor.cookies["django_language"] = "en"  # by the switch on that page
    assert "Let Tomasz Bielak rest?" in visitor.get(link(tomasz, Act.REST)).content.decode()


def test_a_note_and_the_kind_of_moment_are_taken_along(visitor: Client, tomasz: Contact) -> None:
    page = visitor.get(link(tomasz, Act.TOUCH)).content.decode()
    assert 'name="note"' in page
    assert 'value="message" id="id_kind_message" checked' in page

    response = visitor.post(link(tomasz, Act.TOUCH), {"kind": "call", "note": " She starts\tin June "})

    [moment] = moments(tomasz)
    assert (moment.kind, moment.note, moment.happened_on) == (Moment.Kind.CALL, "She starts in June", TODAY)
    # The page says the name and nothing more, and has nothing more to ask.
    assert "She starts" not in response.content.decode()
    assert 'name="note"' not in response.content.decode()


def test_a_note_can_be_added_afterwards(visitor: Client, tomasz: Contact) -> None:
    url = link(tomasz, Act.TOUCH)
    page = visitor.post(url, {"kind": "call"}).content.decode()
    assert 'name="kind" value="call"' in page
    assert f'action="{url}"' in page

    visitor.post(url, {"kind": "call", "note": "Moves to Bremen"})
    visitor.post(url, {"kind": "call", "note": "Moves to Bremen"})
    # Another tap without a note takes nothing away.
    visitor.post(url)

    assert [(one.kind, one.note) for one in moments(tomasz)] == [(Moment.Kind.CALL, "Moves to Bremen")]


def test_after_undo_the_same_link_notes_it_again(visitor: Client, tomasz: Contact) -> None:
    url = link(tomasz, Act.TOUCH)
    visitor.post(undo_in(visitor.post(url)))
    visitor.post(url, {"note": "Met after all"})

    assert [one.note for one in moments(tomasz)] == ["Met after all"]
    assert fresh(tomasz).last_moment_on == TODAY


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"note": "x" * 301}, "x" * 301),
        ({"note": "a\0b"}, "a"),
        ({"kind": "telepathy", "note": "kept note"}, "kept note"),
        ({"note": "x" * 10_000}, "x" * 10_000),
    ],
)
def test_what_cannot_be_noted_is_refused_and_kept(
    visitor: Client, tomasz: Contact, body: dict[str, str], kept: str
) -> None:
    response = visitor.post(link(tomasz, Act.TOUCH), body)

    assert response.status_code == 422
    assert kept in response.content.decode()
    assert moments(tomasz) == []


def test_notes_are_no_markup(visitor: Client, tomasz: Contact) -> None:
    response = visitor.post(link(tomasz, Act.TOUCH), {"kind": "x", "note": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("act", [Act.TWO_WEEKS, Act.THREE_MONTHS, Act.REST])
def test_other_links_take_no_note(visitor: Client, tomasz: Contact, act: Act) -> None:
    assert 'name="note"' not in visitor.get(link(tomasz, act)).content.decode()

    visitor.post(link(tomasz, act), {"kind": "call", "note": "said"})

    assert moments(tomasz) == []


@pytest.mark.parametrize("act", [Act.TOUCH, Act.TWO_WEEKS, Act.THREE_MONTHS, Act.REST])
def test_behind_a_link_of_a_private_mail_stands_the_first_name_alone(
    alice: User, tomasz: Contact, visitor: Client, act: Act
) -> None:
    User.objects.filter(pk=alice.pk).update(has_private_mails=True)
    url = link(tomasz, act)
    refused = visitor.post(url, {"kind": "nonsense"}) if act == Act.TOUCH else visitor.get(url)

    done = visitor.post(url)
    pages = [visitor.get(url), refused, done, visitor.get(undo_in(done)), visitor.post(undo_in(done))]

    for page in pages:
        html = page.content.decode()
        assert "Tomasz" in html
        assert "Bielak" not in html
