"""Limits of an account: each way in and each kind of file, what is said, and what it costs where there is none."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from accounts.models import User
from accounts.services import make_sample_user
from accounts.services.quotas import FullError, Quota, Use, make_sure_of_room, use_of
from accounts.words import Choice, full_sentence
from contacts.models import Contact
from contacts.queries.keeping import PHOTO_BYTES
from contacts.services import NewContact, add_contacts
from contacts.services.photos import store_photo
from contacts.services.standing import delete_contact, restore_contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_picture, make_user
from tests.goals.rooms import lines
from tests.racing import all_at_once
from transfer.models import Export, Import, ImportRow, Restore
from transfer.services import accept_import, start_import
from transfer.services.exports import start_export
from transfer.services.restores import start_restore

FULL = "Your account is full: it has room for 2 people, and those in the bin count as well."
HELP = "Delete some for good, or ask whoever runs this server for more room."


@pytest.fixture
def full(alice: User, settings: Settings) -> User:
    """Alice, who has two people and room for no third."""
    settings.MOST_CONTACTS = 2
    make_contact(alice, "Miriam Kessler")
    make_contact(alice, "Tomasz Zielinski")
    return alice


@pytest.fixture(autouse=True)
def _files_in(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _count(user: User) -> int:
    with acting_as(user):
        return Contact.objects.for_user(user).count()


def _work() -> None:
    while job := Job.objects.filter(state=Job.State.WAITING, run_at__lte=timezone.now()).first():
        run_job(str(job.pk))


def _import(user: User, names: str) -> Import:
    with acting_as(user):
        upload = SimpleUploadedFile("people.txt", names.encode())
        said = {"origin": "other", "closeness": "not_placed", "last_in_touch": "not_sure"}
        imported = start_import(owner=user, uploads=[upload], source="list", **said)
    _work()
    with acting_as(user):
        found = Import.objects.for_user(user).get(pk=imported.pk)
    found.owner = user
    return found


# --- How much there is -------------------------------------------------------------


def test_without_a_limit_nothing_is_asked(alice: User) -> None:
    with acting_as(alice), CaptureQueriesContext(connection) as asked:
        make_sure_of_room(owner=alice, quota=Quota.PEOPLE, wanted=1000)
        make_sure_of_room(owner=alice, quota=Quota.STORAGE, wanted=2**40)
        assert use_of(alice, Quota.PEOPLE) is use_of(alice, Quota.STORAGE) is None
    assert len(asked) == 0


def test_with_a_limit_one_count_is_asked_however_many_there_are(alice: User, settings: Settings) -> None:
    settings.MOST_CONTACTS = 1000
    costs = []
    for _more in range(2):
        for number in range(5):
            make_contact(alice, f"Person {number}")
        with acting_as(alice), CaptureQueriesContext(connection) as asked:
            make_sure_of_room(owner=alice, quota=Quota.PEOPLE, wanted=1)
        costs.append(len(asked))
    assert costs == [2, 2], "a lock and a count"


@pytest.mark.parametrize(("own", "most"), [(None, 2), (5, 5), (0, 0)])
def test_a_limit_of_ones_own_goes_before_the_sites(full: User, own: int | None, most: int) -> None:
    full.most_contacts = own
    full.save()
    with acting_as(full):
        assert use_of(full, Quota.PEOPLE) == Use(Quota.PEOPLE, most, 2)


def test_what_an_operator_gave_just_now_counts_for_a_worker_that_began_before(full: User) -> None:
    User.objects.filter(pk=full.pk).update(most_contacts=3)
    with acting_as(full):
        make_sure_of_room(owner=full, quota=Quota.PEOPLE, wanted=1)


def test_a_sample_account_comes_furnished(db: None, settings: Settings) -> None:
    settings.MOST_CONTACTS = 2
    assert _count(make_sample_user(language="en", time_zone="UTC")) > 100


def test_the_bin_counts_so_its_way_back_is_always_open(full: User) -> None:
    with acting_as(full):
        contact = Contact.objects.for_user(full).filter(name="Miriam Kessler").get()
        delete_contact(contact=contact)
        with pytest.raises(FullError):
            add_contacts(owner=full, people=[NewContact(name="Nora")], today=TODAY)
        restore_contact(contact=contact)
        assert use_of(full, Quota.PEOPLE) == Use(Quota.PEOPLE, 2, 2)


@pytest.mark.parametrize(
    ("use", "wanted", "language", "words"),
    [
        (Use(Quota.PEOPLE, 2, 2), 1, "en", f"{FULL} {HELP}"),
        (Use(Quota.PEOPLE, 2, 1), 3, "en", "Your account has room for one more person, and these are 3."),
        (Use(Quota.PEOPLE, 1500, 200), 2000, "en", "Your account has room for 1,300 more people, and these are 2,000."),
        (Use(Quota.PEOPLE, 1500, 1500), 1, "de", "Ihr Konto ist voll: Es hat Platz für 1.500 Personen"),
        (Use(Quota.PEOPLE, 1500, 1500), 1, "de-du", "Dein Konto ist voll: Es hat Platz für 1.500 Personen"),
        (Use(Quota.STORAGE, 2**20, 2**19), 2**20, "en", "Your files may take 1.0\xa0MB and take 512.0\xa0KB by now"),
        (Use(Quota.STORAGE, 2**20, 2**19), 2**20, "de", "Ihre Dateien dürfen 1,0\xa0MB"),
    ],
)
def test_the_sentence_says_what_is_full_and_what_to_do(use: Use, wanted: int, language: str, words: str) -> None:
    with translation.override(language):
        assert words in full_sentence(FullError(use, wanted))


@pytest.mark.parametrize(
    ("used", "choice", "help_"),
    [
        (2, Choice.SOME, HELP),
        (2, Choice.THE_NEW, "Leave those who are new out, delete others for good, or ask whoever runs this server"),
        (2, Choice.NOTHING, HELP),
        (1, Choice.SOME, "Leave some out, delete others for good, or ask whoever runs this server for more room."),
        (1, Choice.THE_NEW, "Leave some out, delete others for good, or ask whoever runs this server for more room."),
        (1, Choice.NOTHING, HELP),
    ],
)
def test_what_to_do_is_what_the_page_offers(used: int, choice: Choice, help_: str) -> None:
    assert help_ in full_sentence(FullError(Use(Quota.PEOPLE, 2, used), 3), choice)


# --- Ways in -----------------------------------------------------------------------


def test_entering_somebody_is_refused_and_what_was_typed_stays(full: User, alice_client: Client) -> None:
    typed = {"name": "Nora Lindqvist", "note": "Met at the fair", "origin": "other", "closeness": "not_placed"}
    answer = alice_client.post("/contacts/new/", {**typed, "last_in_touch": "not_sure"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert FULL in page
    assert HELP in page
    assert "Nora Lindqvist" in page
    assert "Met at the fair" in page
    assert _count(full) == 2


def _moment_with_newcomer() -> dict[str, Any]:
    return {"kind": "call", "happened_on": "2026-03-16", "newcomers": "Nora Lindqvist", "note": "About <layouts>"}


def test_other_forms_keep_what_was_sent_on_a_page_that_sends_it_once_more(full: User, alice_client: Client) -> None:
    address = reverse("contacts:moment-log")
    answer = alice_client.post(address, _moment_with_newcomer())

    page = answer.content.decode()
    assert answer.status_code == 422, page
    assert FULL in page
    assert '<input type="hidden" name="newcomers" value="Nora Lindqvist">' in page
    assert '<input type="hidden" name="note" value="About &lt;layouts&gt;">' in page
    assert f'action="{address}"' in page
    assert f'href="{reverse("contacts:bin")}" target="_blank"' in page
    assert _count(full) == 2

    User.objects.filter(pk=full.pk).update(most_contacts=3)
    assert alice_client.post(address, _moment_with_newcomer()).status_code == 302
    assert _count(full) == 3


def test_with_htmx_the_form_stays_and_a_toast_says_why(full: User, alice_client: Client) -> None:
    answer = alice_client.post(reverse("contacts:moment-log"), _moment_with_newcomer(), headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert answer.headers["HX-Reswap"] == "none"
    assert FULL in answer.content.decode()
    assert 'hx-swap-oob="beforeend:#toasts"' in answer.content.decode()


def test_the_quick_entry_of_the_inventory_is_refused(full: User, alice_client: Client) -> None:
    address = reverse("goals:inventory-circle", args=["current"])
    answer = alice_client.post(address, lines("Nora Lindqvist", closeness="wide"))

    assert answer.status_code == 422
    assert FULL in answer.content.decode()
    assert "Nora Lindqvist" in answer.content.decode()
    assert _count(full) == 2


def test_a_preview_says_who_has_no_room_and_goes_on_waiting(full: User, alice_client: Client) -> None:
    imported = _import(full, "Nora Lindqvist\nOle Hansen\n")
    address = reverse("transfer:import-detail", args=[imported.pk])
    assert FULL in alice_client.get(address).content.decode()

    answer = alice_client.post(reverse("transfer:import-accept", args=[imported.pk]), {"tag_name": "Fair"})

    assert answer.status_code == 422
    assert FULL in answer.content.decode()
    assert 'value="Fair"' in answer.content.decode()
    with acting_as(full):
        assert Import.objects.for_user(full).get().state == Import.State.READY

    with acting_as(full):
        ImportRow.objects.for_user(full).filter(name__startswith="Nora").update(decision="skip")
    User.objects.filter(pk=full.pk).update(most_contacts=3)
    assert FULL not in alice_client.get(address).content.decode()
    assert alice_client.post(reverse("transfer:import-accept", args=[imported.pk]), {}).status_code == 302
    _work()
    assert _count(full) == 3


def test_an_import_that_finds_no_room_when_it_comes_in_can_go_on_later(full: User, alice_client: Client) -> None:
    User.objects.filter(pk=full.pk).update(most_contacts=3)
    imported = _import(full, "Nora Lindqvist\n")
    with acting_as(full):
        accept_import(imported=imported, now=timezone.now())
    User.objects.filter(pk=full.pk).update(most_contacts=2)
    _work()

    page = alice_client.get(reverse("transfer:import-detail", args=[imported.pk])).content.decode()
    assert "Your account has become full." in page
    assert "Try again" in page
    assert _count(full) == 2
    User.objects.filter(pk=full.pk).update(most_contacts=3)
    alice_client.post(reverse("transfer:import-again", args=[imported.pk]))
    _work()
    assert _count(full) == 3


def _archive(user: User) -> SimpleUploadedFile:
    with acting_as(user):
        export = start_export(owner=user, kind=Export.Kind.EVERYTHING, now=timezone.now())
    _work()
    with acting_as(user):
        export = Export.objects.for_user(user).get(pk=export.pk)
        with export.file.open() as file:
            return SimpleUploadedFile("netzwerk.zip", file.read())


def test_a_restore_says_who_has_no_room_and_goes_on_waiting(
    full: User, charlie: User, charlie_client: Client, settings: Settings
) -> None:
    archive = _archive(full)
    settings.MOST_CONTACTS = 1
    with acting_as(charlie):
        restore = start_restore(owner=charlie, upload=archive, now=timezone.now())
    _work()
    words = "Your account has room for one more person, and these are 2."
    assert words in charlie_client.get(reverse("transfer:restore-detail", args=[restore.pk])).content.decode()

    answer = charlie_client.post(reverse("transfer:restore-accept", args=[restore.pk]), {})
    assert answer.status_code == 422
    assert words in answer.content.decode()

    settings.MOST_CONTACTS = 2
    assert charlie_client.post(reverse("transfer:restore-accept", args=[restore.pk]), {}).status_code == 302
    settings.MOST_CONTACTS = 1  # in the meantime
    _work()
    with acting_as(charlie):
        assert Restore.objects.for_user(charlie).get().failure == Restore.Problem.NO_ROOM
    assert _count(charlie) == 0
    page = charlie_client.get(reverse("transfer:restore-detail", args=[restore.pk])).content.decode()
    assert "Your account has become full." in page


def test_a_restore_says_which_photos_have_no_room(
    full: User, charlie: User, charlie_client: Client, settings: Settings
) -> None:
    with acting_as(full):
        for contact in Contact.objects.for_user(full):
            contact.owner = full
            store_photo(contact=contact, content=make_picture())
    archive = _archive(full)
    with acting_as(charlie):
        restore = start_restore(owner=charlie, upload=archive, now=timezone.now())
    _work()
    charlie.most_bytes = PHOTO_BYTES + restore.file.size
    charlie.save()
    detail = reverse("transfer:restore-detail", args=[restore.pk])
    words = "There is room for 1 of 2 photos; the others stay out. Discard exports, take photos away"
    assert words in charlie_client.get(detail).content.decode()

    charlie.most_bytes = restore.file.size
    charlie.save()
    assert "There is no room for photos" in charlie_client.get(detail).content.decode()
    assert charlie_client.post(reverse("transfer:restore-accept", args=[restore.pk]), {}).status_code == 302
    _work()

    page = charlie_client.get(detail).content.decode()
    assert "There was no room for 2 photos." in page
    assert "could not be read" not in page
    assert _count(charlie) == 2


def test_two_at_once_never_pass_the_limit_together(real_transactions: None, settings: Settings) -> None:
    settings.MOST_CONTACTS = 3
    alice = make_user("alice@example.org")

    def add() -> bool:
        try:
            with acting_as(alice):
                add_contacts(owner=alice, people=[NewContact(name="A"), NewContact(name="B")], today=TODAY)
        except FullError:
            return False
        return True

    assert sorted(all_at_once(add, add, add)) == [False, False, True]
    assert _count(alice) == 2


# --- Files -------------------------------------------------------------------------


def test_a_photo_is_refused_where_files_have_no_room_and_replaced_where_there_is_one(
    full: User, alice_client: Client, settings: Settings
) -> None:
    settings.MOST_STORAGE = PHOTO_BYTES
    with acting_as(full):
        one, other = Contact.objects.for_user(full).order_by("name")
        one.owner = other.owner = full
        store_photo(contact=one, content=make_picture())
        store_photo(contact=one, content=make_picture((9, 9)))
        assert use_of(full, Quota.STORAGE) == Use(Quota.STORAGE, PHOTO_BYTES, PHOTO_BYTES)

    photo = BytesIO(make_picture())
    photo.name = "tomasz.png"
    answer = alice_client.post(reverse("contacts:contact-photo-edit", args=[other.pk]), {"photo": photo})
    assert answer.status_code == 422
    assert "Your files may take 64.0\xa0KB and take 64.0\xa0KB by now" in answer.content.decode()
    with acting_as(full):
        assert Contact.objects.for_user(full).exclude(photo_name="").count() == 1


def test_uploads_are_refused_where_files_have_no_room(full: User, alice_client: Client, settings: Settings) -> None:
    settings.MOST_STORAGE = 10
    said = {"origin": "other", "closeness": "not_placed", "last_in_touch": "not_sure"}

    pasted = alice_client.post(reverse("transfer:import-create"), {**said, "pasted": "Nora Lindqvist\nOle Hansen"})
    assert pasted.status_code == 422
    assert "Your files may take 10\xa0bytes" in pasted.content.decode()
    assert "Nora Lindqvist" in pasted.content.decode(), "the list that was pasted stays"

    packed = BytesIO()
    ZipFile(packed, "w").close()
    upload = SimpleUploadedFile("netzwerk.zip", packed.getvalue())
    restored = alice_client.post(reverse("transfer:restore-create"), {"upload": upload})
    assert restored.status_code == 422
    assert "Your files may take 10\xa0bytes" in restored.content.decode()


def test_exports_are_refused_where_files_have_no_room_but_everything_always_goes_once(
    full: User, alice_client: Client, settings: Settings
) -> None:
    settings.MOST_STORAGE = 1
    create = reverse("transfer:export-create")
    everything, cards = ({"kind": kind, "whom": "all"} for kind in (Export.Kind.EVERYTHING, Export.Kind.VCARD_4))

    assert alice_client.post(create, everything).status_code == 302
    _work()
    for refused in (everything, cards):
        answer = alice_client.post(create, refused)
        assert answer.status_code == 422
        assert "Your files may take 1\xa0byte" in answer.content.decode()
    with acting_as(full):
        assert Export.objects.for_user(full).count() == 1
        use = use_of(full, Quota.STORAGE)
    assert use is not None
    assert use.used > 1


# --- What the user sees ------------------------------------------------------------


def test_the_settings_show_how_much_is_used_where_there_is_a_limit_alone(
    full: User, alice_client: Client, settings: Settings
) -> None:
    settings.MOST_STORAGE = 2**20
    page = alice_client.get("/settings/").content.decode()
    assert "2 of 2" in page
    assert "Your account is full. People in the bin make room once it is emptied." in page
    assert "0\xa0bytes of 1.0\xa0MB" in page
    assert "There is no room for further files." not in page

    settings.MOST_CONTACTS = settings.MOST_STORAGE = 0
    assert "h-room" not in alice_client.get("/settings/").content.decode()


def test_people_come_in_by_two_doors_alone() -> None:
    """Whoever makes contacts in another way than these passes the limit by: `add_contacts`, and rows of a restore."""
    names = ("contacts", "goals", "networks", "matching", "reminders", "transfer", "today")
    apps = [django_settings.BASE_DIR / name for name in names]
    making = re.compile(r"write_objects\(Contact,|Contact\.objects\.(create|bulk_create|get_or_create)\(")
    doors = [path for app in apps for path in app.rglob("*.py") if making.search(path.read_text("utf-8"))]

    assert [path.name for path in doors] == ["adding.py"]
