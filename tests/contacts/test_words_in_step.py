"""The words that the search looks at keep in step with whatever services change, also two at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts.models import (
    Contact,
    ContactWord,
    MomentWord,
    Organisation,
    OrganisationWord,
)
from contacts.services import NewContact, add_contacts, log_moment
from contacts.services.changing import change_facts
from contacts.services.indexing import MOST_AT_ONCE, REINDEX_AT, reindex_contacts, reindex_everything
from contacts.services.naming import rename_contact
from contacts.services.organisations import change_organisation, join_organisations
from contacts.services.positions import PositionFacts, set_positions
from contacts.services.replacing import replace_topics
from contacts.services.tags import delete_tag, merge_tags, rename_tag, restore_tag, tag_contacts, untag_contacts
from contacts.services.unmerging import undo_merge
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.contacts.many import change_all, fresh, take_back
from tests.contacts.meeting import LATER, NOW, merged, met
from tests.factories import TODAY, make_contact, make_organisation, make_position, make_user

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
