"""What nobody types on purpose, sent to networks: a sentence, or kept as it is; never an error of the server."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from networks.models import (
    Event,
    Inquiry,
    LookingPlace,
    Membership,
    Mention,
    Network,
    NetworkBudget,
    NetworkLink,
    NetworkMember,
)
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_check,
    make_contact,
    make_event,
    make_goal,
    make_member,
    make_membership,
    make_network,
)
from tests.networks.meeting_rooms import at, today

FIRST, LAST = "0001-01-01", "9999-12-31"
MUCH = str(2**31)
SCRIPTS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<b>x", "vbscript:x")


def address(name: str, **ids: Any) -> str:
    return reverse(f"networks:{name}", kwargs={noun: getattr(thing, "pk", thing) for noun, thing in ids.items()})


def how_many(user: User, rows: Any) -> int:
    with acting_as(user):
        return int(rows.count())


def refused(client: Client, url: str, data: dict[str, Any]) -> str:
    """Post what has to be refused and return the page that says so, with what was typed."""
    response = client.post(url, data)
    assert response.status_code == 422, (url, data, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize(
    "amount", ["NaN", "Infinity", "-Infinity", "-1", "1e9", "1e400", "9" * 400, "1.001", "\0", "٣€"]
)
def test_amounts_that_are_none_are_refused(alice: User, alice_client: Client, amount: str) -> None:
    url = reverse("networks:network-create")
    for name in ("fee_amount", "extra_costs"):
        assert amount.strip("\0")[:50] in refused(
            alice_client, url, {"name": "Choir", "fee": "amount", "fee_amount": "3", name: amount}
        )
    refused(alice_client, reverse("networks:balance"), {"amount": amount, "currency": "EUR"})
    assert how_many(alice, Network.objects) == how_many(alice, NetworkBudget.objects) == 0


@pytest.mark.parametrize("currency", ["€€€", "EURO", "12", "ab", "<b>", "ẞẞẞ", "E\0R"])
def test_a_currency_is_three_letters(alice: User, alice_client: Client, currency: str) -> None:
    refused(alice_client, reverse("networks:balance"), {"amount": "5", "currency": currency})
    refused(alice_client, reverse("networks:network-create"), {"name": "Choir", "fee_currency": currency})


@pytest.mark.parametrize("size", ["0", "-1", MUCH, str(2**63), "1.5", "x", "9" * 500])
def test_sizes_that_no_network_has_are_refused(alice: User, alice_client: Client, size: str) -> None:
    refused(alice_client, reverse("networks:network-create"), {"name": "Choir", "size": size})


@pytest.mark.parametrize("url", SCRIPTS)
def test_no_link_runs_anything(alice: User, alice_client: Client, url: str) -> None:
    network, goal = make_network(alice), make_goal(alice)
    rows = {"links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-0-label": "Statutes", "links-0-url": url}
    refused(alice_client, reverse("networks:network-create"), {"name": "Choir", "url": url})
    refused(alice_client, reverse("networks:network-create"), {"name": "Choir", **rows})
    refused(alice_client, address("event-create", network=network), {"title": "x", "starts_on": str(TODAY), "url": url})
    refused(alice_client, address("looking-place-create", goal=goal), {"text": "x", "kind": "press", "url": url})
    assert how_many(alice, NetworkLink.objects) == how_many(alice, Event.objects) == 0


@pytest.mark.parametrize("day", [FIRST, LAST, "1899-12-31", "2200-01-01", "2026-02-30", "x\0"])
def test_days_that_are_out_of_reach_are_refused(alice: User, alice_client: Client, day: str) -> None:
    network = make_network(alice, stage="member")
    event, goal, contact = make_event(network, starts_on=today()), make_goal(alice), make_contact(alice)
    check = make_check(network, goal)
    with acting_as(alice):
        place = LookingPlace.objects.create(owner=alice, goal=goal, text="Trade press")
        inquiry = Inquiry.objects.create(owner=alice, goal=goal, contact=contact, asked_on=TODAY)
    rows = {"named-TOTAL_FORMS": "1", "named-INITIAL_FORMS": "0", "named-0-name": "Choir"}

    refused(alice_client, address("event-create", network=network), {"title": "x", "starts_on": day})
    refused(alice_client, at(event, today(), "edit"), {"moved_to": day})
    refused(alice_client, address("network-move", network=network), {"stage": "trying", "on": day})
    refused(alice_client, address("membership-leave", network=network), {"left_on": day})
    refused(alice_client, address("check-verdict", check=check), {"verdict": "try", "review_on": day})
    refused(alice_client, address("look-create", looking_place=place), {"looked_on": day})
    refused(alice_client, address("inquiry-answer", inquiry=inquiry), {"answered_on": day, **rows})
    refused(alice_client, address("inquiry-ask", goal=goal, contact=contact), {"asked_on": day})
    assert how_many(alice, Mention.objects) == 0


@pytest.mark.parametrize("day", [FIRST, LAST, "2026-02-30", "x", "2026-W01-1", "20260105", "+2026-01-05"])
def test_a_day_in_an_address_on_which_nothing_is_leads_nowhere(alice: User, alice_client: Client, day: str) -> None:
    event = make_event(make_network(alice), repeats="weekly", repeats_until="9999-12-31")
    for page in ("", "edit/", "met/", "sheet/", "calendar.ics", "wanted/"):
        assert alice_client.get(f"/networks/events/{event.pk}/{day}/{page}").status_code == 404, page


def test_a_series_to_the_end_of_the_calendar_is_listed_from_any_place(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    for repeats in Event.Repeats.values[1:]:
        response = alice_client.post(
            address("event-create", network=network),
            {
                "title": repeats,
                "starts_on": "1900-01-31",
                "repeats": repeats,
                "repeats_until": LAST,
                "minutes": "10080",
            },
        )
        assert response.status_code == 302
        assert alice_client.get(response["Location"]).status_code == 200
    [event, *_others] = _all(alice, Event)
    url = reverse("networks:event-list")
    for query in (
        f"since={LAST}", f"since={FIRST}", f"before={LAST}_{event.pk}_{LAST}", f"before={FIRST}_{event.pk}_{FIRST}",
        f"before={FIRST}_{event.pk}_{LAST}", "before=x_y_z", "before=\0", "network=x", "network=%00",
    ):  # fmt: skip
        for headers in ({}, {"HX-Request": "true"}):
            assert alice_client.get(f"{url}?{query}", headers=headers).status_code == 200, query


def _all(user: User, model: Any) -> list[Any]:
    with acting_as(user):
        return list(model.objects.all())


@pytest.mark.parametrize("field, value", [
    ("own_months", "0"), ("own_months", "65535"), ("own_months", MUCH), ("own_months", "-1"), ("notice_count", "32767"),
    ("notice_count", "-1"), ("notice_count", MUCH), ("notice_unit", "years"), ("term", "x"), ("starts", "x"),
    ("since", "9999"), ("since", "0001"), ("since", "x\0"), ("starts_on", "x"),
])  # fmt: skip
def test_terms_that_are_none_are_refused(alice: User, alice_client: Client, field: str, value: str) -> None:
    network = make_network(alice, stage="member")
    good = {"since": "2020", "term": "own", "own_months": "12", "starts": "other", "starts_on": "2020-01-01"}

    refused(alice_client, address("membership-edit", network=network), {**good, field: value})

    assert how_many(alice, Membership.objects) == 0


@pytest.mark.parametrize("starts_on", [FIRST, LAST, "9999-01-31", "0001-12-31"])
@pytest.mark.parametrize("unit", ["days", "weeks", "months"])
def test_a_term_at_an_end_of_the_calendar_breaks_no_page(
    alice: User, alice_client: Client, starts_on: str, unit: str
) -> None:
    network = make_network(alice, stage="member")
    data = {
        "since": "", "term": "own", "own_months": "120", "starts": "other", "starts_on": starts_on,
        "notice_count": "365", "notice_unit": unit,
    }  # fmt: skip
    url = address("membership-edit", network=network)

    assert alice_client.get(url, data, headers={"HX-Request": "true"}).status_code in {200, 422}
    assert alice_client.post(url, data).status_code in {302, 422}
    for page in (url, address("membership-leave", network=network), address("network-detail", network=network), "/",
                 reverse("networks:balance"), reverse("networks:agenda")):  # fmt: skip
        assert alice_client.get(page).status_code == 200, page


def test_memberships_at_the_ends_of_the_calendar_break_no_page(alice: User, alice_client: Client) -> None:
    for since, term in ((FIRST, 1), (LAST, 1), ("2020-01-31", 65_535 // 2), (FIRST, 32_767), (LAST, 32_767)):
        network = make_network(alice, since, stage="member")
        fields = {"since_on": since, "term_starts_on": since, "term_months": term, "notice_count": 32_767}
        make_membership(network, **fields, notice_unit="months")
    for row in _all(alice, Membership):
        for page in (address("membership-detail", membership=row), address("membership-review", membership=row),
                     address("membership-leave", network=row.network_id),
                     address("membership-edit", network=row.network_id),
                     address("network-detail", network=row.network_id)):  # fmt: skip
            assert alice_client.get(page).status_code == 200, (page, row.since_on)
    for page in ("/", reverse("networks:board"), reverse("networks:balance"), reverse("networks:agenda")):
        assert alice_client.get(page).status_code == 200, page


@pytest.mark.parametrize("year", ["0", "-1", "99999", MUCH, "x", "1e3", "²"])
def test_years_in_which_nobody_joined_are_refused(alice: User, alice_client: Client, year: str) -> None:
    network, contact = make_network(alice), make_contact(alice)
    member = make_member(network, contact)
    for name in ("since_year", "until_year"):
        refused(alice_client, address("member-edit", member=member), {name: year})
        refused(alice_client, address("member-add", network=network), {"contacts": [str(contact.pk)], name: year})
        response = alice_client.post(
            f"{address('member-bring-back', network=network)}?contact={contact.pk}&member={member.pk}&{name}={year}"
        )
        assert response.status_code == 302


@pytest.mark.parametrize("minutes", ["0", "-1", MUCH, "99999", "x", "1.5"])
def test_minutes_that_nobody_stays_are_refused(alice: User, alice_client: Client, minutes: str) -> None:
    network, contact = make_network(alice), make_contact(alice)
    event = make_event(network, starts_on=today())
    rows = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0", "contacts": [str(contact.pk)]}
    refused(
        alice_client,
        address("event-create", network=network),
        {"title": "x", "starts_on": str(TODAY), "minutes": minutes},
    )
    refused(alice_client, at(event, today(), "met"), {**rows, "minutes": minutes})
    moment = {
        "kind": "call",
        "happened_on": str(today()),
        "note": "Tea",
        "network": str(network.pk),
        "minutes": minutes,
    }
    refused(alice_client, reverse("contacts:moment-create", args=[contact.pk]), moment)


def test_a_note_that_is_too_long_comes_back_with_what_was_typed(alice: User, alice_client: Client) -> None:
    network, note = make_network(alice), "Word " * 8_000
    event = make_event(network, starts_on=today())
    seen = {"name": "Choir", "note": note, "anyway": "on"}
    rows = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0", "contacts": [str(make_contact(alice).pk)]}

    for url, data in (
        (reverse("networks:network-create"), seen),
        (address("network-edit", network=network), seen),
        (address("event-create", network=network), {"title": "x", "starts_on": str(TODAY), "note": note}),
        (at(event, today(), "edit"), {"note": note}),
        (at(event, today(), "met"), {**rows, "note": note}),
    ):
        assert "Word Word Word" in refused(alice_client, url, data)


@pytest.mark.parametrize("prefix, name, data", [
    ("people", "met", {}), ("people", "met", {"people-TOTAL_FORMS": "99999"}),
    ("people", "met", {"people-TOTAL_FORMS": "x\0", "people-INITIAL_FORMS": "-1"}),
])  # fmt: skip
def test_lines_that_did_not_arrive_as_a_whole_are_asked_for_again(
    alice: User, alice_client: Client, prefix: str, name: str, data: dict[str, str]
) -> None:
    event = make_event(make_network(alice), starts_on=today())
    refused(alice_client, at(event, today(), name), {"contacts": [str(make_contact(alice).pk)], "note": "Tea", **data})


@pytest.mark.parametrize("total", ["", "x", "-1", "99999", "\0"])
def test_rows_that_did_not_arrive_as_a_whole_are_asked_for_again(alice: User, alice_client: Client, total: str) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    with acting_as(alice):
        inquiry = Inquiry.objects.create(owner=alice, goal=goal, contact=contact, asked_on=TODAY)
    refused(
        alice_client,
        address("inquiry-answer", inquiry=inquiry),
        {"answered_on": str(TODAY), "named-TOTAL_FORMS": total, "answer": "x"},
    )
    refused(alice_client, reverse("networks:network-create"), {"name": "Choir", "links-TOTAL_FORMS": total})
    assert how_many(alice, Network.objects) == 0


def test_a_missing_form_of_rows_loses_no_documents(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    with acting_as(alice):
        NetworkLink.objects.create(owner=alice, network=network, url="https://statutes.example", label="Statutes")
    page = alice_client.get(address("network-edit", network=network)).context
    alice_client.post(address("network-edit", network=network), {"name": "Choir", "seen": page["seen"]})

    assert how_many(alice, NetworkLink.objects) == 1
    assert _all(alice, Network)[0].name == "Choir"


@pytest.mark.parametrize(("number", "statuses"), [(1_500, {302, 422}), (5_000, {400})])
def test_whoever_picks_thousands_gets_a_quick_answer(
    alice: User, alice_client: Client, number: int, statuses: set[int]
) -> None:
    network = make_network(alice)
    with acting_as(alice):
        people = Contact.objects.bulk_create(
            Contact(owner=alice, name=f"P {each}", folded_name=f"p {each}", anchor_on=TODAY) for each in range(number)
        )
    picked = {"contacts": [str(person.pk) for person in people]}
    started = perf_counter()

    for url in (address("member-add", network=network), at(make_event(network), TODAY, "wanted")):
        assert alice_client.post(url, picked).status_code in statuses
    assert perf_counter() - started < 20
    assert how_many(alice, NetworkMember.objects) in {0, number}


@pytest.mark.parametrize(
    "name",
    ["\u202eevil\u202c", "x\r\nBcc: eve@example.org", "🧑‍🤝‍🧑" * 20, "\ufeff\u200bChoir", "<script>alert(1)</script>"],
)
def test_names_of_all_sorts_are_kept_as_one_line_and_shown_as_text(
    alice: User, alice_client: Client, name: str
) -> None:
    response = alice_client.post(reverse("networks:network-create"), {"name": name})
    assert response.status_code in {302, 422}
    if response.status_code == 302:
        [network] = _all(alice, Network)
        assert "\n" not in network.name
        assert "\r" not in network.name
        assert "\u202e" not in network.name
        page = alice_client.get(response["Location"]).content.decode()
        assert "<script>alert(1)" not in page


@pytest.mark.parametrize("data", [
    {"action": "x"}, {"action": "move"}, {"action": "move", "stage": "x"}, {"action": "compare"}, {},
    {"action": "delete", "networks": ["x"] * 500}, {"action": "delete", "networks": ["\0", "", "1" * 9_000]},
])  # fmt: skip
def test_nothing_sensible_for_several_is_refused(alice: User, alice_client: Client, data: dict[str, Any]) -> None:
    network = make_network(alice)
    refused(alice_client, reverse("networks:network-several"), {"networks": [str(network.pk)], **data})
    assert how_many(alice, Network.objects.present().filter(stage="idea")) == 1


def test_forged_choices_are_refused(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice, stage="member"), make_goal(alice)
    check, membership = make_check(network, goal), make_membership(network, since_on=TODAY)
    create = reverse("networks:network-create")
    for name in ("kind", "sphere", "reach", "format", "rhythm", "fee", "fee_period", "fee_currency", "languages"):
        refused(alice_client, create, {"name": "Choir", name: "x\0"})
    refused(alice_client, address("network-move", network=network), {"stage": "x"})
    refused(alice_client, address("check-verdict", check=check), {"verdict": "x"})
    refused(alice_client, address("membership-review", membership=membership), {"decision": "x"})
    refused(
        alice_client, address("event-create", network=network), {"title": "x", "starts_on": str(TODAY), "repeats": "x"}
    )
    refused(alice_client, address("idea-add", network=network), {"offers": "x"})
    refused(alice_client, address("looking-place-create", goal=goal), {"text": "x", "kind": "x"})
    refused(alice_client, address("looking-place-create", goal=goal), {"text": "x", "kind": "press", "weeks": "65535"})
    weights = dict.fromkeys(("reach", "size", "format", "fee", "members", "tone", "value", "giving"), "10")
    for value in ("-1", "101", "x", MUCH, ""):
        refused(alice_client, address("fit-weights", goal=goal), {**weights, "tone": value})
    assert alice_client.post(address("network-sphere", network=network), {"sphere": "x"}).status_code == 400


def test_the_comparison_takes_any_question(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    url = reverse("networks:compare")
    for query in (
        "goal=x", f"goal={goal.pk}&network=x&network=%00", "&".join([f"network={network.pk}"] * 300), "chosen=1",
        f"goal={network.pk}",
    ):  # fmt: skip
        assert alice_client.get(f"{url}?{query}").status_code in {200, 404}, query
