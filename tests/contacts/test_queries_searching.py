"""What a search finds and in which order, and that it reads nobody else's rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import (
    Contact,
    ContactWord,
    Moment,
    MomentWord,
    OrganisationWord,
    Tag,
    Tagging,
    Topic,
    Word,
)
from contacts.queries import people_named
from contacts.queries.searching import SPARE, find_moments, find_organisations, find_people, terms_for
from contacts.services import Channel, NewContact, add_contacts, delete_contact, delete_moment, log_moment
from contacts.services.belongings import find_or_add_organisations
from contacts.services.indexing import reindex_contacts, reindex_everything, reindex_moments, reindex_organisations
from contacts.services.naming import rename_contact
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

MIRIAM = NewContact(
    name="Dr. Miriam Keßler",
    nickname="Mimi",
    place="Lüneburg",
    organisation="Nordlicht Verlag",
    role="Lektorin",
    emails=(Channel(value="m.kessler@nordlicht.example"),),
    phones=(Channel(value="0170 1234567"),),
    note="Sucht Häuser am Meer. Mag **Drachen**.",
)


def add(owner: User, *people: NewContact | str) -> list[Contact]:
    """Enter people, by name or with all that is known."""
    known = [NewContact(name=each) if isinstance(each, str) else each for each in people]
    return add_contacts(owner=owner, people=known, today=TODAY)


def names(owner: User, text: str) -> list[str]:
    """Return the names of whom a search finds, the best first."""
    return [each.name for each in find_people(owner, terms_for(owner, text), limit=20)]


def notes(owner: User, text: str) -> list[str]:
    """Return the notes of the moments that a search finds."""
    return [each.moment.note for each in find_moments(owner, terms_for(owner, text), limit=20)]


def log(owner: User, note: str, *people: Contact, on: date = TODAY) -> Moment:
    """Log a call."""
    return log_moment(owner=owner, contacts=people, kind="call", happened_on=on, today=TODAY, note=note)


@pytest.mark.parametrize(
    "text",
    [
        "kessler", "Keßler", "miriam kess", "mimi", "dr miriam", "lueneburg", "Luneburg", "verlage", "lektor",
        "nordlicht kessler", "m.kessler@nord", "kessler@nordlicht.example", "0170123", "+49170123", "haus", "Drache",
        "Kesler", "nordlciht", "mirima keslser",
    ],
)  # fmt: skip
def test_a_person_is_found_by_whatever_is_known(as_alice: User, text: str) -> None:
    contact = add(as_alice, MIRIAM, "Tomasz Bielak")[0]
    contact.phones.update(e164="+491701234567")
    reindex_contacts(owner=as_alice, contact_ids=[contact.pk])

    assert names(as_alice, text) == ["Dr. Miriam Keßler"]
    assert list(Contact.objects.for_user(as_alice).matching(text)) == [contact]


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "%", "_", "' OR 'x'='x' --", "(.*)", "\u202e", "x" * 1_000_000, "miriam zzzz"]
)
def test_nonsense_finds_nobody_and_harms_nothing(as_alice: User, text: str) -> None:
    add(as_alice, MIRIAM)

    assert names(as_alice, text) == []
    assert notes(as_alice, text) == []


def test_names_come_first_and_whole_words_before_beginnings_before_forms(as_alice: User) -> None:
    people: list[NewContact | str] = [
        NewContact(name="A", note="met at the office of Peters"),
        NewContact(name="B", organisation="Peter Druck"),
        "Petersen, Ina",
        "Zoe Peter",
        "Anna Peters",
    ]
    add(as_alice, *people)

    assert names(as_alice, "peters") == ["Anna Peters", "Petersen, Ina", "Zoe Peter", "B", "A"]


def test_the_archive_comes_last_and_the_bin_not_at_all(as_alice: User) -> None:
    archived, binned, _active = add(as_alice, "Miriam A", "Miriam B", "Miriam C")
    archived.archived_at = archived.created_at
    archived.save()
    delete_contact(contact=binned)

    assert names(as_alice, "miriam") == ["Miriam C", "Miriam A"]
    assert [each.name for each in people_named(as_alice, "mir")] == ["Miriam C", "Miriam A"]


def test_moments_are_found_by_their_notes_the_newest_first_page_by_page(as_alice: User) -> None:
    (miriam,) = add(as_alice, "Miriam")
    for day in range(5):
        log(as_alice, f"Kaffee {day} wegen der Bücher", miriam, on=TODAY - timedelta(days=day))
    log(as_alice, "Tee", miriam)

    assert notes(as_alice, "buch kaff") == [f"Kaffee {day} wegen der Bücher" for day in range(5)]
    terms = terms_for(as_alice, "kaffee")
    first = find_moments(as_alice, terms, limit=2)
    last = first[-1].moment
    more = find_moments(as_alice, terms, limit=9, before=(last.happened_on, last.pk))
    assert [each.moment.note[7] for each in (*first, *more)] == ["0", "1", "2", "3", "4"]
    assert first[0].names == [miriam.name]


def test_whoever_fits_less_well_is_found_behind_many_in_the_bin(as_alice: User) -> None:
    for contact in add(as_alice, *["Miriam"] * (SPARE + 1)):
        delete_contact(contact=contact)
    (present,) = add(as_alice, "Miriamne")

    assert find_people(as_alice, terms_for(as_alice, "miriam"), limit=1) == [present]


def test_moments_go_with_the_bin_and_come_back(as_alice: User) -> None:
    miriam, tomasz = add(as_alice, "Miriam", "Tomasz")
    alone, both = log(as_alice, "Kaffee allein", miriam), log(as_alice, "Kaffee zu dritt", miriam, tomasz)
    delete_contact(contact=miriam)

    assert notes(as_alice, "kaffee") == ["Kaffee zu dritt"]
    delete_moment(moment=both, today=TODAY)
    assert notes(as_alice, "kaffee") == []
    assert not both.words.exists()
    assert alone.words.exists()


def test_organisations_are_found_and_a_new_name_reaches_people_and_moments(as_alice: User) -> None:
    (miriam,) = add(as_alice, MIRIAM)
    moment = log(as_alice, "Besuch", miriam)
    (verlag,) = find_or_add_organisations(as_alice, ["Nordlicht Verlag"]).values()
    moment.organisation = verlag
    moment.save()
    reindex_moments(owner=as_alice, moment_ids=[moment.pk])
    assert find_organisations(as_alice, terms_for(as_alice, "verlage"), limit=5) == [verlag]

    verlag.name = "Südwind"
    verlag.save()
    reindex_organisations(owner=as_alice, organisation_ids=[verlag.pk])

    assert find_organisations(as_alice, terms_for(as_alice, "suedwind"), limit=5) == [verlag]
    assert names(as_alice, "südwind") == ["Dr. Miriam Keßler"]
    assert notes(as_alice, "sudwind") == ["Besuch"]
    assert names(as_alice, "verlag") == []


def test_what_changes_is_found_and_what_went_is_not(as_alice: User) -> None:
    (miriam,) = add(as_alice, MIRIAM)
    Topic.objects.create(owner=as_alice, contact=miriam, direction="seeks", text="Illustratoren")
    tag = Tag.objects.create(owner=as_alice, name="Segeln", folded_name="segeln")
    Tagging.objects.create(owner=as_alice, contact=miriam, tag=tag)
    reindex_contacts(owner=as_alice, contact_ids=[miriam.pk])
    assert names(as_alice, "illustrator") == names(as_alice, "segel") == ["Dr. Miriam Keßler"]

    rename_contact(contact=miriam, names={"name": "Miriam Sommer"})

    assert names(as_alice, "sommer") == ["Miriam Sommer"]
    assert names(as_alice, "keßler mimi") == ["Miriam Sommer"], "by the mail address"


def test_writing_words_twice_changes_nothing_and_does_not_grow_with_people(as_alice: User) -> None:
    people = add(as_alice, MIRIAM, *(f"Person {number}" for number in range(30)))
    before = sorted(ContactWord.objects.values_list("word", "part", "contact_id"))

    with CaptureQueriesContext(connection) as one:
        reindex_contacts(owner=as_alice, contact_ids=[people[0].pk])
    with CaptureQueriesContext(connection) as many:
        reindex_contacts(owner=as_alice, contact_ids=[each.pk for each in people])

    assert len(many) <= len(one)
    assert sorted(ContactWord.objects.values_list("word", "part", "contact_id")) == before


def test_everything_can_be_written_anew(as_alice: User) -> None:
    (miriam,) = add(as_alice, MIRIAM)
    log(as_alice, "Kaffee", miriam)
    before = sorted(Word.objects.values_list("word", flat=True))
    Word.objects.create(owner=as_alice, word="forgotten")
    ContactWord.objects.all().delete()

    reindex_everything(owner=as_alice)

    assert sorted(Word.objects.values_list("word", flat=True)) == before
    assert names(as_alice, "keßler") == ["Dr. Miriam Keßler"]
    assert notes(as_alice, "kaffee") == ["Kaffee"]


def test_nobody_finds_anything_of_somebody_else(alice: User, charlie: User) -> None:
    with acting_as(alice):
        log(alice, "Kaffee", *add(alice, MIRIAM))

    with acting_as(charlie):
        for asked in (charlie, alice):
            assert names(asked, "miriam") == []
            assert notes(asked, "kaffee") == []
        assert not Contact.objects.matching("miriam").exists()
        assert terms_for(charlie, "mirima")[0].words == frozenset()


def scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each node of a plan that reads a table or an index."""
    if "Relation Name" in node or "Index Name" in node:
        yield node
    for below in node.get("Plans", []):
        yield from scans(below)


