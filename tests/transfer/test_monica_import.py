"""From Monica's export to people, moments and ties: all is where docs/monica.md says, and twice adds nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment, OwnDate, Participation, Tagging, Tie
from contacts.rules.cadence import Cadence
from contacts.rules.partial_dates import AnnualDate
from contacts.services.photos import read_photo
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact
from tests.transfer.files import accept, read_in, rows_of, stage
from tests.transfer.monica_sample import contact, many, picture, sample, wrapped
from transfer.models import Import, ImportFile, ImportRow, SourceCard
from transfer.pages.imports import shown_row
from transfer.services.undoing import start_undo

# Names of people in the sample.
LENA, PAUL, RUTH, KIM, OTTO = "Lena Marie Hart", "Paul Hart", "Ruth Hart", "Kim", "Otto Brand"


@pytest.fixture
def came_in(alice: User, media: Path) -> Iterator[Import]:
    """Bring the sample in, photos too, and act as Alice from then on."""
    imported = bring_in(alice)
    with acting_as(alice):
        yield imported


def test_the_preview_counts_people_moments_ties_and_the_rest(alice: User, media: Path) -> None:
    imported = stage(alice, sample(), names=["monica.json"])

    assert (imported.state, imported.new_count, imported.broken_count) == (Import.State.READY, 5, 0)
    assert (imported.moment_count, imported.tie_count) == (5, 5)
    assert all(row.name for row in rows_of(imported))  # also of moments and ties: who they are about
    assert imported.left_out["gift"] == 2
    with acting_as(alice):
        assert ImportFile.objects.get().source == "monica"
        assert not Contact.objects.exists()


def test_people_are_as_monica_says(came_in: Import) -> None:
    lena = person(LENA)
    assert [each.address for each in lena.emails.all()] == ["lena.hart@example.org"]
    assert [each.number for each in lena.phones.all()] == ["+49 30 1234567"]
    assert [(each.service, each.handle) for each in lena.messengers.all()] == [("whatsapp", "+49 170 7654321")]
    assert {each.kind for each in lena.links.all()} == {""}  # the addresses say where they lead
    assert [(each.city, each.country) for each in lena.addresses.all()] == [("Leipzig", "Deutschland")]
    assert lena.current_position is not None
    assert str(lena.current_position.organisation) == "Studio Hart"
    assert (lena.given_name, lena.nickname, lena.place) == ("Lena", "Leni", "Leipzig")
    assert (lena.birthday, lena.own_cadence_count, lena.own_cadence_unit) == (AnnualDate(3, 9, 1984), 2, "month")
    assert lena.is_close_to_heart
    assert lena.note.startswith("Met at the climbing hall.")
    tags = Tagging.objects.filter(contact=lena).values_list("tag__name", flat=True)
    assert {"climbing", "Leipzig"} <= set(tags)
    assert [(each.label, each.annual) for each in OwnDate.objects.filter(contact=lena)] == [
        ("Wedding day", AnnualDate(8, 20))
    ]


def test_who_died_or_was_put_away_is_archived(came_in: Import) -> None:
    archived = {each.name for each in Contact.objects.exclude(archived_at=None)}
    assert archived == {RUTH, OTTO}
    assert person(RUTH).note == "* ca. 1938\n\n† 2021-11-30"


def test_a_birthday_without_a_year_and_a_reminder_as_cadence(came_in: Import) -> None:
    paul = person(PAUL)
    assert paul.birthday == AnnualDate(2, 29)
    assert (paul.own_cadence_count, paul.own_cadence_unit) == (2, "week")


def test_somebody_known_gains_the_cadence_and_loses_it_again(alice: User, media: Path) -> None:
    make_contact(alice, PAUL)
    imported = stage(alice, sample(), names=["monica.json"])
    with acting_as(alice):
        row = ImportRow.objects.select_related("file", "owner").get(name=PAUL, subject="person")
        assert row.finding == "fills"
        assert "cadence" in shown_row(row).gains

    accepted = accept(imported)
    with acting_as(alice):
        assert person(PAUL).own_cadence == Cadence(2, "week")
        start_undo(imported=accepted, now=timezone.now())
    run_all("import-undo")
    with acting_as(alice):
        assert person(PAUL).own_cadence is None


def test_moments_are_there_once_with_everybody(came_in: Import) -> None:
    lunch = Moment.objects.get(happened_on=date(2024, 4, 1))
    together = Participation.objects.filter(moment=lunch).values_list("contact__name", flat=True)
    assert (lunch.kind, set(together)) == ("meeting", {LENA, PAUL})
    assert sorted(Moment.objects.values_list("kind", flat=True)) == ["call", "call", "event", "meeting", "message"]
    assert (person(LENA).last_moment_on, person(PAUL).last_moment_on) == (date(2024, 4, 1), date(2024, 4, 1))
    assert person(LENA).due_on == date(2024, 6, 1)


def test_ties_are_there_once(came_in: Import) -> None:
    assert Tie.objects.count() == 5
    assert Tie.objects.get(kind="introduced").contact == person(PAUL)
    child = Tie.objects.get(kinship__in=["child", "parent"])
    is_from_kim = child.contact == person(KIM)
    assert child.kinship == ("child" if is_from_kim else "parent")


def test_the_photo_is_that_of_the_person(came_in: Import) -> None:
    assert read_photo(contact=person(LENA)) is not None
    assert person(PAUL).photo_name == ""


def test_somebody_known_who_lacks_but_a_photo_gains_it(alice: User, media: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Blum\r\nN:Blum;Anna;;;\r\nEMAIL:anna@example.org\r\nEND:VCARD\r\n"
    read_in(alice, card)
    photo = f"PHOTO;ENCODING=b;TYPE=PNG:{b64encode(picture()).decode()}\r\nEND"
    imported = stage(alice, card.replace("END", photo))
    assert imported.fills_count == 1

    accept(imported)
    run_all("import-photos")

    with acting_as(alice):
        assert read_photo(contact=person("Anna Blum")) is not None


def test_the_raw_text_is_kept(came_in: Import) -> None:
    cards = SourceCard.objects.all()
    assert {card.source for card in cards} == {"monica"}
    assert "inprogress" in cards.get(contact=person(LENA)).raw


def test_the_same_file_twice_adds_nothing(came_in: Import, alice: User) -> None:
    before = counts()
    again = bring_in(alice)

    assert counts() == before
    assert (again.new_count, again.known_count, again.created_count) == (0, 5, 0)
    assert {row.outcome for row in rows_of(again)} == {"nothing"}


def test_it_is_taken_back_whole(came_in: Import, alice: User) -> None:
    start_undo(imported=Import.objects.get(pk=came_in.pk), now=timezone.now())
    run_all("import-undo")

    assert Import.objects.get(pk=came_in.pk).state == Import.State.UNDONE
    assert [(row.name, row.trail) for row in rows_of(came_in) if row.outcome == "kept"] == []
    assert counts() == (0, 0, 0, 0)


def test_a_card_inside_an_export_makes_no_card_of_it(alice: User, media: Path) -> None:
    synchronised = contact("1", first_name="Anna", vcard="BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n")
    imported = stage(alice, json.dumps(wrapped(many("contact", synchronised))), names=["monica.json"])

    assert imported.new_count == 1
    with acting_as(alice):
        assert ImportFile.objects.get().source == "monica"


@pytest.mark.parametrize("data", [b'{"account": 1}', b'{"account": {"data": [', b'{"account": {}}'])
def test_what_is_no_export_is_said_to_be_none(alice: User, media: Path, data: bytes) -> None:
    imported = stage(alice, data, names=["monica.json"])

    assert imported.state == Import.State.FAILED
    assert imported.failure


def bring_in(owner: User) -> Import:
    imported = read_in(owner, sample(), names=["monica.json"])
    assert imported.state == Import.State.DONE
    run_all("import-photos")
    with acting_as(owner):
        return Import.objects.get(pk=imported.pk)


def run_all(kind: str) -> None:
    for job in Job.objects.filter(kind=kind, state=Job.State.WAITING):
        run_job(str(job.pk))


def person(name: str) -> Contact:
    return Contact.objects.select_related("owner").get(name=name)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Contact, Moment, Participation, Tie))
