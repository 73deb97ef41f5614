"""Moments and exchanges in a network: linked by their forms, told beside them, gathered on the network's page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from networks.models import Network, NetworkExchange, NetworkMoment
from networks.services.happenings import link_exchange, link_moment
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_event, make_exchange, make_moment, make_network
from tests.toasts import undo_of

pytestmark = pytest.mark.usefixtures("on_today")
HTMX = {"HX-Request": "true"}
CALL = {"kind": "call", "happened_on": "2026-03-16"}
GIFT = {"direction": "given", "kind": "tip", "text": "A talk on contracts", "happened_on": "2026-03-16"}


@pytest.fixture
def network(alice: User) -> Network:
    return make_network(alice)


@pytest.fixture
def miriam(alice: User) -> Contact:
    return make_contact(alice)


def moments(user: User) -> list[tuple[str, int | None]]:
    with acting_as(user):
        return list(NetworkMoment.objects.for_user(user).values_list("network__name", "minutes"))


def exchanges(user: User) -> list[tuple[str, str | None]]:
    with acting_as(user):
        found = NetworkExchange.objects.for_user(user).order_by("id")
        return list(found.values_list("network__name", "exchange__contact__name"))


def given_to(network: Network, **facts: Any) -> Exchange:
    """Return something that was exchanged with a network as such."""
    with acting_as(network.owner):
        data = {"direction": "given", "kind": "help", "happened_on": TODAY, **facts}
        exchange = Exchange.objects.create(owner=network.owner, contact=None, **data)
        link_exchange(network=network, exchange=exchange)
    return exchange


def test_without_a_network_the_forms_are_as_they_were(alice_client: Client, miriam: Contact) -> None:
    for url in (f"/contacts/{miriam.pk}/moments/new/", f"/contacts/{miriam.pk}/exchanges/new/"):
        assert "In which network" not in alice_client.get(url).text


def test_a_moment_is_logged_in_a_network_from_the_page_of_a_person(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    url = f"/contacts/{miriam.pk}/moments/new/"
    assert "In which network" in alice_client.get(url).text

    alice_client.post(url, {**CALL, "network": network.pk, "minutes": 90})

    assert moments(alice) == [("Women in Publishing", 90)]
    page = alice_client.get(f"/networks/{network.pk}/").text
    assert "1\u00a0h\u00a030\u00a0min spent there" in page
    assert "Miriam Kessler" in page
    for place in (f"/contacts/{miriam.pk}/", "/contacts/moments/"):
        shown = alice_client.get(place).text
        assert f'href="/networks/{network.pk}/"' in shown
        assert "Women in Publishing" in shown


def test_the_way_from_a_network_fills_it_in(alice_client: Client, network: Network) -> None:
    page = alice_client.get(f"/networks/{network.pk}/").text
    assert f"/contacts/moments/new/?network={network.pk}" in page.replace("&amp;", "&")

    form = alice_client.get(f"/contacts/moments/new/?network={network.pk}").context["form"]
    assert form["network"].value() == str(network.pk)
    assert form.has_more
    form = alice_client.get(f"/contacts/exchanges/new/?network={network.pk}").context["form"]
    assert form["network"].value() == str(network.pk)


def test_minutes_want_the_network_they_were_spent_in(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    url = f"/contacts/{miriam.pk}/moments/new/"

    for data, words in (
        ({"minutes": 30}, "Choose the network in which you spent this time."),
        ({"network": network.pk, "minutes": 0}, "greater than or equal to 1"),
        ({"network": network.pk, "minutes": 100_000}, "less than or equal to 4320"),
    ):
        answer = alice_client.post(url, {**CALL, **data})
        assert answer.status_code == 422
        assert words in answer.text
    assert moments(alice) == []


def test_a_changed_moment_keeps_changes_and_loses_its_network(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    moment, other = make_moment(alice, miriam), make_network(alice, "Other")
    with acting_as(alice):
        from networks.models import Occurrence

        day = Occurrence.objects.create(owner=alice, event=make_event(network), planned_on=TODAY)
        link_moment(network=network, moment=moment, occurrence=day, minutes=45)
    url, whole = f"/contacts/moments/{moment.pk}/", {**CALL, "contacts": miriam.pk}
    form = alice_client.get(url).context["form"]
    assert (form["network"].value(), form["minutes"].value()) == (network.pk, 45)
    assert form.has_more

    alice_client.post(url, {**whole, "network": network.pk, "minutes": 60})
    assert moments(alice) == [("Women in Publishing", 60)]
    with acting_as(alice):
        assert NetworkMoment.objects.for_user(alice).get().occurrence == day

    alice_client.post(url, {**whole, "network": other.pk})
    assert moments(alice) == [("Other", None)]
    alice_client.post(url, {**whole, "network": ""})
    assert moments(alice) == []


def test_what_lies_in_the_bin_is_not_taken_away_by_a_form_that_cannot_show_it(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    from django.utils import timezone

    from networks.services.networks import delete_network

    make_network(alice, "Other")
    moment = make_moment(alice, miriam)
    with acting_as(alice):
        link_moment(network=network, moment=moment)
        delete_network(network=network, now=timezone.now())

    alice_client.post(f"/contacts/moments/{moment.pk}/", {**CALL, "contacts": miriam.pk, "network": ""})

    assert moments(alice) == [("Women in Publishing", None)]


def test_somebody_elses_network_is_no_choice(
    alice: User, alice_client: Client, miriam: Contact, network: Network, charlie: User
) -> None:
    with acting_as(charlie):
        theirs = make_network(charlie)

    moment = alice_client.post(f"/contacts/{miriam.pk}/moments/new/", {**CALL, "network": theirs.pk})
    exchange = alice_client.post("/contacts/exchanges/new/", {**GIFT, "network": theirs.pk})

    assert moment.status_code == exchange.status_code == 422
    assert moments(alice) == exchanges(alice) == []


def test_something_is_given_to_a_network_alone_and_taken_back(
    alice: User, alice_client: Client, network: Network
) -> None:
    here = f"/networks/{network.pk}/"

    answer = alice_client.post("/contacts/exchanges/new/", {**GIFT, "network": network.pk, "next": here})

    assert answer.headers["Location"] == here
    assert exchanges(alice) == [("Women in Publishing", None)]
    page = alice_client.get(here)
    assert "Gave: A talk on contracts" in page.text
    assert "1 given" in page.text
    alice_client.post(undo_of(page))
    with acting_as(alice):
        assert not Exchange.objects.for_user(alice).present().exists()


def test_with_a_person_and_a_network_it_is_with_both(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    url = f"/contacts/{miriam.pk}/exchanges/new/"

    alice_client.post(url, {**GIFT, "network": network.pk})

    assert exchanges(alice) == [("Women in Publishing", "Miriam Kessler")]
    for place in (f"/contacts/{miriam.pk}/", "/contacts/give-and-take/", f"/contacts/{miriam.pk}/exchanges/"):
        assert "Women in Publishing" in alice_client.get(place).text


def test_without_a_person_and_a_network_the_form_asks_who(alice: User, alice_client: Client, network: Network) -> None:
    answer = alice_client.post("/contacts/exchanges/new/", GIFT)

    assert answer.status_code == 422
    assert "Who was it?" in answer.text
    typed = alice_client.post("/contacts/exchanges/new/", {**GIFT, "network": network.pk, "who": "Nobody like that"})
    assert typed.status_code == 422


def test_a_promise_to_a_network_is_told_kept_and_changed(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    promise = given_to(network, direction="promised", text="A talk", due_on=TODAY + timedelta(days=3))

    for place in ("/", "/contacts/give-and-take/", "/contacts/give-and-take/?way=promised"):
        page = alice_client.get(place).text
        assert "A talk" in page
        assert "Women in Publishing" in page
    form = alice_client.get(f"/contacts/exchanges/{promise.pk}/")
    assert "Give and take with Women in Publishing" in form.text
    assert 'name="who"' not in form.text

    data = {**GIFT, "direction": "promised", "text": "A longer talk"}
    refused = alice_client.post(f"/contacts/exchanges/{promise.pk}/", {**data, "network": ""})
    assert refused.status_code == 422
    assert "With whom or with what was it?" in refused.text
    alice_client.post(f"/contacts/exchanges/{promise.pk}/", {**data, "network": network.pk})
    assert (
        alice_client.post(f"/contacts/exchanges/{promise.pk}/done/").headers["Location"] == "/contacts/give-and-take/"
    )
    with acting_as(alice):
        kept = Exchange.objects.for_user(alice).get()
    assert (kept.text, kept.done_on, kept.contact) == ("A longer talk", TODAY, None)
    assert exchanges(alice) == [("Women in Publishing", None)]


def test_what_was_with_a_network_lies_in_the_bin_and_comes_back(
    alice: User, alice_client: Client, network: Network
) -> None:
    gift = given_to(network, text="A talk")

    assert alice_client.post(f"/contacts/exchanges/{gift.pk}/delete/").status_code == 302
    in_bin = alice_client.get("/contacts/bin/").text
    assert "A talk" in in_bin
    assert "Women in Publishing" in in_bin
    assert "A talk" not in alice_client.get(f"/networks/{network.pk}/").text.partition("What happened there")[2]
    alice_client.post("/contacts/bin/restore/", {"only": f"exchanges~{gift.pk}"})

    assert "A talk" in alice_client.get(f"/networks/{network.pk}/").text


def test_all_that_happened_comes_in_pages_and_parts(
    alice: User, alice_client: Client, miriam: Contact, network: Network
) -> None:
    with acting_as(alice):
        for number in range(13):
            day = TODAY - timedelta(days=number)
            link_moment(network=network, moment=make_moment(alice, miriam, on=day))
            link_exchange(network=network, exchange=make_exchange(alice, miriam, happened_on=day))
    url = f"/networks/{network.pk}/happenings/"

    first = alice_client.get(url)
    rest = alice_client.get(first.context["older_url"], headers=HTMX)

    shown = [item for page in (first, rest) for year in page.context["years"] for item in year.items]
    assert len(shown) == 26
    assert "<html" not in rest.text
    assert rest.context["older_url"] == ""
    assert [(part.key, part.count) for part in first.context["parts"]] == [("moments", 13), ("given", 13)]
    given = alice_client.get(url, {"way": "given"}).context["years"]
    assert {type(item).__name__ for year in given for item in year.items} == {"ExchangeItem"}
    assert "Nothing of that so far." in alice_client.get(url, {"way": "asked"}).text
    assert alice_client.get(url, {"way": "nonsense", "before": "x"}).status_code == 200


def test_where_nothing_happened_the_page_says_what_belongs_there(alice_client: Client, network: Network) -> None:
    assert "Nothing noted yet" in alice_client.get(f"/networks/{network.pk}/happenings/").text


def test_the_queries_do_not_grow_with_what_happened(
    alice: User, alice_client: Client, miriam: Contact, network: Network, django_assert_same_queries: Any
) -> None:
    def happen(day: date, *people: Contact) -> None:
        with acting_as(alice):
            link_moment(network=network, moment=make_moment(alice, *people, on=day), minutes=30)
            for person in people:
                link_exchange(network=network, exchange=make_exchange(alice, person, "promised", happened_on=day))
        given_to(network, direction="promised", happened_on=day)

    urls = (
        "/",
        f"/networks/{network.pk}/",
        f"/networks/{network.pk}/happenings/",
        f"/contacts/{miriam.pk}/",
        "/contacts/moments/",
        "/contacts/give-and-take/",
    )
    # With one more person: Miriam, whose page it is, is not asked for again.
    happen(TODAY, miriam, make_contact(alice, "Somebody"))
    with django_assert_same_queries() as few:
        for url in urls:
            alice_client.get(url)
    for number in range(1, 5):
        happen(TODAY - timedelta(days=number), miriam, make_contact(alice, f"Person {number}"))
        make_network(alice, f"Other {number}")
    with django_assert_same_queries() as many:
        for url in urls:
            alice_client.get(url)

    assert len(few) == len(many)


def test_a_stranger_gets_404(
    alice: User, charlie: User, charlie_client: Client, network: Network, miriam: Contact
) -> None:
    moment = make_moment(alice, miriam)
    gift = given_to(network)
    with acting_as(charlie):
        own = make_network(charlie, "Charlie's")

    for url in (f"/networks/{network.pk}/happenings/", f"/contacts/exchanges/{gift.pk}/"):
        assert charlie_client.get(url).status_code == 404
    assert charlie_client.post(f"/contacts/exchanges/{gift.pk}/", {**GIFT, "network": own.pk}).status_code == 404
    assert charlie_client.post(f"/contacts/moments/{moment.pk}/", {**CALL, "network": own.pk}).status_code == 404
    with acting_as(alice):
        assert Moment.objects.for_user(alice).filter(pk=moment.pk, network_moments=None).exists()