def plan_of(sql: str) -> dict[str, Any]:
    """Return the plan for a large table: a small one would be read whole, whoever owns its rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        found = cursor.fetchone()[0]
        cursor.execute("SET LOCAL enable_seqscan = on")
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def analyze() -> None:
    """Tell the planner about the rows, as the tables' owner, who alone may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        for model in (Contact, ContactWord, Moment, MomentWord, OrganisationWord, Word):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
        cursor.execute("SET LOCAL ROLE netzwerk_app")


def test_no_plan_reads_a_row_of_another_owner(as_alice: User) -> None:
    crowd = [NewContact(name=f"Person{n} Familie{n}", note=f"Wort{n} Sache{n}") for n in range(300)]
    people = add(as_alice, MIRIAM, *crowd)
    for number in range(40):
        log(as_alice, f"Kaffee{number} Gang{number} Rad{number} Haus{number} Wald{number}", people[number])
    analyze()
    texts = ("miriam", "m", "person1 fam", "verlage", "mirima", "nordlciht kessler miriam", "kaffee9 gan")
    with CaptureQueriesContext(connection) as asked:
        for text in texts:
            terms = terms_for(as_alice, text)
            find_people(as_alice, terms, limit=5)
            find_moments(as_alice, terms, limit=5)
            find_organisations(as_alice, terms, limit=5)
            list(Contact.objects.for_user(as_alice).matching(text))

    by_word = set()
    for query in asked.captured_queries:
        for scan in scans(plan_of(query["sql"])):
            condition = scan.get("Index Cond", "")
            # A row that was found already may be fetched by its id alone: then no other row is looked at.
            is_own_row = condition.lstrip("(").startswith(("id = ", "owner_id = "))
            assert is_own_row or scan["Node Type"] == "Bitmap Heap Scan", (query["sql"], scan)
            if "word" in condition:
                by_word.add(scan["Index Name"])
    assert {"contacts_contactword_pkey", "contacts_momentword_pkey", "contacts_word_pkey"} <= by_word
