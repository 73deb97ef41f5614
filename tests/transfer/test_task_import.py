"""Reading files into rows and accepting them: everything comes in, and once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, OwnDate, Tag
from contacts.rules.partial_dates import AnnualDate
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.cards import card
from tests.transfer.files import accept, again, counts_of, job_of, names_of, people, put_in, read_in, rows_of, stage
from transfer import services
from transfer.models import Import, ImportFile, SourceCard
from transfer.services.deciding import decide_row
from transfer.tasks import imports as tasks

MIRIAM = card(
    "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    "N:Kessler;Miriam;;;",
    "FN:Miriam Kessler",
    "ORG:Nordlicht Verlag",
    "TITLE:Programmleitung",
    "EMAIL;TYPE=home:miriam@example.com",
    "EMAIL;TYPE=work,pref:m.kessler@example.org",
    "TEL;TYPE=cell:+49 171 3920042",
    "BDAY:--0229",
    "ANNIVERSARY:20110604",
    "ADR:;;Am Kai 1;Hamburg;;20457;",
    "CATEGORIES:Verlage,Hamburg",
    "NOTE:Mag Krimis.",
)
MANY = [f"Person {number}" for number in range(1, 11)]


@pytest.fixture(autouse=True)
def _small_batches(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 4)


def test_before_it_is_accepted_nobody_is_among_the_contacts(alice: User) -> None:
    imported = stage(alice, people(*MANY), card("NOTE:nobody"))

    assert imported.state == Import.State.READY
    assert (imported.total, imported.position, imported.new_count, imported.broken_count) == (11, 11, 10, 1)
    assert names_of(alice) == []
    rows = rows_of(imported)
    assert [row.number for row in rows] == list(range(1, 12))
    assert [row.place for row in rows] == [*range(1, 11), 1]
    assert rows[10].finding == "broken"
    assert (rows[10].reason, "NOTE:nobody" in rows[10].raw) == ("no_name", True)


def test_a_person_comes_in_with_all_that_the_card_says(alice: User) -> None:
    imported = read_in(alice, MIRIAM, tag_name="Umzug")

    assert (imported.state, imported.total, imported.done_count, counts_of(imported)) == ("done", 1, 1, (1, 0, 0))
    with acting_as(alice):
        contact = Contact.objects.for_user(alice).with_details().get()
        assert [str(email) for email in contact.emails.all()] == ["m.kessler@example.org", "miriam@example.com"]
        assert [(phone.number, phone.e164) for phone in contact.phones.all()] == [("+49 171 3920042", "+491713920042")]
        assert contact.birthday == AnnualDate(2, 29)
        assert OwnDate.objects.get().annual == AnnualDate(6, 4, 2011)
        position = contact.current_position
        assert position is not None
        assert (str(position.organisation), position.role) == ("Nordlicht Verlag", "Programmleitung")
        assert set(Tag.objects.filter(taggings__contact=contact).values_list("name", flat=True)) == {
            "Umzug", "Verlage", "Hamburg",
        }  # fmt: skip
        for wanted in ("Kessler", "nordlicht", "Krimis", "01713920042", "Umzug"):
            assert Contact.objects.for_user(alice).matching(wanted).exists(), wanted
    assert (contact.name, contact.place, contact.note) == ("Miriam Kessler", "Hamburg", "Mag Krimis.")
    assert (contact.origin, contact.closeness) == ("studies", "good")
    assert "contacts.vcf" in contact.data_source


def test_the_raw_card_is_kept_with_the_contact_and_the_file_is_not(alice: User, media: Path) -> None:
    imported = read_in(alice, MIRIAM)

    with acting_as(alice):
        source = SourceCard.objects.get()
        assert source.contact == Contact.objects.get()
        assert not ImportFile.objects.get().file
    assert source.raw == MIRIAM.replace("\r\n", "\n").strip()
    assert (source.imported_id, source.number, source.source) == (imported.pk, 1, "vcard")
    assert source.uid == "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_run_twice_is_done_once(alice: User) -> None:
    imported = read_in(alice, people(*MANY))
    for job in Job.objects.filter(object_id=imported.pk):
        Job.objects.update(state=Job.State.WAITING, run_at=timezone.now())
        run_job(str(job.pk))
    accept(imported)

    assert names_of(alice) == MANY
    assert counts_of(again(imported)) == (10, 0, 0)
    assert Job.objects.filter(kind="import-accept").count() == 1


def test_of_several_files_the_unreadable_one_is_named_and_the_others_come_in(alice: User) -> None:
    imported = read_in(alice, people("Anna Blum"), b"\x89PNG\r\n\x1a\n" + b"\0" * 99, people("Cem Arslan"))

    assert names_of(alice) == ["Anna Blum", "Cem Arslan"]
    assert (imported.state, imported.failure) == (Import.State.DONE, "")
    with acting_as(alice):
        assert list(ImportFile.objects.values_list("failure", flat=True)) == ["", "unknown_format", ""]


def test_somebody_in_two_files_of_an_import_comes_in_once_with_what_both_say(alice: User) -> None:
    first, second = (
        card("FN:Anna Blum", "EMAIL:a@example.org"),
        card("FN:Anna Blum", "EMAIL:a@example.org", "TEL:030 1"),
    )
    imported = stage(alice, first, second)
    assert [(row.finding, row.reason) for row in rows_of(imported)] == [("new", ""), ("known", "twice")]

    accept(imported)

    assert names_of(alice) == ["Anna Blum"]
    with acting_as(alice):
        assert [str(phone) for phone in Contact.objects.get().phones.all()] == ["030 1"]


def test_what_was_left_out_and_brought_in_as_new_is_done_so(alice: User) -> None:
    read_in(alice, people("Anna Blum"))
    imported = stage(alice, card("FN:Anna Blum", "EMAIL:anna.blum@example.org", "NOTE:x") + people("Cem Arslan"))
    anna, cem = rows_of(imported)
    with acting_as(alice):
        decide_row(row=anna, decision="as_new")
        decide_row(row=cem, decision="skip")

    done = accept(imported)

    assert names_of(alice) == ["Anna Blum", "Anna Blum"]
    assert (done.created_count, done.changed_count, done.skipped_count) == (1, 0, 1)
    with acting_as(alice):
        assert not SourceCard.objects.filter(raw__contains="Cem").exists(), "who was left out is asked about again"


def test_the_tag_of_an_import_is_made_once_however_it_is_written(alice: User) -> None:
    read_in(alice, people("Anna Blum"), tag_name="Alte Kontakte")
    read_in(alice, people("Cem Arslan"), tag_name="alte  KONTAKTE")

    with acting_as(alice):
        tag = Tag.objects.get()
        assert (tag.name, tag.taggings.count()) == ("Alte Kontakte", 2)
        assert set(Import.objects.values_list("tag", flat=True)) == {tag.pk}


def test_how_one_met_is_said_in_the_owners_language_and_counts_from_that_day(alice: User) -> None:
    alice.language = "de"
    alice.save()
    table = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    table += "Anna,Blum,https://www.linkedin.com/in/anna,,Verlag,Lektorin,03 Mar 2021\n"

    read_in(alice, table, names=["Connections.csv"])

    with acting_as(alice):
        contact = Contact.objects.get()
    assert contact.how_met == "Verbunden auf LinkedIn am 3. März 2021."
    assert contact.anchor_on == date(2021, 3, 3)
    assert contact.data_source.startswith("LinkedIn, „Connections.csv“, importiert am ")


def test_progress_counts_from_the_start_and_the_lease_is_extended_with_each_batch(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int | None, int]] = []
    leases: list[Job] = []
    extend, store = jobs.extend_lease, services.stage_batch

    def extend_and_note(job: Job) -> None:
        leases.append(job)
        extend(job)

    def store_and_look(**arguments: Any) -> Import:
        stored: Import = store(**arguments)
        seen.append((stored.total, stored.position))
        return stored

    monkeypatch.setattr(tasks, "extend_lease", extend_and_note)
    monkeypatch.setattr(services, "stage_batch", store_and_look)
    stage(alice, people(*MANY))

    assert seen == [(10, 4), (10, 8), (10, 10)]
    assert len(leases) >= len(seen)


def test_due_dates_are_spread_over_the_whole_import(alice: User) -> None:
    read_in(alice, people(*MANY[:5]), people(*MANY[5:]), closeness="good")

    with acting_as(alice):
        due = list(Contact.objects.for_user(alice).order_by("created_at", "id").values_list("due_on", flat=True))
    assert len(set(due)) == 10
    assert due == sorted(due)


def test_the_number_of_queries_does_not_grow_with_the_cards(
    alice: User, monkeypatch: pytest.MonkeyPatch, django_assert_same_queries: Any
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 200)
    asked = []
    for names in (MANY[:2], [f"Somebody {n}" for n in range(90)]):
        imported = put_in(alice, people(*names))
        with django_assert_same_queries() as staging:
            run_job(str(job_of(imported).pk))
        with django_assert_same_queries() as accepting:
            accept(imported)
        asked.append((len(staging), len(accepting)))

    assert asked[1] <= asked[0]


def test_very_many_are_copied_and_lack_nothing_that_a_few_have(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 500)
    # As vCard spells it: a backslash is written twice, a line break as one with an n.
    hostile = r"back\\slash, \\N, a\ttab\nand a line".replace(r"\t", "\t")
    cards = [
        card(f"FN:P{n}", f"EMAIL:p{n}@example.org", f"NOTE:{hostile}", "ORG:Verlag", f"TEL:030 {n}55")
        for n in range(300)
    ]

    imported = read_in(alice, "".join(cards), tag_name="Viele")

    assert counts_of(imported) == (300, 0, 0)
    assert names_of(alice) == [f"P{n}" for n in range(300)]
    with acting_as(alice):
        contact = Contact.objects.for_user(alice).with_details().get(name="P299")
        assert contact.note == "back\\slash, \\N, a\ttab\nand a line"
        assert [str(one) for one in (*contact.emails.all(), *contact.phones.all())] == ["p299@example.org", "030 29955"]
        assert str(contact.positions.get().organisation) == "Verlag"
        assert Contact.objects.for_user(alice).matching("p299").get() == contact
        assert SourceCard.objects.count() == 300
    assert counts_of(read_in(alice, "".join(cards))) == (0, 300, 0)


@pytest.mark.parametrize(
    ("products", "said"),
    [
        (["-//XING//www.xing.com//epublica//Version 1.3"], "XING, “contacts.vcf”, imported on "),
        (["-//Apple Inc.//iPhone OS 16.1//EN"], "Apple Contacts, “contacts.vcf”, imported on "),
        (["-//Apple Inc.//macOS 13//EN", "-//XING//x"], "An address book (vCard), “contacts.vcf”, imported on "),
        (["-//Somebody//x"], "An address book (vCard), “contacts.vcf”, imported on "),
    ],
)
def test_where_cards_come_from_is_told_by_their_program(alice: User, products: list[str], said: str) -> None:
    read_in(alice, "".join(card(f"FN:Anna {number}", f"PRODID:{each}") for number, each in enumerate(products)))

    with acting_as(alice):
        assert all(contact.data_source.startswith(said) for contact in Contact.objects.all())
        assert Contact.objects.count() == len(products)
