"""One of several merges is undone: what is left is what the others alone would have made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact, CustomField, CustomValue, Merge, Participation, Tag, Tagging
from contacts.services.merging import merge_contacts
from contacts.services.unmerging import undo_merge
from networks.models import NetworkMember
from tests.factories import TODAY, make_contact, make_mail, make_member, make_moment, make_network

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


class Merges:
    """Merges of one test, a second apart."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self, survivor: Contact, absorbed: Contact, **choices: str) -> Merge:
        """Merge as the form does."""
        self.seconds += 1
        now = NOW + timedelta(seconds=self.seconds)
        return merge_contacts(survivor=survivor, absorbed=absorbed, choices=choices, now=now, today=TODAY)


@pytest.fixture
def merge() -> Merges:
    """Return what merges."""
    return Merges()


@pytest.fixture
def shoe(as_alice: User) -> CustomField:
    """Return the one field of the user's own."""
    return CustomField.objects.create(owner=as_alice, label="shoe", folded_label="shoe", kind="number")


def undo(merged: Merge) -> list[str]:
    """Undo a merge a day later; return what was edited since."""
    return undo_merge(merge=merged, now=NOW + timedelta(days=1), today=TODAY).edited


def people(owner: User, *places: str) -> list[Contact]:
    """Return people who live in these places."""
    return [make_contact(owner, f"Ruth {place or number}", place=place) for number, place in enumerate(places)]


def told(contact: Contact, column: str) -> Any:
    """Return what is stored."""
    return Contact.objects.values_list(column, flat=True).get(pk=contact.pk)


def sizes(*contacts: Contact) -> list[int | None]:
    """Return what each has in the one field of the user's own."""
    numbers = dict(CustomValue.objects.values_list("contact", "number"))
    return [None if numbers.get(each.pk) is None else int(numbers[each.pk] or 0) for each in contacts]


def wear(field: CustomField, *worn: tuple[Contact, int]) -> str:
    """Give people a value in that field; return the key of its choice."""
    for contact, number in worn:
        CustomValue.objects.create(owner=field.owner, contact=contact, field=field, number=number)
    return f"custom-{field.pk}"


@pytest.mark.parametrize("numbers", [(37, 38, 37, 39), (37, 38, 39, 38), (37, 38, 38, 37)])
@pytest.mark.parametrize("first", [0, 1, 2])
def test_values_of_an_own_field_that_coincide_are_not_mistaken(
    as_alice: User, shoe: CustomField, merge: Merges, numbers: tuple[int, ...], first: int
) -> None:
    ruth, *others = people(as_alice, "", "", "", "")
    key = wear(shoe, *zip([ruth, *others], numbers, strict=True))
    merges = [merge(ruth, other, **{key: "absorbed"}) for other in others]

    assert undo(merges.pop(first)) == []

    assert sizes(ruth) == [numbers[2] if first == 2 else numbers[3]]
    for each in merges:
        assert undo(each) == []
    assert sizes(ruth, *others) == list(numbers)


def test_places_that_coincide_are_not_mistaken(as_alice: User, merge: Merges) -> None:
    ruth, *others = people(as_alice, "Bremen", "Hamburg", "Kiel", "Hamburg")
    first, second, third = [merge(ruth, other, place="absorbed") for other in others]

    assert undo(first) == []

    assert told(ruth, "place") == "Hamburg"
    assert undo(third) == []
    assert told(ruth, "place") == "Kiel"
    assert undo(second) == []
    assert told(ruth, "place") == "Bremen"


def test_a_value_that_came_along_goes_back_as_it_was_and_the_others_take_its_place(
    as_alice: User, shoe: CustomField, merge: Merges
) -> None:
    ruth, *others = people(as_alice, "", "", "", "")
    key = wear(shoe, *zip(others, (38, 39, 40), strict=True))
    first, second, third = [merge(ruth, other, **{key: "absorbed"}) for other in others]

    assert undo(first) == []

    assert sizes(ruth, others[0]) == [40, 38]
    assert undo(third) == []
    assert sizes(ruth, others[0], others[2]) == [39, 38, 40]
    assert undo(second) == []
    assert sizes(ruth, *others) == [None, 38, 39, 40]


def test_a_value_that_leaves_after_it_was_edited_stays_edited_and_is_told(
    as_alice: User, shoe: CustomField, merge: Merges
) -> None:
    ruth, second, third = people(as_alice, "", "", "")
    key = wear(shoe, (second, 38), (third, 39))
    first, _later = merge(ruth, second), merge(ruth, third, **{key: "absorbed"})
    CustomValue.objects.filter(contact=ruth).update(number=44)

    assert undo(first) == [key]

    assert sizes(ruth, second) == [39, 44]


