"""Networks and meetings in the bin: shown, brought back, and gone for good after thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from contacts.services import purging
from networks.models import (
    Check,
    CheckAnswer,
    Event,
    GivingIdea,
    Inquiry,
    Look,
    LookingPlace,
    Membership,
    MembershipReview,
    Mention,
    Network,
    NetworkExchange,
    NetworkLink,
    NetworkMember,
    NetworkMoment,
    Occurrence,
    StageMove,
    WantedPerson,
)  # fmt: skip
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.contacts.test_views_bin import BIN, HTMX, ago, fresh, said, text_of
from tests.factories import (
    TODAY,
    make_check,
    make_contact,
    make_event,
    make_exchange,
    make_goal,
    make_member,
    make_membership,
    make_moment,
    make_network,
)  # fmt: skip

LONG_AGO = timezone.now() - timedelta(days=31)
LATELY = timezone.now() - timedelta(days=29)


def purge(owner: User) -> None:
    """Run the job that looks through the bin."""
    job = Job.objects.create(kind=purging.KIND, owner=owner, run_at=timezone.now())
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def furnish(network: Network) -> None:
    """Let everything belong to a network that can."""
    owner = network.owner
    contact, goal = make_contact(owner), make_goal(owner)
    moment, exchange = make_moment(owner, contact), make_exchange(owner, contact)
    make_member(network, contact)
    make_check(network, goal, {"tone": 4})
    membership, event = make_membership(network, since_on=TODAY), make_event(network)
    with acting_as(owner):
        MembershipReview.objects.create(owner=owner, membership=membership, reviewed_on=TODAY, decision="stay")
        occurrence = Occurrence.objects.create(owner=owner, event=event, planned_on=TODAY)
        WantedPerson.objects.create(owner=owner, occurrence=occurrence, contact=contact)
        NetworkMoment.objects.create(owner=owner, network=network, moment=moment, occurrence=occurrence)
        NetworkExchange.objects.create(owner=owner, network=network, exchange=exchange)
        alone = Exchange.objects.create(owner=owner, direction="given", kind="help", text="A talk", happened_on=TODAY)
        NetworkExchange.objects.create(owner=owner, network=network, exchange=alone)
        NetworkLink.objects.create(owner=owner, network=network, url="https://statutes.example")
        GivingIdea.objects.create(owner=owner, network=network, text="A talk", exchange=exchange)
        StageMove.objects.create(owner=owner, network=network, stage="idea", moved_on=TODAY)
        inquiry = Inquiry.objects.create(owner=owner, goal=goal, contact=contact)
        Mention.objects.create(owner=owner, inquiry=inquiry, network=network)
        place = LookingPlace.objects.create(owner=owner, goal=goal, text="Chamber")
        Look.objects.create(owner=owner, place=place, network=network, looked_on=TODAY)


def test_networks_and_meetings_are_shown_among_the_others(alice_client: Client, alice: User) -> None:
    here = make_network(alice, "Here")
    make_contact(alice, "Miriam", deleted_at=ago(3))
    make_network(alice, "Choir of Bremen", deleted_at=ago(2), stage="trying", place="Bremen")
    make_event(here, "Summer feast", deleted_at=ago(1))
    make_network(alice, "Merged", deleted_at=ago(1), merged_into=here)

    page = text_of(alice_client.get(BIN))

    places = [page.index(words) for words in ("Summer feast", "Choir of Bremen", "Trying out", "Miriam")]
    assert places == sorted(places)
    assert "Bremen" in page
    assert "Merged" not in page


def test_a_network_comes_back_as_it_was_with_all_that_belongs_to_it(alice_client: Client, alice: User) -> None:
    network = make_network(alice, stage="member", deleted_at=ago(2))
    furnish(network)

    response = alice_client.post(f"{BIN}restore/", {"only": f"networks~{network.pk}"})

    assert said(response) == "1 entry is back."
    assert (fresh(network).deleted_at, fresh(network).stage) == (None, "member")
    with acting_as(alice):
        for model in (NetworkMember, NetworkMoment, Check, Membership, Event, Mention, Look):
            assert model.objects.filter(**{} if model is Look else {"network": network}).count() == 1


def test_a_meeting_comes_back_and_what_is_ticked_of_several_kinds_together(alice_client: Client, alice: User) -> None:
    network = make_network(alice)
    event, contact = make_event(network, deleted_at=ago(1)), make_contact(alice, deleted_at=ago(1))

    response = alice_client.post(f"{BIN}restore/", {"events": [str(event.pk)], "contacts": [str(contact.pk)]})

    assert said(response) == "2 entries are back."
    assert fresh(event).deleted_at is fresh(contact).deleted_at is None


def test_what_was_merged_does_not_come_back_by_the_bin_nor_go_when_it_is_emptied(
    alice_client: Client, alice: User
) -> None:
    merged = make_network(alice, "Merged", deleted_at=ago(1), merged_into=make_network(alice))

    alice_client.post(f"{BIN}restore/", {"networks": [str(merged.pk)]})
    alice_client.post(f"{BIN}empty/")

    assert fresh(merged).deleted_at is not None


def test_a_meeting_of_a_network_in_the_bin_waits_with_it(alice_client: Client, alice: User) -> None:
    network = make_network(alice, "Gone with the wind", deleted_at=ago(1))
    event = make_event(network, "Summer feast", deleted_at=ago(2))

    assert "Summer feast" not in text_of(alice_client.get(BIN))
    alice_client.post(f"{BIN}restore/", {"events": [str(event.pk)]})
    assert fresh(event).deleted_at is not None

    alice_client.post(f"{BIN}restore/", {"networks": [str(network.pk)]})
    assert "Summer feast" in text_of(alice_client.get(BIN))


def test_an_idea_that_was_taken_away_is_told_with_its_network_and_comes_back(alice_client: Client, alice: User) -> None:
    network = make_network(alice, "Here")
    with acting_as(alice):
        idea = GivingIdea.objects.create(owner=alice, network=network, text="A talk", deleted_at=ago(1))

    page = text_of(alice_client.get(BIN))
    alice_client.post(f"{BIN}restore/", {"ideas": [str(idea.pk)]})

    assert "A talk" in page
    assert "Here" in page
    with acting_as(alice):
        assert list(GivingIdea.objects.present()) == [idea]


def test_an_idea_goes_by_its_own_date(alice: User) -> None:
    network = make_network(alice)
    with acting_as(alice):
        for deleted_at in (LONG_AGO, LATELY, None):
            GivingIdea.objects.create(owner=alice, network=network, text="A talk", deleted_at=deleted_at)

    purge(alice)

    with acting_as(alice):
        assert GivingIdea.objects.count() == 2


def test_emptying_counts_and_deletes_networks_and_meetings_too(alice_client: Client, alice: User) -> None:
    here = make_network(alice, "Here")
    make_network(alice, "Gone", deleted_at=ago(1))
    make_event(here, deleted_at=ago(1))

    assert "2 entries go for good" in text_of(alice_client.get(f"{BIN}empty/"))
    alice_client.post(f"{BIN}empty/")

    with acting_as(alice):
        assert list(Network.objects.all()) == [here]
        assert not Event.objects.exists()


def test_after_thirty_days_all_that_belongs_to_a_network_goes_and_what_happened_there_stays(
    alice: User, charlie: User
) -> None:
    network = make_network(alice, deleted_at=LONG_AGO)
    furnish(network)
    young, others = make_network(alice, "Young", deleted_at=LATELY), make_network(charlie, deleted_at=LONG_AGO)

    purge(alice)
    purge(alice)

    with acting_as(alice):
        assert list(Network.objects.all()) == [young]
        going = (
            NetworkMember, NetworkMoment, NetworkExchange, NetworkLink, Check, CheckAnswer, GivingIdea, Membership,
            MembershipReview, Event, Occurrence, WantedPerson, StageMove, Mention,
        )  # fmt: skip
        assert [model for model in going if model.objects.exists()] == []
        assert (Contact.objects.count(), Moment.objects.count(), Exchange.objects.count()) == (1, 1, 1)
        assert [look.network_id for look in Look.objects.all()] == [None]
    assert fresh(others)


def test_a_meeting_goes_by_its_own_date(alice: User) -> None:
    network = make_network(alice)
    for deleted_at in (LONG_AGO, LATELY, None):
        make_event(network, deleted_at=deleted_at)

    purge(alice)

    with acting_as(alice):
        assert Event.objects.count() == 2


def test_what_was_merged_goes_after_thirty_days_or_with_what_it_went_into(alice: User) -> None:
    survivor = make_network(alice, "Survivor")
    make_network(alice, "Merged long ago", deleted_at=LONG_AGO, merged_into=survivor)
    make_network(alice, "Merged lately", deleted_at=LATELY, merged_into=survivor)

    def names() -> set[str]:
        with acting_as(alice):
            return set(Network.objects.values_list("name", flat=True))

    purge(alice)
    assert names() == {"Survivor", "Merged lately"}

    with acting_as(alice):
        Network.objects.filter(pk=survivor.pk).update(deleted_at=LONG_AGO)
    purge(alice)
    assert names() == set()


def test_a_stranger_sees_and_reaches_nothing(charlie_client: Client, alice: User) -> None:
    network = make_network(alice, "Choir of Bremen", deleted_at=ago(1))
    event = make_event(make_network(alice), "Summer feast", deleted_at=ago(1))

    page = text_of(charlie_client.get(BIN))
    assert "Choir" not in page and "Summer feast" not in page
    charlie_client.post(f"{BIN}restore/", {"networks": [str(network.pk)], "events": [str(event.pk)]})
    charlie_client.post(f"{BIN}empty/")

    assert fresh(network).deleted_at and fresh(event).deleted_at


def test_pages_of_all_kinds_follow_each_other_without_gaps_and_queries_do_not_grow(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch, django_assert_same_queries: Any
) -> None:
    monkeypatch.setattr("contacts.views.bin.PAGE_SIZE", 3)
    same, here = ago(3), make_network(alice)
    for number in range(3):
        make_network(alice, f"N{number}", deleted_at=same)
        make_event(here, f"E{number}", deleted_at=same)
        make_contact(alice, f"P{number}", deleted_at=same)
    found, address, counts = "", BIN, []
    while address:
        with django_assert_same_queries() as queries:
            page = alice_client.get(address, headers=HTMX)
        counts.append(len(queries))
        found += text_of(page)
        html = page.content.decode()
        more = html.partition('id="pager-more" href="')[2].partition('"')[0].replace("&amp;", "&")
        address = f"{BIN}{more}" if more else ""
    # Each of them once, and named once more by its own buttons alone.
    for words in (f"{kind}{number}" for kind in "NEP" for number in range(3)):
        assert found.count(f"Choose {words} ") == 1
    assert len(counts) == 3
    # The first one is a whole page, whose navigation counts as well.
    navigation = 3
    assert max(counts[0] - navigation, *counts[1:]) <= min(counts) + 1
