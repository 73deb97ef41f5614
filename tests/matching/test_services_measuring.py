"""How far people reach is measured in a job: once, for its owner alone, and anew where something changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Tie
from matching.models import Bridge
from matching.queries.proposals import propose
from matching.services.measuring import KIND, has_changed, measure_soon
from matching.tasks import measure_where_it_changed
from netzwerk.core.jobs import claim_job, enqueue_job, run_claimed_job
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_goal, make_member, make_network, make_tie, make_user

Facts = tuple[int, int, int]


def run(user: User) -> Job:
    """Let the job run as the worker does."""
    job = enqueue_job(kind=KIND, owner=user)
    claimed = claim_job(job.pk, now=timezone.now())
    assert claimed is not None
    run_claimed_job(claimed)
    job.refresh_from_db()
    return job


def bridges(user: User) -> dict[str, Facts]:
    with acting_as(user):
        rows = Bridge.objects.for_user(user).select_related("contact")
        return {row.contact.name: (row.ties, row.circles, row.networks) for row in rows}


def hub(user: User) -> Contact:
    """Return somebody who links people of two circles, and is in a network."""
    middle = make_contact(user, "Middle", origin="network")
    for number, origin in enumerate(("studies", "studies", "training", "other")):
        make_tie(middle, make_contact(user, f"Friend {number}", origin=origin))
    make_member(make_network(user), middle)
    return middle


def test_ties_circles_and_networks_are_counted_and_ways_measured(alice: User) -> None:
    middle = hub(alice)

    assert run(alice).state == Job.State.DONE

    found = bridges(alice)
    assert found["Middle"] == (4, 2, 1)
    assert found["Friend 0"] == (1, 1, 0)
    with acting_as(alice):
        rows = dict(Bridge.objects.for_user(alice).values_list("contact__name", "betweenness"))
        assert rows["Middle"] == max(rows.values()) > 0
        assert middle.pk in Bridge.objects.for_user(alice).values_list("contact_id", flat=True)


def test_two_ties_between_two_people_are_one(alice: User) -> None:
    one, other = make_contact(alice, "One"), make_contact(alice, "Other")
    make_tie(one, other)
    make_tie(one, other, kind="works_with")

    run(alice)

    assert bridges(alice)["One"][0] == 1


def test_who_may_not_be_named_is_not_measured_and_counts_for_nobody(alice: User) -> None:
    middle = hub(alice)
    now = timezone.now()
    for fields in ({"archived_at": now}, {"deleted_at": now}, {"ended_in_conflict": True}):
        make_tie(middle, make_contact(alice, f"Gone {fields}", **fields))

    run(alice)

    assert set(bridges(alice)) == {"Middle", *(f"Friend {number}" for number in range(4))}
    assert bridges(alice)["Middle"][0] == 4


def test_run_twice_it_is_done_once(alice: User) -> None:
    hub(alice)
    run(alice)
    with acting_as(alice):
        before = set(Bridge.objects.for_user(alice).values_list("pk", "measured_at"))

    assert run(alice).state == Job.State.DONE

    with acting_as(alice):
        assert set(Bridge.objects.for_user(alice).values_list("pk", "measured_at")) == before


@pytest.mark.parametrize("change", ["a tie more", "a tie less", "a member", "somebody archived"])
def test_what_changed_is_measured_anew(alice: User, change: str) -> None:
    middle = hub(alice)
    run(alice)
    with acting_as(alice):
        if change == "a tie less":
            Tie.objects.for_user(alice)[0].delete()
        if change == "somebody archived":
            Contact.objects.for_user(alice).filter(name="Friend 0").update(archived_at=timezone.now())
    if change == "a tie more":
        make_tie(middle, make_contact(alice, "New"))
    if change == "a member":
        make_member(make_network(alice, "Another"), middle)
    before = bridges(alice)["Middle"]

    run(alice)

    assert bridges(alice)["Middle"] != before


def test_it_is_measured_anew_after_a_week_whatever_happened(alice: User) -> None:
    hub(alice)
    run(alice)

    with acting_as(alice):
        assert not has_changed(owner=alice, now=timezone.now())
        assert has_changed(owner=alice, now=timezone.now() + timedelta(days=8))


def test_somebody_without_ties_is_not_measured(alice: User) -> None:
    make_contact(alice)

    run(alice)

    assert bridges(alice) == {}
    with acting_as(alice):
        assert measure_soon(owner=alice, now=timezone.now()) is None


def test_one_measurement_is_asked_for_a_day(alice: User) -> None:
    hub(alice)
    now = datetime.now(UTC)

    with acting_as(alice):
        assert measure_soon(owner=alice, now=now) is not None
        assert measure_soon(owner=alice, now=now) is None
    run(alice)
    with acting_as(alice):
        assert measure_soon(owner=alice, now=now + timedelta(days=3)) is None


def test_each_owner_is_measured_alone(alice: User, charlie: User) -> None:
    hub(alice)
    make_tie(make_contact(charlie, "Charlie's one"), make_contact(charlie, "Charlie's two"))

    run(charlie)

    assert bridges(alice) == {}
    assert set(bridges(charlie)) == {"Charlie's one", "Charlie's two"}


def test_at_night_everybody_who_is_active_gets_a_job(alice: User, charlie: User) -> None:
    make_user("gone@example.org", is_active=False)

    assert measure_where_it_changed() == 2
    assert set(Job.objects.filter(kind=KIND).values_list("owner_id", flat=True)) == {alice.pk, charlie.pk}


def test_multipliers_are_proposed_the_same_before_and_after(alice: User) -> None:
    hub(alice)
    goal = make_goal(alice)
    with acting_as(alice):
        before = [one.contact for one in propose(alice, goal, "multiplier", today=TODAY, limit=5)]
    run(alice)
    with acting_as(alice):
        after = [one.contact for one in propose(alice, goal, "multiplier", today=TODAY, limit=5)]

    assert [contact.name for contact in before] == ["Middle"]
    assert after == before
