"""The address of a calendar feed: who may read it, what programs are told, and what they are not."""

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
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_user
from netzwerk.core.walls import acting_as
from reminders.models import CalendarFeed
from reminders.services import feeds
from reminders.tokens.feeds import CALENDAR_SALT, read_feed, sign_closed, sign_feed
from reminders.tokens.mails import ACT_SALT, UNSUBSCRIBE_SALT, sign_unsubscribe
from tests.factories import TODAY, make_contact, make_feed
from tests.reminders.feeds import address_of, events_in, read

NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def feed(alice: User) -> CalendarFeed:
    """Alice's calendar, with a birthday on the day."""
    make_contact(alice, birthday_month=3, birthday_day=16, birthday_year=1976)
    return make_feed(alice)


def fresh(feed: CalendarFeed) -> CalendarFeed:
    with acting_as(feed.owner_id):
        return CalendarFeed.objects.get(owner=feed.owner_id)


def test_a_calendar_program_reads_it_without_logging_in(feed: CalendarFeed) -> None:
    response = read(feed)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [event, *_more] = events_in(response.content)
    assert str(event["summary"]) == "Birthday: Miriam Kessler (turns 50)"
    assert not response.cookies


def test_nobody_but_the_program_learns_of_it(feed: CalendarFeed) -> None:
    response = read(feed)

    assert {"private", "no-cache"} <= {*response["Cache-Control"].split(", ")}
    assert "public" not in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_whoever_comes_again_for_the_same_gets_nothing_but_that(feed: CalendarFeed, alice: User) -> None:
    etag = read(feed)["ETag"]

    same = read(feed, if_none_match=etag)
    make_contact(alice, "Tomasz Bielak", birthday_month=4, birthday_day=1)
    other = read(feed, if_none_match=etag)

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert "private" in same["Cache-Control"]
    assert (other.status_code, other["ETag"] == etag) == (200, False)
    assert read(feed, if_none_match=f'W/"x", {other["ETag"]}').status_code == 304


