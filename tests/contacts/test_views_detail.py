"""The page of one person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.pages.history import PAGE_SIZE
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts, log_moment
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_moment

HTMX = {"HX-Request": "true"}
EDIT_LINK = r'hx-get="/contacts/moments/([0-9a-f-]{36})/'

pytestmark = pytest.mark.usefixtures("on_today")


def show(client: Client, contact: Contact) -> str:
    """Return the page."""
    response = client.get(f"/contacts/{contact.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def enter(owner: User, **details: Any) -> Contact:
    """Enter a person with details."""
    with acting_as(owner):
        return add_contacts(owner=owner, people=[NewContact(**{"name": "Miriam Kessler", **details})], today=TODAY)[0]


def log(owner: User, *contacts: Contact, on: date, **more: Any) -> None:
    """Log a call, or what `more` says."""
    with acting_as(owner):
        log_moment(owner=owner, contacts=contacts, happened_on=on, today=TODAY, **{"kind": "call", **more})


def test_the_page_shows_what_is_known(alice_client: Client, alice: User) -> None:
    contact = enter(
        alice,
        role="Head of Editorial",
        organisation="Nordlicht Verlag",
        place="Hamburg",
        origin="studies",
        closeness="good",
        emails=(Channel(value="m.kessler@example.org", kind="work"),),
        phones=(Channel(value="+49 (0)40 5550-142", kind="mobile"),),
        birthday=AnnualDate(3, 20, 1981),
        is_close_to_heart=True,
    )

    page = show(alice_client, contact)

    for text in (
        "Head of Editorial, Nordlicht Verlag\N{NO-BREAK SPACE}· Hamburg",
        "From your studies",
        "Good, every 3 months",
        'href="mailto:m.kessler@example.org"',
        'href="tel:+49405550142"',
        "20 Mar 1981",
        "turns 45 in 4 days",
        "Close to the heart",
    ):
        assert text in page


def test_what_to_read_before_a_talk_stands_above_the_history_and_what_is_not_known_below(
    alice_client: Client, alice: User
) -> None:
    known, unknown = enter(alice, note="Likes tea"), enter(alice, name="Tomasz Bielak")

    for contact, is_above in ((known, True), (unknown, False)):
        page = show(alice_client, contact)
        assert (page.index('id="h-note"') < page.index('id="h-history"')) is is_above


def test_mail_and_phone_are_at_hand_in_the_head(alice_client: Client, alice: User) -> None:
    reached = enter(alice, emails=(Channel(value="m@example.org"),), phones=(Channel(value="+49 40 5550142"),))
    silent = enter(alice, name="Tomasz Bielak")

    head = show(alice_client, reached).partition("</header>\n\n<div")[0]
    assert 'on-phones" href="mailto:m@example.org"' in head
    assert 'on-phones" href="tel:+49405550142"' in head
    assert "on-phones" not in show(alice_client, silent)


def test_silence_is_told_in_years_and_months_and_a_way_back_is_shown(alice_client: Client, alice: User) -> None:
    contact = enter(alice, origin="studies")
    log(alice, contact, on=date(2023, 1, 9))

    page = show(alice_client, contact)

    assert "Dormant for 3 years 2 months" in page
    assert "Ways to pick it up again" in page
    assert "Call, 9 Jan 2023" in page


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"last_in_touch": "longer"}, "Dormant for about 4 years"),
        ({"last_in_touch": "one_to_three"}, "Quiet for about 2 years"),
        ({"last_in_touch": "this_month", "closeness": "close"}, "Due on 16 Apr 2026"),
        ({}, "Not placed"),
    ],
)
def test_without_a_moment_the_rough_answer_is_told_as_rough(
    alice_client: Client, alice: User, details: dict[str, str], words: str
) -> None:
    assert words in show(alice_client, enter(alice, **details))


def test_somebody_fresh_gets_no_way_back_and_a_conflict_neither(alice_client: Client, alice: User) -> None:
    quarrel = enter(alice, last_in_touch="longer", ended_in_conflict=True)

    assert "Ways to pick it up again" not in show(alice_client, quarrel)
    assert "Ways to pick it up again" not in show(alice_client, enter(alice))


def test_dates_are_as_exact_as_they_are_known(alice_client: Client, alice: User) -> None:
    contact = enter(alice)
    log(alice, contact, on=date(2024, 9, 14))
    log(alice, contact, on=date(2021, 3, 20), precision="month", kind="mail", initiator="me")
    log(alice, contact, on=date(2019, 5, 5), precision="year", kind="meeting", initiator="them")

    page = show(alice_client, contact)

    assert "14 Sep 2024" in page
    assert "March 2021" in page
    assert "1 Mar 2021" not in page
    assert '<span class="text-nowrap">2019</span>' in page
    assert "Mail, from you" in page
    assert "Meeting, from Miriam" in page


def test_a_moment_names_the_others_who_were_there(alice_client: Client, alice: User) -> None:
    contact, tomasz = enter(alice), enter(alice, name="Tomasz Bielak")
    binned = make_contact(alice, "Gone Girl", deleted_at="2026-01-01T00:00Z")
    log(alice, contact, tomasz, binned, on=TODAY)

    page = show(alice_client, contact)

    assert f'<a href="/contacts/{tomasz.pk}/">Tomasz Bielak</a>' in page
    assert "Gone Girl" not in page


def test_notes_are_escaped_and_keep_their_lines(alice_client: Client, alice: User) -> None:
    contact = enter(alice, note="One\n\n<script>alert(1)</script>")
    log(alice, contact, on=TODAY, note="<b>two</b>")

    page = show(alice_client, contact)

    assert "<p>One</p>" in page
    assert "<script>alert" not in page
    assert "<b>two" not in page


def test_what_is_no_address_becomes_no_link(alice_client: Client, alice: User) -> None:
    contact = enter(
        alice,
        emails=(Channel(value="javascript:alert(1)"), Channel(value="a@example.org?bcc=x@example.org")),
        phones=(Channel(value="ask Ruth"),),
    )

    page = show(alice_client, contact)

    assert "ask Ruth" in page
    assert 'href="javascript' not in page
    assert "tel:" not in page
    assert "mailto:" not in page


def test_older_moments_come_page_by_page(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    for day in range(1, PAGE_SIZE + 3):
        make_moment(alice, contact, on=date(2026, 1, day))
    make_moment(alice, contact, on=date(2026, 1, 3))  # two on one day, across the edge

    first = alice_client.get(f"/contacts/{contact.pk}/")
    second = alice_client.get(first.context["older_url"], headers=HTMX)

    seen = [edit for response in (first, second) for edit in re.findall(EDIT_LINK, response.content.decode())]
    assert len(seen) == len(set(seen)) == PAGE_SIZE + 3
    assert second.content.decode().lstrip().startswith("<ul")
    assert "Show more" not in second.content.decode()
    whole = alice_client.get(first.context["older_url"])
    assert "From the newest" in whole.content.decode()


def test_give_and_take_stands_between_the_moments_by_date(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    make_moment(alice, contact, on=date(2023, 9, 14), note="Talked about the list")
    make_exchange(alice, contact, "given", text="introduced her to Tomasz", happened_on=date(2023, 5, 2))
    make_moment(alice, contact, on=date(2022, 3, 18), kind="meeting")
    make_exchange(alice, contact, "received", text="a reference", happened_on=date(2021, 11, 9))
    make_exchange(alice, contact, text="nobody reads this", deleted_at="2026-01-01T00:00Z")

    page = show(alice_client, contact)

    titles = re.findall(
        r"<strong>([^<]+)</strong><span[^>]*>&nbsp;· <span[^>]*>([^<]+)<", page[page.index("h-history") :]
    )
    assert titles[:4] == [
        ("Call", "14 Sep 2023"),
        ("Gave: introduced her to Tomasz", "2 May 2023"),
        ("Meeting", "18 Mar 2022"),
        ("Received: a reference", "9 Nov 2021"),
    ]
    assert "nobody reads this" not in page


def test_the_history_of_who_only_got_something_is_no_empty_one(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    make_exchange(alice, contact, "given", text="a tip")

    page = show(alice_client, contact)

    assert "Gave: a tip" in page
    assert "Nothing noted yet" not in page


def test_the_chips_narrow_the_history_to_give_and_take_or_to_a_kind(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    make_moment(alice, contact, note="A call it was")
    make_exchange(alice, contact, "given", text="a tip")

    both = show(alice_client, contact)
    given = alice_client.get(f"/contacts/{contact.pk}/?kind=exchange").content.decode()
    calls = alice_client.get(f"/contacts/{contact.pk}/?kind=call").content.decode()

    assert f'href="/contacts/{contact.pk}/?kind=exchange#h-history">Give and take 1</a>' in both
    assert "Gave: a tip" in given
    assert "A call it was" not in given
    assert "A call it was" in calls
    assert "Gave: a tip" not in calls


@pytest.mark.parametrize("kind", ["", "exchange"])
def test_older_pages_go_on_where_moments_and_give_and_take_share_a_day(
    alice_client: Client, alice: User, kind: str
) -> None:
    contact = make_contact(alice)
    for _number in range(PAGE_SIZE):
        make_moment(alice, contact, on=date(2026, 1, 3))
        make_exchange(alice, contact, happened_on=date(2026, 1, 3))
    make_exchange(alice, contact, happened_on=date(2025, 1, 3))

    url = f"/contacts/{contact.pk}/?kind={kind}"
    seen: list[str] = []
    while url:
        response = alice_client.get(url, headers=HTMX if seen else {})
        links = re.findall(r'class="moment-edit" href="([^?]+)', response.content.decode())
        assert 0 < len(links) <= PAGE_SIZE
        seen += links
        url = response.context["older_url"]

    assert len(seen) == len(set(seen)) == (PAGE_SIZE + 1 if kind else 2 * PAGE_SIZE + 1)


@pytest.mark.parametrize("before", ["nonsense", "%00", "01900000-0000-7000-8000-000000000000", "2026-01-01_x"])
def test_nonsense_in_the_address_shows_the_newest(alice_client: Client, alice: User, before: str) -> None:
    contact = make_contact(alice)
    make_moment(alice, contact)

    response = alice_client.get(f"/contacts/{contact.pk}/?before={before}")

    assert len(response.context["history"]) == 1


def test_deleted_moments_do_not_show(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    make_moment(alice, contact, deleted_at="2026-01-01T00:00Z", note="Nobody reads this")

    assert "Nobody reads this" not in show(alice_client, contact)


def test_a_person_in_the_bin_can_be_brought_back(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, deleted_at="2026-01-01T00:00Z")

    response = alice_client.get(f"/contacts/{contact.pk}/")

    assert response.status_code == 410
    assert f'action="/contacts/{contact.pk}/restore/"' in response.content.decode()


def test_upper_apps_panels_are_fetched(alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from netzwerk.core.registry import Panel, Registry

    panels: Registry[Panel] = Registry()
    panels.add(Panel("contacts:contact-place"))
    monkeypatch.setattr("contacts.views.detail.contact_panels", panels)
    contact = make_contact(alice)

    assert f'<div hx-get="/contacts/{contact.pk}/place/" hx-trigger="load"' in show(alice_client, contact)


def test_the_number_of_queries_does_not_grow_with_moments(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    contact = enter(alice, emails=(Channel(value="m@example.org"),), organisation="Nordlicht")
    friends = [make_contact(alice, f"Friend {number}") for number in range(4)]
    make_moment(alice, contact, friends[0])
    make_exchange(alice, contact)
    with django_assert_same_queries() as few:
        show(alice_client, contact)
    for day in range(1, 9):
        make_moment(alice, contact, *friends, on=date(2026, 2, day))
        make_exchange(alice, contact, happened_on=date(2026, 2, day))
    with django_assert_same_queries() as many:
        show(alice_client, contact)

    assert len(few) == len(many)


def test_a_stranger_gets_404(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    assert charlie_client.get(f"/contacts/{contact.pk}/").status_code == 404
    assert charlie_client.get(f"/contacts/{uuid4()}/").status_code == 404


def test_the_page_speaks_german(alice_client: Client, alice: User) -> None:
    contact = enter(alice)
    log(alice, contact, on=date(2023, 1, 9), initiator="me")
    alice.language = "de"
    alice.save()
    assert "Seit 3 Jahren und 2 Monaten eingeschlafen" in show(alice_client, contact)
    assert "Anruf, von Ihnen" in show(alice_client, contact)

    alice.language = "de-du"
    alice.save()
    assert "Anruf, von dir" in show(alice_client, contact)
