"""Where services meet: dates, merges, the bin and changes of many, one after the other and at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts.models import (
    BulkChange,
    Contact,
    ContactWord,
    Exchange,
    Moment,
    Tie,
)
from contacts.services import Channel, NewContact
from contacts.services.bin import restore_from_bin
from contacts.services.bulk import settle_items, start_bulk_change, undo_bulk_change
from contacts.services.completing import complete_contacts
from contacts.services.introductions import make_introduction, take_back_introduction
from contacts.services.moments import delete_moment, restore_moment
from contacts.services.new_contact import Address, Handle
from contacts.services.purging import KIND, purge_batch
from contacts.services.replacing import replace_emails
from contacts.services.standing import delete_contact, restore_contact
from contacts.services.tags import delete_tag, tag_contacts
from contacts.services.ties import add_tie, set_introducer
from contacts.services.unmerging import undo_merge
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.contacts.many import asking, change_all, fresh, take_back
from tests.contacts.meeting import EARLIER, LATER, NOW, last, merged, met
from tests.factories import TODAY, make_contact, make_user

# Dates


def test_dates_follow_a_merge_and_its_end(as_alice: User) -> None:
    anna, twin = make_contact(as_alice, "Anna"), make_contact(as_alice, "Anna B")
    met(anna, on=EARLIER)
    moment = met(twin, on=LATER)

    merge = merged(anna, twin)
    assert last(anna) == LATER

    delete_moment(moment=moment, today=TODAY)
    assert last(anna) == EARLIER
    undo_merge(merge=merge, now=NOW, today=TODAY)
    assert (last(anna), last(twin)) == (EARLIER, None)

    restore_moment(moment=moment, today=TODAY)
    assert (last(anna), last(twin)) == (EARLIER, LATER)


def test_who_lies_in_the_bin_comes_back_with_the_right_date(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    met(anna, on=EARLIER)
    shared = met(anna, ben, on=LATER)
    change = change_all(as_alice, "delete", anna)

    delete_moment(moment=shared, today=TODAY)
    take_back(change)

    assert last(anna) == EARLIER
    restore_from_bin(owner=as_alice, chosen={"moments": [shared.pk]}, today=TODAY)
    assert (last(anna), last(ben)) == (LATER, LATER)
    assert fresh(anna).due_on is None


def test_the_purge_of_one_person_leaves_the_dates_of_others(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    shared, alone = met(anna, ben, on=LATER), met(anna, on=TODAY)
    delete_contact(contact=anna)

    while purge_batch(owner=as_alice, before=timezone.now()):
        pass

    assert list(Moment.objects.for_user(as_alice)) == [shared]
    assert alone not in Moment.objects.for_user(as_alice)
    assert last(ben) == LATER


def test_a_month_counts_as_its_last_day_also_after_a_merge(as_alice: User) -> None:
    anna, twin = make_contact(as_alice, "Anna"), make_contact(as_alice, "Anna B")
    met(anna, on=date(2026, 1, 15))
    met(twin, on=date(2026, 1, 1), precision="month")

    merge = merged(anna, twin)

    assert last(anna) == date(2026, 1, 31)
    undo_merge(merge=merge, now=NOW, today=TODAY)
    assert (last(anna), last(twin)) == (date(2026, 1, 15), date(2026, 1, 31))


# Changes of many


def test_a_deletion_of_many_brings_nobody_back_who_was_merged_since(as_alice: User) -> None:
    anna, twin = make_contact(as_alice, "Anna"), make_contact(as_alice, "Anna B")
    change = change_all(as_alice, "delete", twin)
    restore_contact(contact=fresh(twin))
    merged(anna, fresh(twin))

    take_back(change)

    assert asking(change) == []
    assert fresh(twin).deleted_at is not None
    assert fresh(twin).merged_into_id == anna.pk


def test_who_was_merged_while_an_undo_asks_stays_merged(as_alice: User) -> None:
    anna, twin = make_contact(as_alice, "Anna"), make_contact(as_alice, "Anna B")
    change = change_all(as_alice, "delete", twin)
    restore_contact(contact=fresh(twin))
    delete_contact(contact=fresh(twin))
    take_back(change)
    item = asking(change)[0]
    seen = {"bin": [fresh(twin).deleted_at.isoformat()]}  # type: ignore[union-attr]
    restore_contact(contact=fresh(twin))
    merged(anna, fresh(twin))

    settle_items(change=change, keep=[], put_back={item.pk: seen})

    assert fresh(twin).merged_into_id == anna.pk
    assert fresh(twin).deleted_at is not None


def test_the_undo_of_a_tag_that_was_deleted_meanwhile_leaves_everybody_alone(as_alice: User) -> None:
    anna = make_contact(as_alice, "Anna")
    tag = tag_contacts(owner=as_alice, contact_ids=[anna.pk], names=["Choir"])[0]
    change = change_all(as_alice, "untag", anna, tag=str(tag.pk), name="Choir")
    delete_tag(tag=tag)

    take_back(change)

    assert BulkChange.objects.get().state == BulkChange.State.UNDONE
    assert not anna.taggings.exists()


def test_a_tag_that_many_get_back_reaches_who_was_merged_since(as_alice: User) -> None:
    anna, twin = make_contact(as_alice, "Anna"), make_contact(as_alice, "Anna B")
    tag = tag_contacts(owner=as_alice, contact_ids=[twin.pk], names=["Choir"])[0]
    change = change_all(as_alice, "untag", twin, tag=str(tag.pk), name="Choir")
    merged(anna, twin)

    take_back(change)

    assert [tagging.tag for tagging in anna.taggings.all()] == [tag]
    assert ContactWord.objects.filter(contact=anna, word="choir").exists()


# Merges, ties and the bin


def test_ties_keep_their_form_through_a_merge_and_its_end(as_alice: User) -> None:
    people = [make_contact(as_alice, name) for name in ("Anna", "Anna B", "Ben", "Cem")]
    anna, twin, ben, cem = people
    for kind, kinship in (("knows", ""), ("relative", "parent")):
        add_tie(contact=twin, other=ben, kind=kind, kinship=kinship)
        add_tie(contact=cem, other=twin, kind=kind, kinship=kinship)
    set_introducer(contact=anna, introducer=ben)
    set_introducer(contact=twin, introducer=cem)
    before = set(Tie.objects.values_list("pk", "contact_id", "other_id", "kind", "kinship"))

    merge = merged(anna, twin)

    now_there = Tie.objects.exclude(kind="introduced").values_list("contact_id", "other_id")
    assert all(one.int < other.int for one, other in now_there)
    assert [tie.contact for tie in Tie.objects.filter(kind="introduced", other=anna)] == [ben]
    undo_merge(merge=merge, now=NOW, today=TODAY)
    assert set(Tie.objects.values_list("pk", "contact_id", "other_id", "kind", "kinship")) == before


def test_when_the_absorbed_one_goes_for_good_nothing_of_the_survivor_does(as_alice: User) -> None:
    anna, twin = make_contact(as_alice, "Anna"), make_contact(as_alice, "Anna B")
    replace_emails(contact=twin, rows=[{"address": "b@example.org", "kind": ""}])
    moment, shared = met(twin, on=LATER), met(anna, twin, on=EARLIER)
    merged(anna, twin)

    while purge_batch(owner=as_alice, before=timezone.now()):
        pass

    assert list(Contact.objects.for_user(as_alice)) == [anna]
    assert [each.address for each in anna.emails.all()] == ["b@example.org"]
    assert set(Moment.objects.for_user(as_alice)) == {moment, shared}


def test_an_introduction_that_was_taken_back_leaves_the_bin_some_day(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    made = make_introduction(owner=as_alice, seeker=anna, helper=ben, on=TODAY, texts=("one", "two"))

    take_back_introduction(owner=as_alice, seeker=anna, helper=ben, exchanges=made.exchanges, tie=made.tie)

    assert Exchange.objects.for_user(as_alice).exclude(deleted_at=None).count() == 2
    assert Job.objects.filter(kind=KIND, owner=as_alice).count() == 1


def test_a_card_may_bring_nothing_but_a_link_or_a_language(as_alice: User) -> None:
    news: tuple[dict[str, Any], ...] = (
        {"links": (Channel(value="https://example.org"),)},
        {"addresses": (Address(city="Hamburg"),)},
        {"messengers": (Handle(service="signal", handle="anna"),)},
        {"languages": ("de",)},
        {"seeks": ("a flat",)},
    )
    people = [make_contact(as_alice, f"Person {n}") for n in range(len(news))]
    pairs = [(one, NewContact(name=one.name, **each)) for one, each in zip(people, news, strict=True)]

    assert complete_contacts(owner=as_alice, pairs=pairs) == people

    assert people[0].links.get().url == "https://example.org"
    assert people[1].addresses.get().city == "Hamburg"
    assert people[2].messengers.get().handle == "anna"
    assert fresh(people[3]).languages == ["de"]
    assert people[4].topics.get().text == "a flat"
    again = [(fresh(one), details) for one, details in pairs]
    assert complete_contacts(owner=as_alice, pairs=again) == []


def test_two_undos_at_once_are_one(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    with acting_as(alice):
        anna = make_contact(alice, "Anna")
        everybody = Contact.objects.for_user(alice)
        change = start_bulk_change(owner=alice, action="rest", arguments={}, contacts=everybody, now=timezone.now())

    def undo(_number: int) -> str:
        try:
            with acting_as(alice):
                mine = BulkChange.objects.for_user(alice).get(pk=change.pk)
                return str(undo_bulk_change(change=mine, now=timezone.now()).state)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(undo, range(2))) == [BulkChange.State.UNDONE] * 2
    with acting_as(alice):
        assert not fresh(anna).is_resting