def test_the_head_says_what_the_body_would_be(feed: CalendarFeed) -> None:
    response = Client(HTTP_HOST="localhost").head(address_of(feed))

    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == read(feed)["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_it_can_only_be_read(feed: CalendarFeed, method: str) -> None:
    response = getattr(Client(HTTP_HOST="localhost"), method)(address_of(feed))

    assert response.status_code == 405
    assert fresh(feed).pk == feed.pk


def test_that_it_was_read_is_noted_once_a_minute(feed: CalendarFeed) -> None:
    read(feed)
    first = fresh(feed).last_read_at
    with time_machine.travel(NOON + timedelta(seconds=59), tick=False):
        read(feed)
        assert fresh(feed).last_read_at == first == NOON
    with time_machine.travel(NOON + timedelta(seconds=60), tick=False):
        read(feed)
        assert fresh(feed).last_read_at == NOON + timedelta(seconds=60)


def test_the_owner_is_spoken_to_whoever_asks(feed: CalendarFeed, alice: User, charlie_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    charlie_client.cookies["django_language"] = "en"

    response = charlie_client.get(address_of(feed), headers={"accept-language": "en"})

    assert b"Geburtstag: Miriam Kessler" in response.content
    assert response["Content-Language"] == "de"
    # Charlie goes on as himself.
    assert charlie_client.get("/contacts/").status_code == 200
    assert b"Kessler" not in charlie_client.get("/contacts/").content


def test_the_day_is_that_of_the_owner(feed: CalendarFeed, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Pacific/Kiritimati")
    make_contact(alice, "Tomasz Bielak", birthday_month=2, birthday_day=14)

    with time_machine.travel(datetime(2026, 3, 16, 9, tzinfo=UTC), tick=False):
        here = read(feed).content
    with time_machine.travel(datetime(2026, 3, 16, 11, tzinfo=UTC), tick=False):
        there = read(feed).content

    assert b"20260214" in here
    assert b"20260214" not in there  # it is the 17th, and the 14th of February is more than 30 days ago


def test_a_renewed_address_stops_the_old_one_at_once(feed: CalendarFeed, alice: User) -> None:
    before = read(feed).content
    with acting_as(alice):
        assert feeds.renew_feed(user=alice, now=timezone.now())

    assert read(feed).status_code == 404
    assert read(fresh(feed)).content == before  # the same events, so no calendar has them twice
    assert fresh(feed).last_read_at == NOON


def dead(feed: CalendarFeed, how: str) -> str:
    """Return the address of a feed that is no more, or that never was."""
    owner, address = feed.owner, address_of(feed)
    if how == "off":
        with acting_as(owner):
            feeds.close_feed(user=owner)
    elif how == "renewed":
        with acting_as(owner):
            feeds.renew_feed(user=owner, now=timezone.now())
    elif how == "inactive":
        User.objects.filter(pk=owner.pk).update(is_active=False)
    elif how == "deleted":
        delete_user(user=owner, now=timezone.now())
    elif how == "forged":
        return address.replace(sign_feed(feed)[-3:], "aaa")
    return address


@pytest.mark.parametrize("how", ["off", "renewed", "inactive", "deleted", "forged"])
def test_an_address_that_leads_nowhere_does_not_say_why(feed: CalendarFeed, how: str) -> None:
    visitor = Client(HTTP_HOST="localhost")
    nonsense = visitor.get("/reminders/calendar/feed/nonsense/netzwerk.ics")

    response = visitor.get(dead(feed, how))

    assert (response.status_code, response.content) == (404, nonsense.content)
    of_one_request = {"X-Request-ID": ""}
    assert {**response.headers, **of_one_request} == {**nonsense.headers, **of_one_request}


def test_no_part_of_an_address_can_be_exchanged(feed: CalendarFeed, charlie: User) -> None:
    theirs = make_feed(charlie)
    (mine, my_mark), (other, other_mark) = (sign_feed(one).split(".") for one in (feed, theirs))
    crossed = [[mine, other_mark], [other, my_mark], [mine], [mine, ""], ["", my_mark], [mine, my_mark, my_mark],
               ["", mine, my_mark], [mine, my_mark[::-1]], [my_mark, mine]]  # fmt: skip

    for parts in crossed:
        path = f"/reminders/calendar/feed/{'.'.join(parts)}/netzwerk.ics"
        assert Client(HTTP_HOST="localhost").get(path).status_code == 404, parts


@pytest.mark.parametrize("salt", ["", "reminders", ACT_SALT, UNSUBSCRIBE_SALT, "django.core.signing"])
def test_the_same_signed_for_something_else_is_forged(feed: CalendarFeed, salt: str) -> None:
    said = [feed.owner_id, feed.pk.hex]
    tokens = [
        signing.Signer(sep=".", salt=salt).sign_object(said),
        signing.Signer(sep=".", salt=CALENDAR_SALT, key="another secret key").sign_object(said),
        signing.dumps(said, salt=CALENDAR_SALT),
        sign_closed(feed),
        sign_unsubscribe(feed.owner_id),
    ]

    for token in tokens:
        path = f"/reminders/calendar/feed/{token}/netzwerk.ics"
        assert Client(HTTP_HOST="localhost").get(path).status_code == 404


def test_the_address_of_a_calendar_is_good_for_nothing_else(feed: CalendarFeed) -> None:
    visitor, token = Client(HTTP_HOST="localhost"), sign_feed(feed)

    for page in ("act", "unsubscribe"):
        assert visitor.post(f"/reminders/{page}/{token}/").status_code == 404
    assert visitor.get("/contacts/").status_code == 302


def test_another_secret_key_ends_all_addresses(feed: CalendarFeed, settings: Settings) -> None:
    address = address_of(feed)
    settings.SECRET_KEY = "another key that is long enough for anything"

    assert Client(HTTP_HOST="localhost").get(address).status_code == 404


@pytest.mark.parametrize(
    "said", [0, None, "x", [], [1], [1, 2], [1, "x"], [None, "0" * 32], ["x", "0" * 32], [1, "0" * 32, 3], {"a": 1}]
)
def test_a_token_of_ours_that_names_no_calendar_reaches_none(db: None, said: Any) -> None:
    token = signing.Signer(sep=".", salt=CALENDAR_SALT).sign_object(said)

    with pytest.raises(signing.BadSignature):
        read_feed(token)
    assert Client(HTTP_HOST="localhost").get(f"/reminders/calendar/feed/{token}/netzwerk.ics").status_code == 404


def test_the_row_of_somebody_else_in_a_token_of_ones_own_reaches_nobody(feed: CalendarFeed, charlie: User) -> None:
    for pk in (feed.pk, uuid4()):
        token = signing.Signer(sep=".", salt=CALENDAR_SALT).sign_object([charlie.pk, pk.hex])
        response = Client(HTTP_HOST="localhost").get(f"/reminders/calendar/feed/{token}/netzwerk.ics")
        assert response.status_code == 404


@pytest.mark.parametrize("token", ["%00", "a" * 10_000, "..", "%2e%2e", "🎂", "a.b.c", "'--", "."])
def test_hostile_tokens_are_harmless(db: None, token: str) -> None:
    response = Client(HTTP_HOST="localhost").get(f"/reminders/calendar/feed/{token}/netzwerk.ics")

    assert response.status_code == 404


def test_a_token_asks_the_database_nothing_until_its_signature_holds(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        Client(HTTP_HOST="localhost").get("/reminders/calendar/feed/nonsense.mark/netzwerk.ics")


def test_it_takes_as_many_queries_for_many_people_as_for_one(
    feed: CalendarFeed, alice: User, django_assert_same_queries: Any
) -> None:
    make_contact(alice, "Ruth Okafor", closeness="good", birthday_month=5, birthday_day=1)
    with django_assert_same_queries() as few:
        read(feed)
    for number in range(12):
        make_contact(alice, f"Person {number}", closeness="close", birthday_month=2, birthday_day=29)
    with django_assert_same_queries() as many:
        content = read(feed).content

    assert len(many) == len(few) <= 16
    assert len(events_in(content)) > 12


def test_an_address_is_the_same_each_time_it_is_shown(feed: CalendarFeed) -> None:
    with time_machine.travel(NOON + timedelta(days=400), tick=False):
        later = address_of(feed)

    assert later == address_of(feed)
    assert re.fullmatch(r"/reminders/calendar/feed/[\w-]+\.[\w-]+/netzwerk\.ics", later)
    assert date(2026, 3, 16) == TODAY
