"""The bin: what was deleted, brought back or deleted for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from contacts.services import bin as bin_service
from contacts.services import log_moment
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_moment

BIN = "/contacts/bin/"
HTMX = {"HX-Request": "true"}


def ago(days: float) -> datetime:
    """Return the instant so many days ago."""
    return timezone.now() - timedelta(days=days)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_data(self, data: str) -> None:
        self.found += data


def text_of(response: Any) -> str:
    """Return the words of the page, with single spaces."""
    reader = _Text()
    reader.feed(response.content.decode())
    return " ".join(reader.found.split())


def said(response: Any) -> str:
    """Return the newest toast."""
    return str(list(get_messages(response.wsgi_request))[-1])


def fresh(thing: Any) -> Any:
    """Return a row as it is stored."""
    with acting_as(thing.owner_id):
        return type(thing).objects.get(pk=thing.pk)


def test_what_was_deleted_is_shown_with_its_days_the_newest_first(alice_client: Client, alice: User) -> None:
    gone = make_contact(alice, "Gone Girl", deleted_at=ago(2))
    make_contact(alice, "Here")
    make_contact(alice, "Merged", deleted_at=ago(1), merged_into=gone)
    make_moment(alice, gone, kind="call", note="About the choir", deleted_at=ago(29.5))
    make_exchange(alice, gone, text="A good plumber", deleted_at=ago(1.5))
    make_contact(alice, "Nearly", deleted_at=ago(30.2))

    page = text_of(alice_client.get(BIN))

    places = [
        page.index(words) for words in ("A good plumber", "Gone Girl 28 days left", "Call with Gone Girl", "Nearly")
    ]
    assert places == sorted(places)
    assert "About the choir" in page
    assert "1 day left" in page and "29 days left" in page and "Goes today" in page
    assert "Here" not in page and "Merged" not in page


def test_an_empty_bin_says_what_belongs_there(alice_client: Client, alice: User) -> None:
    assert "The bin is empty" in text_of(alice_client.get(BIN))


def test_one_is_brought_back_as_it_was(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, deleted_at=ago(1), archived_at=ago(5), closeness="inner")

    response = alice_client.post(f"{BIN}restore/", {"only": f"contacts~{contact.pk}"})

    assert (response["Location"], said(response)) == (BIN, "1 entry is back.")
    assert (fresh(contact).deleted_at, fresh(contact).closeness) == (None, "inner")
    assert fresh(contact).archived_at == contact.archived_at


def test_what_is_ticked_comes_back_together_and_the_due_dates_with_it(alice_client: Client, alice: User) -> None:
    contact, other = make_contact(alice, deleted_at=ago(1)), make_contact(alice, "Other", deleted_at=ago(1))
    with acting_as(alice):
        moment = log_moment(owner=alice, contacts=[other], kind="call", happened_on=TODAY, today=TODAY)
        Moment.objects.update(deleted_at=ago(1))
        Contact.objects.update(last_moment_on=None)
    exchange = make_exchange(alice, contact, deleted_at=ago(1))

    response = alice_client.post(
        f"{BIN}restore/", {"contacts": [str(contact.pk)], "moments": [str(moment.pk)], "exchanges": [str(exchange.pk)]}
    )

    assert said(response) == "3 entries are back."
    assert fresh(contact).deleted_at is fresh(moment).deleted_at is fresh(exchange).deleted_at is None
    assert fresh(other).deleted_at is not None
    assert fresh(other).last_moment_on == TODAY


@pytest.mark.parametrize("data", [{}, {"only": "contacts"}, {"only": "users~1"}, {"contacts": ["\x00", "nobody"]}])
def test_nothing_ticked_is_said(alice_client: Client, alice: User, data: dict[str, Any]) -> None:
    make_contact(alice, deleted_at=ago(1))

    response = alice_client.post(f"{BIN}restore/", data)

    assert (response.status_code, said(response)) == (302, "Choose first what to bring back.")


def test_who_was_merged_does_not_come_back_by_the_bin(alice_client: Client, alice: User) -> None:
    merged = make_contact(alice, "Merged", deleted_at=ago(1), merged_into=make_contact(alice))

    alice_client.post(f"{BIN}restore/", {"contacts": [str(merged.pk)]})

    assert fresh(merged).deleted_at is not None


def test_emptying_asks_once_and_then_everything_in_the_bin_is_gone(alice_client: Client, alice: User) -> None:
    here = make_contact(alice, "Here")
    merged = make_contact(alice, "Merged", deleted_at=ago(1), merged_into=here)
    gone = make_contact(alice, "Gone", deleted_at=ago(1))
    make_moment(alice, here, gone, note="together")
    make_moment(alice, here, note="deleted", deleted_at=ago(1))
    make_exchange(alice, here, deleted_at=ago(1))

    page = text_of(alice_client.get(f"{BIN}empty/"))
    assert "3 entries go for good" in page
    part = alice_client.get(f"{BIN}empty/", headers=HTMX).content.decode()
    assert "<html" not in part and "<h2" in part

    response = alice_client.post(f"{BIN}empty/")

    assert (response["Location"], said(response)) == (BIN, "The bin is empty.")
    with acting_as(alice):
        assert set(Contact.objects.all()) == {here, merged}
        assert list(Moment.objects.values_list("note", flat=True)) == ["together"]
        assert not Exchange.objects.exists()


def test_a_full_bin_is_emptied_by_a_worker_without_what_came_later(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bin_service, "LARGE", 1)
    for number in range(3):
        make_contact(alice, str(number), deleted_at=ago(1))

    assert "is being emptied" in said(alice_client.post(f"{BIN}empty/"))
    later = make_contact(alice, "Later", deleted_at=timezone.now())
    run_job(str(Job.objects.get(kind="empty_bin").pk))

    with acting_as(alice):
        assert list(Contact.objects.all()) == [later]


def test_a_stranger_sees_and_reaches_nothing(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice, "Gone Girl", deleted_at=ago(1))
    moment = make_moment(alice, contact, deleted_at=ago(1))

    assert "Gone Girl" not in text_of(charlie_client.get(BIN))
    charlie_client.post(f"{BIN}restore/", {"contacts": [str(contact.pk)], "moments": [str(moment.pk)]})
    charlie_client.post(f"{BIN}restore/", {"only": f"contacts~{contact.pk}"})
    charlie_client.post(f"{BIN}empty/")

    assert fresh(contact).deleted_at and fresh(moment).deleted_at


def test_pages_follow_each_other_without_gaps_and_queries_do_not_grow(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch, django_assert_same_queries: Any
) -> None:
    monkeypatch.setattr("contacts.views.bin.PAGE_SIZE", 3)
    same = ago(3)
    contact = make_contact(alice, "P0", deleted_at=same)
    for number in range(1, 5):
        make_contact(alice, f"P{number}", deleted_at=same)
        make_moment(alice, contact, note=f"M{number}", deleted_at=same)
    found, address, counts = "", BIN, []
    while address:
        with django_assert_same_queries() as queries:
            page = alice_client.get(address, headers=HTMX)
        counts.append(len(queries))
        found += text_of(page)
        html = page.content.decode()
        link = (
            html.split('id="pager-more" href="')[1].split('"')[0].replace("&amp;", "&") if "pager-more" in html else ""
        )
        address = f"{BIN}{link}" if link else ""
    for words in ("P0 ", *(f"P{number} " for number in range(1, 5)), *(f"M{number}" for number in range(1, 5))):
        assert words in found
    assert len(counts) == 3
    assert max(counts) <= min(counts) + 3  # a page without moments asks for no people of theirs


@pytest.mark.parametrize(
    "query", ["?after=x&from=y", "?from=9999-99-99T00:00Z&after=", "?after=\x00", "?from=2026-01-01"]
)
def test_nonsense_in_the_address_shows_the_beginning(alice_client: Client, alice: User, query: str) -> None:
    make_contact(alice, "Gone Girl", deleted_at=ago(1))

    assert "Gone Girl" in text_of(alice_client.get(f"{BIN}{query}"))
