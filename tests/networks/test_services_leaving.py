"""Leaving a network: at once or later, taken back, and with whom to keep in touch."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from contacts.rules.cadence import Cadence
from networks.models import Membership, Network, NetworkMoment, StageMove
from networks.queries.keeping import people_there
from networks.services.leaving import (
    KIND,
    AlreadyBackError,
    Placing,
    come_back,
    end_membership,
    keep_in_touch,
    leave_membership,
)
from networks.services.memberships import MembershipDetails, begin_membership, change_membership, settle_notice
from networks.services.merging import merge_networks
from networks.services.networks import delete_network, restore_network
from networks.services.stages import move_network
from networks.tasks import run_end_of_membership
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_member, make_membership, make_moment, make_network

LAST_DAY = date(2026, 12, 31)


@pytest.fixture
def network(as_alice: User) -> Network:
    return make_network(as_alice, stage="trying", staged_on=date(2024, 1, 1))


@pytest.fixture
def membership(network: Network) -> Membership:
    move_network(network=network, stage="member", on=date(2024, 2, 1), is_confirmed=True)
    return Membership.objects.for_user(network.owner).get(network=network)


def running_job(owner: User, membership: Membership) -> Job:
    fields = {"run_at": timezone.now(), "state": "running", "attempts": 1}
    return Job.objects.create(kind=KIND, owner=owner, object_id=membership.pk, **fields)


def stage_of(network: Network) -> tuple[str, date]:
    network.refresh_from_db(from_queryset=Network.objects.for_user(network.owner))
    return network.stage, network.staged_on


def test_where_the_last_day_has_come_the_network_is_left_at_once(network: Network, membership: Membership) -> None:
    move = leave_membership(membership=membership, left_on=TODAY, reason="Too far", today=TODAY)

    assert move is not None
    assert stage_of(network) == ("left", TODAY)
    assert (membership.left_on, membership.leaving_reason) == (TODAY, "Too far")
    assert not Job.objects.filter(kind=KIND).exists()


def test_a_last_day_before_it_came_to_its_stage_moves_it_on_that_day(network: Network, membership: Membership) -> None:
    leave_membership(membership=membership, left_on=date(2023, 1, 1), reason="", today=TODAY)

    assert stage_of(network) == ("left", date(2024, 2, 1))


def test_with_a_last_day_ahead_one_stays_a_member_until_the_day_after(network: Network, membership: Membership) -> None:
    assert leave_membership(membership=membership, left_on=LAST_DAY, reason="", today=TODAY) is None

    assert stage_of(network)[0] == "member"
    job = Job.objects.get(kind=KIND)
    assert job.run_at == datetime(2027, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    assert job.object_id == membership.pk
    assert end_membership(membership=membership, today=LAST_DAY) is None
    assert end_membership(membership=membership, today=date(2027, 1, 1)) is not None
    assert stage_of(network) == ("left", LAST_DAY)
    assert end_membership(membership=membership, today=date(2027, 1, 1)) is None


def test_the_job_moves_it_once_and_leaves_alone_what_was_taken_back(network: Network, membership: Membership) -> None:
    job = running_job(network.owner, membership)
    Membership.objects.for_user(network.owner).update(left_on=date(2024, 3, 1))

    run_end_of_membership(job)
    run_end_of_membership(job)

    assert stage_of(network) == ("left", date(2024, 3, 1))
    assert StageMove.objects.for_user(network.owner).filter(stage="left").count() == 1
    come_back(membership=membership)
    run_end_of_membership(job)
    assert stage_of(network)[0] == "member"


def test_leaving_is_taken_back_as_if_nothing_had_been(network: Network, membership: Membership) -> None:
    leave_membership(membership=membership, left_on=TODAY, reason="Too far", today=TODAY)

    come_back(membership=membership)

    assert stage_of(network) == ("member", date(2024, 2, 1))
    assert (membership.left_on, membership.leaving_reason) == (None, "")
    assert list(Membership.objects.for_user(network.owner)) == [membership]


def test_notice_is_taken_back_without_a_move(network: Network, membership: Membership) -> None:
    leave_membership(membership=membership, left_on=LAST_DAY, reason="", today=TODAY)

    come_back(membership=membership)

    assert stage_of(network) == ("member", date(2024, 2, 1))


def test_a_former_membership_cannot_go_on_beside_a_new_one(network: Network) -> None:
    former = make_membership(network, left_on=date(2020, 12, 31))
    make_membership(network)

    with pytest.raises(AlreadyBackError):
        come_back(membership=former)


def test_with_whom_to_keep_in_touch_is_kept_and_told_for_the_way_back(as_alice: User) -> None:
    close = make_contact(as_alice, "Miriam", closeness="close", own_cadence_count=2, own_cadence_unit="week")
    new = make_contact(as_alice, "Tomasz")

    before = keep_in_touch(placings=[Placing(close, "good"), Placing(new, "wide", Cadence(6, "month"))])

    assert (close.closeness, close.own_cadence) == ("good", None)
    assert (new.closeness, new.own_cadence, new.due_on) == ("wide", Cadence(6, "month"), date(2026, 9, 16))
    assert before == [Placing(close, "close", Cadence(2, "week")), Placing(new, "not_placed", None)]
    keep_in_touch(placings=before)
    assert (close.closeness, close.own_cadence) == ("close", Cadence(2, "week"))


def test_members_and_those_met_there_are_offered_without_those_one_does_not_name(
    network: Network, as_alice: User
) -> None:
    member = make_contact(as_alice, "A member")
    met = make_contact(as_alice, "Met there", last_moment_on=TODAY)
    make_member(network, member)
    moment = make_moment(as_alice, met)
    NetworkMoment.objects.create(owner=as_alice, network=network, moment=moment)
    make_contact(as_alice, "Elsewhere")
    for fields in ({"archived_at": timezone.now()}, {"ended_in_conflict": True}, {"deleted_at": timezone.now()}):
        make_member(network, make_contact(as_alice, "Not named", **fields))

    assert list(people_there(as_alice, network)) == [met, member]


def test_a_membership_is_begun_once_and_changed(network: Network, as_alice: User) -> None:
    membership = begin_membership(network=network, since_on=TODAY)
    assert begin_membership(network=network, since_on=LAST_DAY) == membership

    details = MembershipDetails(since_on=date(2024, 1, 1), since_precision="year", term_months=12, notice_count=3)
    change_membership(membership=membership, details=details)
    settle_notice(membership=membership, give_notice_by=LAST_DAY)

    kept = Membership.objects.for_user(as_alice).get()
    assert (kept.since_precision, kept.term_months, kept.notice_count) == ("year", 12, 3)
    assert kept.notice_settled_for == LAST_DAY
    settle_notice(membership=kept, give_notice_by=None)
    assert kept.notice_settled_for is None


def test_a_strangers_job_finds_nothing(membership: Membership, charlie: User) -> None:
    job = running_job(charlie, membership)
    Membership.objects.for_user(membership.owner).update(left_on=date(2024, 3, 1))

    run_end_of_membership(job)

    with acting_as(membership.owner):
        assert stage_of(membership.network)[0] == "member"


def test_whoever_travels_westward_is_moved_when_the_day_is_over_there(network: Network, membership: Membership) -> None:
    owner = network.owner
    leave_membership(membership=membership, left_on=LAST_DAY, reason="", today=TODAY)
    owner.time_zone = "America/Los_Angeles"
    owner.save(update_fields=["time_zone"])

    with time_machine.travel(datetime(2027, 1, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), tick=False):
        run_end_of_membership(running_job(owner, membership))

    assert stage_of(network)[0] == "member"
    assert Job.objects.get(state="waiting", run_at=datetime(2027, 1, 1, tzinfo=owner.zone)).object_id == membership.pk


def test_a_network_that_lies_in_the_bin_on_the_day_comes_back_as_left(network: Network, membership: Membership) -> None:
    Membership.objects.for_user(network.owner).update(left_on=date(2024, 3, 1))
    delete_network(network=network, now=timezone.now())

    run_end_of_membership(running_job(network.owner, membership))
    restore_network(network=network)

    assert stage_of(network) == ("left", date(2024, 3, 1))


def test_where_another_membership_goes_on_the_network_stays(network: Network, membership: Membership) -> None:
    old = Membership.objects.create(
        owner=network.owner, network=network, since_on=date(2020, 1, 1), left_on=date(2024, 3, 1)
    )

    run_end_of_membership(running_job(network.owner, old))

    assert stage_of(network)[0] == "member"
    membership.refresh_from_db(from_queryset=Membership.objects.for_user(network.owner))
    assert membership.left_on is None


def test_after_two_networks_became_one_its_job_moves_the_one_that_stayed(
    network: Network, membership: Membership
) -> None:
    survivor = make_network(network.owner, "Choir", stage="trying", staged_on=date(2024, 1, 1))
    leave_membership(membership=membership, left_on=LAST_DAY, reason="", today=TODAY)
    merge_networks(survivor=survivor, absorbed=network, choices={}, now=timezone.now())

    with time_machine.travel(datetime(2027, 1, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), tick=False):
        run_end_of_membership(running_job(network.owner, membership))

    assert stage_of(survivor)[0] == "left"


def test_the_job_of_an_account_that_is_gone_does_nothing(membership: Membership) -> None:
    job = running_job(membership.owner, membership)
    job.owner = None

    run_end_of_membership(job)

    assert stage_of(membership.network)[0] == "member"