def test_who_came_back_and_was_merged_again_keeps_what_is_theirs(as_alice: User, merge: Merges) -> None:
    ruth, second, third = people(as_alice, "", "", "")
    mail = make_mail(third, "third@example.org")
    inner, outer = merge(second, third), merge(ruth, second)
    undo(inner)
    again = merge(ruth, third)

    undo(outer)

    mail.refresh_from_db()
    assert mail.contact == ruth
    undo(again)
    mail.refresh_from_db()
    assert mail.contact == third


def test_what_somebody_else_took_part_in_as_well_is_not_lost_with_the_first(as_alice: User, merge: Merges) -> None:
    ruth, second, third = people(as_alice, "", "", "")
    make_moment(as_alice, second, third)
    tag = Tag.objects.create(owner=as_alice, name="Chess", folded_name="chess")
    for contact in (second, third):
        Tagging.objects.create(owner=as_alice, contact=contact, tag=tag)
    first, later = merge(ruth, second), merge(ruth, third)

    undo(first)

    for model in (Participation, Tagging):
        assert set(model.objects.values_list("contact", flat=True)) == {ruth.pk, second.pk}, model
    assert told(ruth, "last_moment_on") == TODAY
    undo(later)
    for model in (Participation, Tagging):
        assert set(model.objects.values_list("contact", flat=True)) == {third.pk, second.pk}, model


def test_a_joined_note_loses_the_words_of_whoever_is_back(as_alice: User, merge: Merges) -> None:
    ruth, second, third = people(as_alice, "", "", "")
    for contact, note in ((ruth, "Sings."), (second, "Bakes."), (third, "Sails.")):
        Contact.objects.filter(pk=contact.pk).update(note=note)
    first, later = merge(ruth, second), merge(ruth, third)
    assert told(ruth, "note") == "Sings.\n\nBakes.\n\nSails."

    assert undo(first) == []

    assert told(ruth, "note") == "Sings.\n\nSails."
    assert undo(later) == []
    assert told(ruth, "note") == "Sings."


def test_a_field_that_is_empty_again_says_what_the_next_one_knows(as_alice: User, merge: Merges) -> None:
    ruth, second, third = people(as_alice, "", "Hamburg", "Kiel")
    first, later = merge(ruth, second), merge(ruth, third)
    assert told(ruth, "place") == "Hamburg"

    assert undo(first) == []

    assert told(ruth, "place") == "Kiel"
    assert undo(later) == []
    assert told(ruth, "place") == ""


def test_whoever_absorbed_the_survivor_follows(as_alice: User, shoe: CustomField, merge: Merges) -> None:
    ruth, second, third = people(as_alice, "", "", "Kiel")
    key = wear(shoe, (ruth, 37), (second, 38), (third, 39))
    inner = merge(second, third, **{key: "absorbed"})
    outer = merge(ruth, second, **{key: "absorbed"})
    assert (told(ruth, "place"), sizes(ruth)) == ("Kiel", [39])

    assert undo(inner) == []

    assert (told(ruth, "place"), sizes(ruth)) == ("", [38])
    assert undo(outer) == []
    assert sizes(ruth, second, third) == [37, 38, 39]


def test_what_the_user_wrote_between_two_merges_stays_and_is_told(as_alice: User, merge: Merges) -> None:
    ruth, second, third = people(as_alice, "Bremen", "Hamburg", "Kiel")
    first = merge(ruth, second, place="absorbed")
    Contact.objects.filter(pk=ruth.pk).update(place="Lübeck")
    later = merge(Contact.objects.get(pk=ruth.pk), third, place="absorbed")

    assert undo(first) == ["place"]

    assert told(ruth, "place") == "Kiel"
    assert undo(later) == []
    assert told(ruth, "place") == "Lübeck"


@pytest.mark.parametrize("is_own", [False, True])
def test_a_member_says_only_what_those_say_who_are_one_still(as_alice: User, merge: Merges, is_own: bool) -> None:
    ruth, second, third = people(as_alice, "", "", "")
    network = make_network(as_alice)
    if is_own:
        make_member(network, ruth, since_year=2020)
    make_member(network, second, role="Treasurer", since_year=2010)
    make_member(network, third, since_year=2015, is_wished=True)
    before = list(NetworkMember.objects.order_by("pk").values())
    first, later = merge(ruth, second), merge(ruth, third)

    undo(first)

    member = NetworkMember.objects.get(contact=ruth)
    assert (member.role, member.since_year, member.is_wished) == ("", 2015, True)
    there = NetworkMember.objects.get(contact=second)
    assert (there.role, there.since_year, there.is_wished) == ("Treasurer", 2010, False)
    undo(later)
    assert list(NetworkMember.objects.order_by("pk").values()) == before
