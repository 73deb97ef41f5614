"""An import is taken back: all that nobody touched is as before, and what was done since stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, EmailAddress, Moment, Organisation, Tag, Tie
from contacts.rules.partial_dates import AnnualDate
from contacts.services import log_moment
from contacts.services.tags import tag_contacts
from goals.models import Role
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_goal, make_mail
from tests.transfer.cards import card
from tests.transfer.files import accept, again, names_of, people, read_in, rows_of, stage
from tests.transfer_makers import make_row
from transfer.models import Import, ImportRow, SourceCard
from transfer.services.undoing import CannotUndoError, finish_undo, start_undo, undo_batch

FULL = card(
    "FN:Dr. Greta Lund", "N:Lund;Greta;Maria;Dr.;", "NICKNAME:Greti", "ORG:Hansekontor", "TITLE:Editor",
    "EMAIL;TYPE=WORK:greta@example.org", "EMAIL;TYPE=HOME:g.lund@example.com", "TEL;TYPE=CELL:+49 170 5550142",
    "ADR;TYPE=WORK:;;Marktplatz 1;Bremen;;28195;Germany", "URL:https://example.org/greta", "BDAY:19800412",
    "NOTE:Likes tea.", "CATEGORIES:Books,Old friends",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


def take_back(imported: Import) -> Import:
    """Ask for the undo and run its job; return the import afterwards."""
    with acting_as(imported.owner):
        start_undo(imported=imported, now=timezone.now())
    run_job(str(Job.objects.get(kind="import-undo", object_id=imported.pk).pk))
    return again(imported)


def counts(user: User) -> dict[str, int]:
    """Return how many rows of everything about people there are."""
    with acting_as(user):
        models = (Contact, EmailAddress, Organisation, Tag, SourceCard)
        return {model.__name__: model.objects.for_user(user).count() for model in models}


def test_who_came_in_goes_for_good_with_all_that_came_along(alice: User) -> None:
    make_contact(alice, "Somebody Else")
    before = counts(alice)
    imported = read_in(alice, FULL + people("Anna Blum"), tag_name="Import")
    assert imported.created_count == 2
    assert counts(alice) != before

    undone = take_back(imported)

    assert (undone.state, undone.kept_count, undone.done_count) == ("undone", 0, 2)
    assert undone.undone_at is not None
    assert undone.tag_id is None
    assert counts(alice) == before
    assert {row.outcome for row in rows_of(undone)} == {"taken_back"}


def test_the_same_file_is_new_again(alice: User) -> None:
    take_back(read_in(alice, FULL))

    staged = stage(alice, FULL)

    assert (staged.new_count, staged.known_count) == (1, 0)


def _moment(user: User, contact: Contact) -> None:
    log_moment(owner=user, contacts=[contact], kind="call", happened_on=TODAY, today=TODAY)


def _role(user: User, contact: Contact) -> None:
    Role.objects.create(owner=user, goal=make_goal(user), contact=contact, kind="expert")


def _edit(user: User, contact: Contact) -> None:
    Contact.objects.for_user(user).filter(pk=contact.pk).update(note="Likes coffee.")


def _mail(_user: User, contact: Contact) -> None:
    make_mail(contact, "new@example.org", 5)


def _other_number(_user: User, contact: Contact) -> None:
    contact.phones.update(number="+49 170 5550143")


def _other_town(_user: User, contact: Contact) -> None:
    contact.addresses.update(city="Hamburg")


def _no_link(_user: User, contact: Contact) -> None:
    contact.links.all().delete()


def _day(user: User, contact: Contact) -> None:
    contact.own_dates.create(owner=user, label="Name day", month=3, day=4)


def _seeks(user: User, contact: Contact) -> None:
    contact.topics.create(owner=user, direction="seeks", text="a flat")


def _handle(user: User, contact: Contact) -> None:
    contact.messengers.create(owner=user, service="signal", handle="greta.1")


def _left(_user: User, contact: Contact) -> None:
    contact.positions.update(has_ended=True)


def _moved(user: User, contact: Contact) -> None:
    place = Organisation.objects.create(owner=user, name="Kontorhaus", folded_name="kontorhaus")
    contact.positions.update(organisation=place)


def _tag(user: User, contact: Contact) -> None:
    tag_contacts(owner=user, contact_ids=[contact.pk], names=["Mine"])


def _place(user: User, contact: Contact) -> None:
    Contact.objects.for_user(user).filter(pk=contact.pk).update(closeness="inner")


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (_moment, ["moments"]),
        (make_exchange, ["exchanges"]),
        (_role, ["goals"]),
        (_edit, ["edited"]),
        (_place, ["edited"]),
        *((touch, ["reached"]) for touch in (_mail, _other_number, _other_town, _no_link, _day, _seeks, _handle)),
        *((touch, ["reached"]) for touch in (_left, _moved)),
        (_tag, ["tags"]),
    ],
)
def test_whoever_something_was_done_with_stays(
    alice: User, touch: Callable[[User, Contact], object], why: list[str]
) -> None:
    imported = read_in(alice, FULL + people("Anna Blum"), tag_name="Import")
    with acting_as(alice):
        touch(alice, Contact.objects.get(name="Dr. Greta Lund"))

    undone = take_back(imported)

    assert undone.kept_count == 1
    assert names_of(alice) == ["Dr. Greta Lund"]
    assert [row.trail["kept"] for row in rows_of(undone) if row.outcome == "kept"] == [why]
    # Its card stays with it, so the same file does not bring a second one.
    assert stage(alice, FULL).known_count == 1
    with acting_as(alice):
        assert Tag.objects.filter(name="Import").exists()


def test_what_somebody_known_gained_goes_again(alice: User) -> None:
    contact = make_contact(alice, "Dr. Greta Lund", place="Hamburg")
    make_mail(contact, "greta@example.org")
    imported = read_in(alice, FULL)
    assert (imported.created_count, imported.changed_count) == (0, 1)
    with acting_as(alice):
        assert Contact.objects.get().note == "Likes tea."

    undone = take_back(imported)

    assert undone.kept_count == 0
    with acting_as(alice):
        found = Contact.objects.get()
        assert (found.note, found.nickname, found.birthday, found.place) == ("", "", None, "Hamburg")
        assert [str(each) for each in found.emails.all()] == ["greta@example.org"]
        assert not found.phones.exists()
        assert not found.positions.exists()
        assert not found.addresses.exists()
        assert not Organisation.objects.exists()
    assert stage(alice, FULL).fills_count + stage(alice, FULL).differs_count > 0


def test_links_days_and_tags_that_somebody_known_gained_go_again(alice: User) -> None:
    before = card("FN:Greta Lund", "EMAIL:greta@example.org", "URL:https://one.example", "CATEGORIES:Books")
    read_in(alice, before)
    imported = read_in(
        alice,
        card(
            "FN:Greta Lund", "EMAIL:greta@example.org", "URL:https://two.example", "CATEGORIES:books,Sailing",
            "ANNIVERSARY:20110903",
        ),
    )  # fmt: skip
    with acting_as(alice):
        gained = Contact.objects.get()
        assert [link.url for link in gained.links.all()] == ["https://one.example", "https://two.example"]
        assert (gained.own_dates.count(), gained.taggings.count()) == (1, 2)

    undone = take_back(imported)

    assert undone.kept_count == 0
    with acting_as(alice):
        assert [link.url for link in Contact.objects.get().links.all()] == ["https://one.example"]
        assert not Contact.objects.get().own_dates.exists()
        assert [tag.name for tag in Tag.objects.all()] == ["Books"]


def test_of_somebody_known_what_was_changed_since_stays_and_the_rest_goes_back(alice: User) -> None:
    contact = make_contact(alice, "Dr. Greta Lund")
    make_mail(contact, "greta@example.org")
    imported = read_in(alice, FULL)
    with acting_as(alice):
        Contact.objects.update(note="Likes coffee.")

    undone = take_back(imported)

    assert undone.kept_count == 1
    with acting_as(alice):
        found = Contact.objects.get()
        assert (found.note, found.nickname) == ("Likes coffee.", "")


@pytest.mark.parametrize(
    ("since", "stays"),
    [
        ({"birthday_month": 5}, {"birthday": AnnualDate(5, 12, 1980)}),
        ({"birthday_year": None}, {"birthday": AnnualDate(4, 12)}),
    ],
)
def test_a_birthday_that_was_changed_since_stays_as_a_whole(
    alice: User, since: dict[str, Any], stays: dict[str, Any]
) -> None:
    make_mail(make_contact(alice, "Greta Lund"), "greta@example.org")
    imported = read_in(alice, card("FN:Greta Lund", "EMAIL:greta@example.org", "BDAY:1980-04-12", "NICKNAME:Greti"))
    with acting_as(alice):
        Contact.objects.update(**since)

    undone = take_back(imported)

    assert (undone.state, undone.kept_count) == (Import.State.UNDONE, 1)
    with acting_as(alice):
        found = Contact.objects.get()
        assert (found.birthday, found.nickname) == (stays["birthday"], "")


def test_a_field_that_was_chosen_says_again_what_it_said(alice: User) -> None:
    contact = make_contact(alice, "Dr. Greta Lund", nickname="Gretchen")
    make_mail(contact, "greta@example.org")
    imported = stage(alice, FULL)
    with acting_as(alice):
        assert ImportRow.objects.get().differing == ["nickname"]
        ImportRow.objects.update(chosen=["nickname"])
    accepted = accept(imported)
    with acting_as(alice):
        assert Contact.objects.get().nickname == "Greti"

    take_back(accepted)

    with acting_as(alice):
        assert Contact.objects.get().nickname == "Gretchen"


def test_an_undo_goes_on_where_a_worker_stopped_and_twice_is_once(alice: User) -> None:
    imported = read_in(alice, people(*(f"Person {number}" for number in range(7))))
    with acting_as(alice):
        start_undo(imported=imported, now=timezone.now())
        current = Import.objects.get()
        assert undo_batch(owner=alice, imported=current, before=None, limit=3, today=TODAY) == 5
    job = Job.objects.get(kind="import-undo")
    run_job(str(job.pk))
    run_job(str(job.pk))

    undone = again(imported)
    assert (undone.state, undone.done_count) == ("undone", 7)
    assert names_of(alice) == []


def test_only_what_came_in_and_for_30_days_only_can_be_taken_back(alice: User) -> None:
    staged = stage(alice, people("Anna Blum"))
    with acting_as(alice), pytest.raises(CannotUndoError):
        start_undo(imported=staged, now=timezone.now())
    imported = read_in(alice, people("Berta Klein"))
    assert imported.accepted_at is not None
    late = imported.accepted_at + timedelta(days=30, seconds=1)

    with acting_as(alice), pytest.raises(CannotUndoError):
        start_undo(imported=imported, now=late)
    take_back(imported)
    with acting_as(alice), pytest.raises(CannotUndoError):
        start_undo(imported=imported, now=timezone.now())


def test_moments_and_ties_that_came_in_go_before_their_people(alice: User) -> None:
    imported = read_in(alice, people("Anna Blum", "Berta Klein"))
    known = make_contact(alice, "Cem Arslan")
    with acting_as(alice):
        anna, berta = Contact.objects.filter(name__in=["Anna Blum", "Berta Klein"]).order_by("name")
        moment = log_moment(owner=alice, contacts=[anna, known], kind="call", happened_on=TODAY, today=TODAY)
        tie = Tie.objects.create(owner=alice, contact=anna, other=berta)
    for subject, added in (("moment", {"moments": {str(moment.pk): ""}}), ("tie", {"ties": {str(tie.pk): ""}})):
        make_row(imported, "", subject=subject, outcome="created", trail={"added": added})

    undone = take_back(imported)

    assert (undone.kept_count, undone.done_count) == (0, 4)
    assert names_of(alice) == ["Cem Arslan"]
    with acting_as(alice):
        assert not Moment.objects.exists()
        assert not Tie.objects.exists()
        assert Contact.objects.get().last_moment_on is None


def test_rows_of_another_import_outlive_the_people_who_go(alice: User) -> None:
    imported = read_in(alice, FULL)
    waiting = stage(alice, FULL)
    [row] = rows_of(waiting)
    assert row.contact_id is not None

    take_back(imported)

    [row] = rows_of(waiting)
    assert row.contact_id is None
    assert accept(waiting).created_count == 1


def test_people_of_somebody_else_are_never_touched(alice: User, charlie: User) -> None:
    theirs = read_in(charlie, FULL, tag_name="Import")
    imported = read_in(alice, FULL, tag_name="Import")

    take_back(imported)

    assert counts(charlie)["Contact"] == 1
    assert again(theirs).state == "done"


def test_the_number_of_queries_does_not_depend_on_how_many_go(alice: User, django_assert_same_queries: Any) -> None:
    def queries(*names: str) -> int:
        imported = read_in(alice, people(*names) + FULL.replace("Greta", names[0]))
        with acting_as(alice):
            start_undo(imported=imported, now=timezone.now())
            current = Import.objects.get(pk=imported.pk)
            with django_assert_same_queries() as asked:
                undo_batch(owner=alice, imported=current, before=None, limit=500, today=TODAY)
            finish_undo(owner=alice, imported=current, now=timezone.now())
        return len(asked)

    assert queries("Anna Blum", "Berta Klein") == queries(*(f"Person {number}" for number in range(30)))
