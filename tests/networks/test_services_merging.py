"""Two networks become one, and two again: nothing is lost, and nothing is left over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from networks.models import (
    Event,
    GivingIdea,
    Inquiry,
    Look,
    LookingPlace,
    Membership,
    Mention,
    Network,
    NetworkExchange,
    NetworkLink,
    NetworkMember,
    NetworkMerge,
    NetworkMoment,
    StageMove,
)  # fmt: skip
from networks.services.merging import NotMergeableError, TooLateToUndoError, merge_networks, undo_network_merge
from networks.services.network_rows import NETWORK_BELONGINGS
from networks.words.merging import GROUPS, NEVER_CHOSEN
from netzwerk.core.models import Job
from netzwerk.core.owned import owned_models
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

NOW = timezone.now()


def merge(survivor: Network, absorbed: Network, now: datetime = NOW, **choices: str) -> NetworkMerge:
    """Merge and return the record."""
    return merge_networks(survivor=survivor, absorbed=absorbed, choices=choices, now=now)


def undo(merged: NetworkMerge, now: datetime = NOW) -> Any:
    """Undo and return what was left."""
    return undo_network_merge(merge=merged, now=now)


def snapshot() -> list[str]:
    """Return each row of everything about networks as text, but for the records of merges."""
    models = [model for model in owned_models() if model._meta.app_label == "networks" and model is not NetworkMerge]
    every = " UNION ALL ".join(f"SELECT '{m._meta.db_table} ' || t::text FROM \"{m._meta.db_table}\" t" for m in models)
    with connection.cursor() as cursor:
        cursor.execute(every)
        return sorted(row[0] for row in cursor.fetchall())


def fresh(network: Network) -> Network:
    """Return a network as it is stored."""
    return Network.objects.get(pk=network.pk)


def test_every_link_to_a_network_is_registered() -> None:
    links = {
        (model, field.name)
        for model in owned_models()
        for field in model._meta.concrete_fields
        if field.related_model is Network
    }

    assert {(each.model, name) for each in NETWORK_BELONGINGS for name in each.fields} == links


def test_every_column_is_chosen_or_named_as_one_that_is_not() -> None:
    columns = {each.attname for each in Network._meta.concrete_fields}

    assert {name for group in GROUPS for name in group.columns} | NEVER_CHOSEN == columns


def furnish(network: Network, word: str) -> None:
    """Let everything belong to a network that can."""
    owner = network.owner
    contact, goal, own = make_contact(owner), make_goal(owner), {"owner": owner, "network": network}
    moment, exchange, event = make_moment(owner, contact), make_exchange(owner, contact), make_event(network)
    make_event(network, "In the bin", deleted_at=NOW)
    make_member(network, contact)
    make_check(network, goal, {"tone": 4})
    make_membership(network, since_on=date(2019, 1, 1), left_on=date(2020, 1, 1))
    make_membership(network, since_on=TODAY)
    assert event
    NetworkMoment.objects.create(moment=moment, **own)
    NetworkExchange.objects.create(exchange=exchange, **own)
    for position in range(2):
        NetworkLink.objects.create(url=f"https://{word}.example/{position}", position=position, **own)
        GivingIdea.objects.create(text=f"A talk {word} {position}", position=position, **own)
    StageMove.objects.create(stage="idea", moved_on=TODAY - timedelta(days=9), **own)
    Mention.objects.create(inquiry=Inquiry.objects.create(owner=owner, goal=goal, contact=contact), **own)
    place = LookingPlace.objects.create(owner=owner, goal=goal, text=f"Chamber {word}")
    Look.objects.create(place=place, looked_on=TODAY, **own)


def test_the_survivor_has_what_both_had_and_undoing_leaves_every_table_as_before(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice, "BDÜ"), make_network(as_alice, "Translators", note="Ask Eva")
    furnish(survivor, "one")
    furnish(absorbed, "two")
    before = snapshot()

    merged = merge(survivor, absorbed)

    for model in (NetworkMember, NetworkMoment, NetworkExchange, Mention, Look, StageMove):
        assert model.objects.for_user(as_alice).filter(network=survivor).count() == 2, model
    assert Event.objects.filter(network=survivor).count() == 4
    assert [link.position for link in NetworkLink.objects.filter(network=survivor)] == [0, 1, 2, 3]
    assert GivingIdea.objects.filter(network=survivor).count() == 4
    assert fresh(survivor).note == "Ask Eva"
    assert (fresh(absorbed).merged_into_id, fresh(absorbed).deleted_at) == (survivor.pk, NOW)
    assert Job.objects.filter(kind="purge", owner=as_alice).exists()

    apart = undo(merged)

    assert apart.edited == []
    assert snapshot() == before


def test_the_same_person_twice_becomes_one_who_says_what_both_said(as_alice: User) -> None:
    survivor, absorbed, contact = make_network(as_alice), make_network(as_alice, "Other"), make_contact(as_alice)
    make_member(survivor, contact, since_year=2015)
    make_member(absorbed, contact, role="Treasurer", since_year=2010, is_wished=True)
    before = snapshot()

    merged = merge(survivor, absorbed)

    member = NetworkMember.objects.get(network=survivor)
    assert (member.role, member.since_year, member.is_wished) == ("Treasurer", 2010, True)
    undo(merged)
    assert snapshot() == before


def test_of_two_current_memberships_the_survivors_holds_and_past_ones_come_along(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice), make_network(as_alice, "Other")
    mine = make_membership(survivor, since_on=date(2020, 1, 1))
    make_membership(absorbed, since_on=date(2021, 1, 1))
    past = make_membership(absorbed, since_on=date(2010, 1, 1), left_on=date(2012, 1, 1))
    before = snapshot()

    merged = merge(survivor, absorbed)

    assert set(Membership.objects.filter(network=survivor)) == {mine, past}
    undo(merged)
    assert snapshot() == before


def test_a_current_membership_comes_along_where_the_survivor_has_only_a_past_one(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice), make_network(as_alice, "Other", stage="member")
    make_membership(survivor, since_on=date(2010, 1, 1), left_on=date(2012, 1, 1))
    current = make_membership(absorbed, since_on=date(2021, 1, 1))

    merge(survivor, absorbed)

    assert Membership.objects.for_user(as_alice).current().get(network=survivor) == current
    assert fresh(survivor).stage == "member"


def test_what_is_known_wins_and_a_choice_wins_over_that(as_alice: User) -> None:
    contact = make_contact(as_alice, "Eva")
    survivor = make_network(as_alice, "BDÜ", place="Hamburg", languages=["de"], note="One")
    absorbed = make_network(
        as_alice, "Translators", place="Berlin", size=200, fee_amount=Decimal("96.50"), fee_period="month",
        languages=["en", "de"], note="Two", source_contact=contact,
    )  # fmt: skip
    before = snapshot()

    merged = merge(survivor, absorbed, place="absorbed", note="both", name="survivor")

    now = fresh(survivor)
    assert (now.name, now.place, now.size, now.languages) == ("BDÜ", "Berlin", 200, ["de", "en"])
    assert (now.fee_amount, now.fee_period, now.note) == (Decimal("96.50"), "month", "One\n\nTwo")
    assert now.source_contact_id == contact.pk
    undo(merged)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (("idea", 5), ("member", 1), "member"),
        (("trying", 1), ("declined", 5), "trying"),
        (("idea", 1), ("checking", 5), "checking"),
        (("left", 5), ("idea", 1), "left"),
    ],
)
def test_where_one_spends_time_counts_and_else_what_was_decided_last(
    as_alice: User, here: tuple[str, int], there: tuple[str, int], expected: str
) -> None:
    survivor = make_network(as_alice, stage=here[0], staged_on=TODAY + timedelta(days=here[1]))
    absorbed = make_network(as_alice, "Other", stage=there[0], staged_on=TODAY + timedelta(days=there[1]))

    merge(survivor, absorbed)

    assert fresh(survivor).stage == expected


def test_the_history_of_stages_ends_with_the_stage_that_holds(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice, stage="member"), make_network(as_alice, "Other")
    for network, stage, days in ((survivor, "member", 0), (absorbed, "checking", -5), (absorbed, "idea", 5)):
        day = TODAY + timedelta(days=days)
        StageMove.objects.create(owner=as_alice, network=network, stage=stage, moved_on=day)
    before = snapshot()

    merged = merge(survivor, absorbed)

    assert [move.stage for move in StageMove.objects.filter(network=survivor)] == ["member", "checking"]
    undo(merged)
    assert snapshot() == before


def test_what_was_changed_since_stays_and_is_told(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice, note="One"), make_network(as_alice, "Other", note="Two", size=9)
    member = make_member(absorbed, make_contact(as_alice))
    merged = merge(survivor, absorbed)
    Network.objects.filter(pk=survivor.pk).update(note="Mine", size=None)
    later = make_member(fresh(survivor), make_contact(as_alice, "Later"))
    NetworkMember.objects.filter(pk=member.pk).delete()

    apart = undo(merged)

    assert apart.edited == ["note"]
    assert (fresh(survivor).note, fresh(survivor).size) == ("Mine", None)
    assert list(NetworkMember.objects.all()) == [later]
    assert later.network_id == survivor.pk


def test_done_twice_it_is_done_once(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice), make_network(as_alice, "Other")
    before = snapshot()

    merged = merge(survivor, absorbed)
    assert merge(survivor, absorbed) == merged
    undo(merged)
    undo(merged)

    assert snapshot() == before
    assert NetworkMerge.objects.count() == 1
    # And once more, as something new.
    assert merge(survivor, absorbed) != merged


def test_what_cannot_become_one_is_refused(as_alice: User, charlie: User) -> None:
    network, gone = make_network(as_alice), make_network(as_alice, "Gone", deleted_at=NOW)

    for survivor, absorbed in ((network, network), (network, gone), (gone, network)):
        with pytest.raises(NotMergeableError):
            merge(survivor, absorbed)
    foreign = make_network(charlie)
    with pytest.raises(NotMergeableError):
        merge(network, foreign)


def test_after_thirty_days_it_is_final(as_alice: User) -> None:
    merged = merge(make_network(as_alice), make_network(as_alice, "Other"))

    with pytest.raises(TooLateToUndoError):
        undo(merged, NOW + timedelta(days=31))


def _add_member(network: Network, number: int, contacts: list[Any]) -> None:
    contact = contacts[number % len(contacts)]
    if not NetworkMember.objects.filter(network=network, contact=contact).exists():
        make_member(network, contact, role="Board" if number > 2 else "", since_year=2000 + number)


def _add_link(network: Network, number: int, _contacts: list[Any]) -> None:
    NetworkLink.objects.create(owner=network.owner, network=network, url=f"https://{number % 2}.example")


def test_an_idea_that_was_taken_away_keeps_no_other_from_coming_along(as_alice: User) -> None:
    survivor, absorbed = make_network(as_alice), make_network(as_alice, "Another")
    GivingIdea.objects.create(owner=as_alice, network=survivor, text="A talk", deleted_at=NOW)
    talk = GivingIdea.objects.create(owner=as_alice, network=absorbed, text="A talk")

    merge(survivor, absorbed)

    assert list(GivingIdea.objects.present().filter(network=survivor)) == [talk]


def _add_idea(network: Network, number: int, _contacts: list[Any]) -> None:
    GivingIdea.objects.create(owner=network.owner, network=network, text=f"Talk {number % 2}", position=number)


def _add_membership(network: Network, number: int, _contacts: list[Any]) -> None:
    is_current = number > 2 and not Membership.objects.filter(network=network, left_on=None).exists()
    make_membership(network, since_on=TODAY, left_on=None if is_current else TODAY)


def _change(network: Network, number: int, _contacts: list[Any]) -> None:
    stage = "member" if number % 2 else "left"
    Network.objects.filter(pk=network.pk).update(stage=stage, note=f"N{number}", size=number or None)


THINGS = (_add_member, _add_link, _add_idea, _add_membership, _change)


@given(
    additions=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(THINGS), st.integers(0, 5)), max_size=14),
    order=st.permutations([0, 1, 2]),
    steps=st.sampled_from([((0, 1), (0, 2)), ((1, 2), (0, 1)), ((0, 1), (2, 0))]),
    backwards=st.booleans(),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merges_of_three_undone_in_any_order_leave_everything_as_before(
    as_alice: User,
    additions: list[tuple[int, Callable[[Network, int, list[Any]], None], int]],
    order: list[int],
    steps: tuple[tuple[int, int], ...],
    backwards: bool,
) -> None:
    contacts = [make_contact(as_alice, str(number)) for number in range(2)]
    networks = [make_network(as_alice, str(number)) for number in order]
    for which, add, number in additions:
        add(networks[which], number, contacts)
    before = _about(networks)

    merges = [
        merge(fresh(networks[survivor]), fresh(networks[absorbed]), NOW + timedelta(seconds=place))
        for place, (survivor, absorbed) in enumerate(steps)
    ]
    for merged in reversed(merges) if backwards else merges:
        undo(merged, NOW + timedelta(minutes=1))

    assert _about(networks) == before


def _about(networks: list[Network]) -> list[str]:
    """Return what belongs to these networks: examples of hypothesis share one database."""
    ids = [str(network.pk) for network in networks]
    return [row for row in snapshot() if any(pk in row for pk in ids)]


def test_ids_of_another_model_are_no_harm(as_alice: User) -> None:
    merged = merge(make_network(as_alice), make_network(as_alice, "Other"))
    merged.moved = {"networks.NetworkMember": {str(UUID(int=1)): None}, "gone.Model": {str(UUID(int=2)): None}}
    merged.save()

    assert undo(merged).edited == []
