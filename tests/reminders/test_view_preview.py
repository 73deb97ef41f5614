"""The preview: the next mail by the code that will write it, harmless, and without a row written for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.mail.writing import write_mail
from reminders.models import Digest, DigestPerson
from reminders.services.planning import plan_digest
from tests.factories import make_contact
from tests.reminders.people import give_address, make_overdue

URL, HTML = "/reminders/preview/", "/reminders/preview/html/"
MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
EVIL = '"><script>alert(1)</script><a href="https://evil.example/">'


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


def browser_of(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.fixture
def client(alice: User) -> Client:
    """A browser in which Alice logged in just now, by the clock of the test."""
    plan_digest(alice, MONDAY_NOON)
    return browser_of(alice)


def test_it_shows_subject_and_frame_and_says_for_when(client: Client, alice: User) -> None:
    make_overdue(alice)

    page = client.get(URL).content.decode()

    assert "As it would go out on Monday, 23 March at 8:00, Berlin time" in page
    assert "Worth a message: Tomasz" in page
    assert 'src="/reminders/preview/html/"' in page
    assert "sandbox" in page


def test_it_says_what_the_mail_says_when_its_time_has_come(client: Client, alice: User) -> None:
    for name in ("Tomasz Bielak", "Ruth Okafor", "Miriam Kessler", "Aylin Demir"):
        give_address(make_overdue(alice, name), f"{name.split()[0].lower()}@example.org")
    text = client.get(f"{URL}?show=text").context["preview"].mail
    html = client.get(HTML).content.decode()

    with time_machine.travel(datetime(2026, 3, 23, 7, tzinfo=UTC), tick=False), acting_as(alice):
        digest = Digest.objects.create(owner=alice, for_date=date(2026, 3, 23))
        mail = write_mail(digest=digest, user=alice, at=datetime(2026, 3, 23, 8, tzinfo=alice.zone))
    assert mail is not None
    assert text.subject == mail.subject

    def words(said: str) -> list[str]:
        return [line for line in said.splitlines() if "http" not in line]

    assert words(text.text) == words(str(mail.body))
    with acting_as(alice):
        named = list(DigestPerson.objects.for_user(alice).order_by("position").values_list("contact__name", flat=True))
    assert len(named) == 3
    places = [html.index(name) for name in named]
    assert places == sorted(places)


def test_nothing_is_written_for_it(client: Client, alice: User) -> None:
    make_overdue(alice)
    with CaptureQueriesContext(connection) as found:
        for url in (URL, f"{URL}?show=text", HTML):
            assert client.get(url).status_code == 200

    changing = [one["sql"] for one in found if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in changing if "reminders_" in sql]
    with acting_as(alice):
        assert not Digest.objects.for_user(alice).exists()
        assert not DigestPerson.objects.for_user(alice).exists()


def test_nothing_in_it_leads_anywhere(client: Client, alice: User) -> None:
    give_address(make_overdue(alice), "tomasz@example.org")

    html = client.get(HTML).content.decode()
    text = client.get(f"{URL}?show=text").context["preview"].mail.text

    assert "href" not in html
    assert "/act/…/" in text
    assert "/unsubscribe/…/" in text


def test_the_frame_runs_nothing_loads_nothing_and_stands_only_here(client: Client, alice: User) -> None:
    make_overdue(alice, EVIL)

    response = client.get(HTML)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "allow-" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in response.content.decode()
    assert client.get(URL)["X-Frame-Options"] == "DENY"
    assert "<script>alert" not in client.get(f"{URL}?show=text").content.decode()


@pytest.mark.parametrize("show", ["", "wide", "narrow", "text", "%00", "nonsense", "x" * 10_000])
def test_each_way_to_look_at_it_is_there_and_others_are_the_first(client: Client, alice: User, show: str) -> None:
    make_overdue(alice)

    response = client.get(f"{URL}?show={show}")

    assert response.status_code == 200
    part = client.get(f"{URL}?show={show}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert ("<pre" in part) == (show == "text")
    assert ("mail-frame narrow" in part) == (show == "narrow")


def test_with_nothing_to_say_it_says_so(client: Client) -> None:
    assert "there is nobody to name and nothing to tell" in client.get(URL).content.decode()
    assert client.get(HTML).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"archived_at": MONDAY_NOON},
        {"is_resting": True},
        {"snoozed_until": date(2026, 4, 20)},
        {"ended_in_conflict": True},
        {"deleted_at": MONDAY_NOON},
    ],
)
def test_nobody_is_proposed_who_is_set_aside(client: Client, alice: User, fields: dict[str, object]) -> None:
    make_overdue(alice, "Ruth Okafor")
    make_overdue(alice, "Tomasz Bielak", **fields)

    html = client.get(HTML).content.decode()

    assert "Ruth" in html
    assert "Tomasz" not in html


def test_where_no_mail_is_planned_it_is_that_of_today(client: Client, alice: User) -> None:
    make_overdue(alice)
    User.objects.filter(pk=alice.pk).update(digest_weekdays=[], next_digest_at=None)

    page = client.get(URL).content.decode()

    assert "As it would be today." in page
    assert "Worth a message: Tomasz" in page


def test_a_stranger_sees_their_own(alice: User, charlie: User) -> None:
    make_overdue(alice)
    make_contact(charlie, "Aylin Demir")

    assert "Tomasz" not in browser_of(charlie).get(URL).content.decode()
    assert Client(HTTP_HOST="localhost").get(URL).status_code == 302
    assert Client(HTTP_HOST="localhost").get(HTML).status_code == 302


def test_queries_do_not_grow_with_people(
    client: Client, alice: User, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    for number in range(3):
        make_overdue(alice, f"Ruth Okafor {number}")
    with django_assert_same_queries() as few:
        client.get(URL)
    for number in range(9):
        make_overdue(alice, f"Miriam Kessler {number}")
    with django_assert_same_queries() as many:
        client.get(URL)
    assert len(many) == len(few)
