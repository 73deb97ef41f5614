"""Where services meet: dates, search, merges, the bin and changes of many, one after the other and at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts.models import (
    BulkChange,
    Contact,
    ContactWord,
    Exchange,
    Moment,
    MomentWord,
    Organisation,
    OrganisationWord,
    Tie,
)
from contacts.services import Channel, NewContact, add_contacts, log_moment
from contacts.services.bin import restore_from_bin
from contacts.services.bulk import settle_items, start_bulk_change, undo_bulk_change
from contacts.services.changing import change_facts
from contacts.services.completing import complete_contacts
from contacts.services.indexing import MOST_AT_ONCE, REINDEX_AT, reindex_contacts, reindex_everything
from contacts.services.introductions import make_introduction, take_back_introduction
from contacts.services.merging import merge_contacts
from contacts.services.moments import delete_moment, restore_moment
from contacts.services.naming import rename_contact
from contacts.services.new_contact import Address, Handle
from contacts.services.organisations import change_organisation, join_organisations
from contacts.services.positions import PositionFacts, set_positions
from contacts.services.purging import KIND, purge_batch
from contacts.services.replacing import replace_emails, replace_topics
from contacts.services.standing import delete_contact, restore_contact
from contacts.services.tags import delete_tag, merge_tags, rename_tag, restore_tag, tag_contacts, untag_contacts
from contacts.services.ties import add_tie, set_introducer
from contacts.services.unmerging import undo_merge
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.contacts.many import asking, change_all, fresh, take_back
from tests.factories import TODAY, make_contact, make_organisation, make_position, make_user

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
LATER = TODAY - timedelta(days=40)
EARLIER = TODAY - timedelta(days=400)


def met(*contacts: Contact, on: date, **facts: Any) -> Moment:
    """Log a call."""
    return log_moment(owner=contacts[0].owner, contacts=contacts, kind="call", happened_on=on, today=TODAY, **facts)


def last(contact: Contact) -> date | None:
    """Return the date of the newest moment as it is stored."""
    return fresh(contact).last_moment_on


def merged(survivor: Contact, absorbed: Contact) -> Any:
    """Merge two people by the usual choices."""
    return merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=NOW, today=TODAY)


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
    restore_from_bin(owner=as_alice, moments=[shared.pk], today=TODAY)
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


# The search

WORDS = ("harbour", "violin", "printing", "orchard")
_numbers = count()
word, which = st.sampled_from(WORDS), st.integers(0, 2)
steps = st.lists(st.tuples(st.integers(0, 13), which, which, word), min_size=4, max_size=9)


def _steps(owner: User, done: dict[str, Any]) -> list[Callable[[Contact, Contact, str], object]]:
    """Return services that change what people and moments are found by."""

    def tag_named(text: str) -> Any:
        one = make_contact(owner, "Tagged")
        return tag_contacts(owner=owner, contact_ids=[one.pk], names=[text])[0]

    def delete_and_restore(text: str) -> None:
        restore_tag(binned=delete_tag(tag=tag_named(text)))

    def merge(one: Contact, other: Contact, _text: str) -> None:
        if one != other and not fresh(one).deleted_at and not fresh(other).deleted_at:
            done["merge"] = merged(fresh(one), fresh(other))

    def unmerge(*_: object) -> None:
        if made := done.pop("merge", None):
            undo_merge(merge=made, now=NOW, today=TODAY)

    return [
        lambda one, _other, text: rename_contact(contact=fresh(one), names={"name": f"Anna {text}"}),
        lambda one, _other, text: change_facts(contact=fresh(one), facts={"note": text, "place": text}),
        lambda one, other, text: tag_contacts(owner=owner, contact_ids=[one.pk, other.pk], names=[text]),
        lambda one, _other, text: untag_contacts(owner=owner, contact_ids=[one.pk], tag_ids=[tag_named(text).pk]),
        lambda _one, _other, text: rename_tag(tag=tag_named(text), name=f"{text} {next(_numbers)}"),
        lambda _one, _other, text: merge_tags(tag=tag_named(text), into=tag_named(f"{text} too")),
        lambda _one, _other, text: delete_and_restore(text),
        lambda one, _other, text: set_positions(
            contact=fresh(one), positions=[PositionFacts(role=text, organisation="Verlag")]
        ),
        lambda one, _other, text: replace_topics(contact=fresh(one), direction="seeks", texts=[text]),
        merge,
        unmerge,
        lambda one, other, text: met(*{one, other}, on=LATER, note=text, organisation="Verlag"),
        lambda one, _other, _text: (
            take_back(change_all(owner, "delete", fresh(one))) if not fresh(one).deleted_at else None
        ),
        lambda _one, _other, text: _rename_verlag(owner, text),
    ]


def _rename_verlag(owner: User, text: str) -> None:
    found = make_organisation(owner, f"Haus {next(_numbers)}")
    other = make_organisation(owner, f"Werk {next(_numbers)}")
    make_position(make_contact(owner, "There"), other)
    change_organisation(organisation=other, name=f"{other.name} {text}", industry=text, url="", note="")
    join_organisations(survivor=found, absorbed=other)


def _all_words() -> list[set[Any]]:
    return [set(model._base_manager.values_list("pk", flat=True)) for model in (ContactWord, MomentWord)] + [
        {(each.organisation_id, each.word) for each in OrganisationWord._base_manager.all()}
    ]


@pytest.mark.django_db
def test_words_are_what_a_fresh_look_would_find_after_any_services() -> None:
    alice = make_user("alice@example.org")

    @settings(max_examples=3, database=None)
    @given(plan=steps)
    def check(plan: list[tuple[int, int, int, str]]) -> None:
        with transaction.atomic():
            people = add_contacts(owner=alice, people=[NewContact(name=f"P {n}") for n in range(3)], today=TODAY)
            services = _steps(alice, {})
            for number, one, other, text in plan:
                services[number](people[one], people[other], text)
            kept = _all_words()
            reindex_everything(owner=alice)
            assert kept == _all_words()
            transaction.set_rollback(True)

    with acting_as(alice):
        check()


def test_the_search_follows_a_large_organisation_in_the_background(as_alice: User) -> None:
    names = [NewContact(name=f"Person {n}", organisation="Verlag") for n in range(MOST_AT_ONCE + 2)]
    people = add_contacts(owner=as_alice, people=names, today=TODAY)
    log_moment(owner=as_alice, contacts=people[:1], kind="call", happened_on=TODAY, today=TODAY, organisation="Verlag")
    verlag = Organisation.objects.for_user(as_alice).get()
    Job.objects.all().delete()

    with CaptureQueriesContext(connection) as asked:
        change_organisation(organisation=verlag, name="Harbour Press", industry="", url="", note="")

    assert len(asked) < 25
    assert ContactWord.objects.filter(word="harbour").count() == 0
    for _twice in range(2):
        for job in Job.objects.filter(kind=REINDEX_AT):
            Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
            run_job(str(job.pk))
    assert ContactWord.objects.filter(word="harbour").count() == len(people)
    assert ContactWord.objects.filter(word="verlag").count() == 0
    assert MomentWord.objects.filter(word="harbour").count() == 1


def test_two_tabs_that_change_what_one_person_is_found_by_lose_no_word(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    with acting_as(alice):
        anna = add_contacts(owner=alice, people=[NewContact(name="Anna")], today=TODAY)[0]
    first_is_through = Event()

    def tag() -> None:
        try:
            with acting_as(alice):
                tag_contacts(owner=alice, contact_ids=[anna.pk], names=["Choir"])
                first_is_through.set()
                _wait_until_somebody_waits()
        finally:
            connection.close()

    def rename() -> None:
        try:
            first_is_through.wait(10)
            with acting_as(alice):
                change_facts(contact=Contact.objects.for_user(alice).get(), facts={"place": "Hamburg"})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(tag), pool.submit(rename)]:
            future.result()

    with acting_as(alice):
        words = set(ContactWord.objects.filter(contact=anna).values_list("word", flat=True))
        reindex_contacts(owner=alice, contact_ids=[anna.pk])
        assert words == set(ContactWord.objects.filter(contact=anna).values_list("word", flat=True))
    assert words >= {"anna", "choir", "hamburg"}


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


def _wait_until_somebody_waits() -> None:
    """Return when another transaction waits for this one."""
    with connection.cursor() as cursor:
        for _look in range(2000):
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError
