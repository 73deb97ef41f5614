"""Fields that the user made: their settings, and what they say about a person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from contacts.details import DETAILS
from contacts.models import Contact, CustomField, CustomValue
from contacts.services import custom_fields
from contacts.services.custom_fields import (
    MOST_FIELDS,
    CustomFacts,
    FieldExistsError,
    TooManyFieldsError,
    add_field,
    delete_field,
    set_custom_values,
)
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_user

LIST = "/contacts/fields/"


def make_field(owner: User, label: str = "Tea", kind: str = "text", choices: tuple[str, ...] = ()) -> CustomField:
    with acting_as(owner):
        return add_field(owner=owner, label=label, kind=kind, choices=choices)


def labels(owner: User) -> list[str]:
    with acting_as(owner):
        return [field.label for field in CustomField.objects.all()]


def say(owner: User, contact: Contact, field: CustomField, **facts: Any) -> None:
    with acting_as(owner):
        set_custom_values(contact=contact, values={field.pk: CustomFacts(**facts)})


def send(client: Client, contact: Contact, **values: str) -> Any:
    """Post the values of fields (by id) as the form would."""
    with acting_as(contact.owner):
        seen = DETAILS["custom"].fingerprint(Contact.objects.with_details().get(pk=contact.pk))
    path = f"/contacts/{contact.pk}/details/custom/"
    return client.post(path, {**values, "seen": seen}, headers={"HX-Request": "true"})


def test_a_field_is_added_renamed_moved_and_deleted(alice_client: Client, alice: User) -> None:
    alice_client.post(LIST, {"label": "Tea", "kind": "text"})
    alice_client.post(LIST, {"label": "Member number", "kind": "number"})
    assert labels(alice) == ["Tea", "Member number"]
    with acting_as(alice):
        tea, number = CustomField.objects.all()

    alice_client.post(f"{LIST}{number.pk}/", {"label": "Number"})
    alice_client.post(f"{LIST}{number.pk}/move/", {"to": "up"})
    alice_client.post(f"{LIST}{number.pk}/move/", {"to": "up"})
    assert labels(alice) == ["Number", "Tea"]
    alice_client.post(f"{LIST}{number.pk}/move/", {"to": "down"})
    assert labels(alice) == ["Tea", "Number"]

    alice_client.post(f"{LIST}{tea.pk}/delete/")
    assert labels(alice) == ["Number"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"label": "", "kind": "text"}, "required"),
        ({"label": "!?", "kind": "text"}, "This name has no letter and no digit."),
        ({"label": "x" * 61, "kind": "text"}, "60"),
        ({"label": "New", "kind": "colour"}, "Select a valid choice."),
        ({"label": "TEA", "kind": "text"}, "You have a field of that name already."),
        ({"label": "New", "kind": "choice", "choices": " \n"}, "Please write down at least one choice."),
        ({"label": "New", "kind": "choice", "choices": "x" * 81}, "A choice may have 80 characters."),
        ({"label": "New", "kind": "choice", "choices": "\n".join(map(str, range(51)))}, "more than 50 choices"),
    ],
)
def test_what_is_no_field_is_refused(alice_client: Client, alice: User, values: dict[str, str], sentence: str) -> None:
    make_field(alice)

    response = alice_client.post(LIST, values)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert labels(alice) == ["Tea"]


def test_there_are_ten_at_the_most(alice_client: Client, alice: User) -> None:
    for number in range(MOST_FIELDS):
        make_field(alice, f"Field {number}")

    assert "One more field" not in alice_client.get(LIST).content.decode()
    response = alice_client.post(LIST, {"label": "Eleventh", "kind": "text"})

    assert response.status_code == 422
    assert "You have 10 fields; more do not fit." in response.content.decode()
    with acting_as(alice), pytest.raises(TooManyFieldsError):
        add_field(owner=alice, label="Eleventh", kind="text")


def test_two_tabs_at_once_add_no_eleventh(real_transactions: None) -> None:
    alice = make_user()
    for number in range(MOST_FIELDS - 1):
        make_field(alice, f"Field {number}")
    barrier = Barrier(2)

    def add(label: str) -> bool:
        barrier.wait(timeout=10)
        try:
            make_field(alice, label)
        except TooManyFieldsError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, ["One", "Two"])) == [False, True]
    assert len(labels(alice)) == MOST_FIELDS


def test_a_kind_stays_and_a_name_is_taken_once(as_alice: User, alice_client: Client) -> None:
    tea, number = make_field(as_alice), make_field(as_alice, "Number", "number")

    response = alice_client.post(f"{LIST}{number.pk}/", {"label": "tea", "kind": "text"})

    assert response.status_code == 422
    number.refresh_from_db()
    assert number.kind == "number"
    with pytest.raises(FieldExistsError):
        make_field(as_alice, tea.label.upper())


def test_values_are_written_and_read_in_place(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    text, number = make_field(alice), make_field(alice, "Number", "number")
    day, choice = make_field(alice, "Met", "date"), make_field(alice, "Size", "choice", ("Small", "Large"))

    response = send(
        alice_client,
        contact,
        **{str(text.pk): "Earl  Grey", str(number.pk): "12.50", str(day.pk): "2024-05-03", str(choice.pk): "Large"},
    )

    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Earl Grey", "12.5<", "3 May 2024", "Large"):
        assert words in page
    with acting_as(alice):
        assert CustomValue.objects.get(field=number).number == Decimal("12.5")
        assert CustomValue.objects.get(field=day).day == date(2024, 5, 3)
    assert "Miriam Kessler" in alice_client.get("/contacts/?q=earl").content.decode()
    send(alice_client, contact, **{str(text.pk): ""})
    with acting_as(alice):
        assert not CustomValue.objects.exists()
    assert "Miriam Kessler" not in alice_client.get("/contacts/?q=earl").content.decode()


def test_numbers_and_dates_are_told_in_the_readers_language(alice_client: Client, alice: User) -> None:
    alice.language = "de"
    alice.save()
    contact, number, day = make_contact(alice), make_field(alice, "Nummer", "number"), make_field(alice, "Tag", "date")

    page = send(alice_client, contact, **{str(number.pk): "1.234,5", str(day.pk): "2024-05-03"}).content.decode()
    assert "1234,5" in page
    assert "3. Mai 2024" in page
    for written, read in (("1.234", "1234"), ("12.5", "12,5"), ("-1.234.567,25", "-1234567,25"), ("0", "0")):
        assert f"<dd>{read}</dd>" in send(alice_client, contact, **{str(number.pk): written}).content.decode()
    send(alice_client, contact, **{str(number.pk): "1234,5", str(day.pk): "2024-05-03"})
    form = alice_client.get(f"/contacts/{contact.pk}/details/custom/").content.decode()
    assert 'value="1234,5"' in form
    assert 'value="2024-05-03"' in form


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("number", "many", "Enter a number."),
        ("number", "NaN", "Enter a number."),
        ("number", "1" * 30, "18 digits"),
        ("number", "1.23456", "4 decimal places"),
        ("date", "2024-02-30", "Enter a valid date."),
        ("choice", "Medium", "Select a valid choice."),
        ("text", "x" * 501, "500"),
        ("text", "a\0b", "Null characters are not allowed."),
    ],
)
def test_what_does_not_fit_the_kind_is_refused(
    alice_client: Client, alice: User, kind: str, value: str, sentence: str
) -> None:
    contact, field = make_contact(alice), make_field(alice, "Field", kind, ("Small", "Large"))

    response = send(alice_client, contact, **{str(field.pk): value})

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_choice_that_was_taken_away_stays_readable_and_can_stay(alice_client: Client, alice: User) -> None:
    contact, field = make_contact(alice), make_field(alice, "Size", "choice", ("Small", "Large"))
    say(alice, contact, field, text="Small")

    alice_client.post(f"{LIST}{field.pk}/", {"label": "Size", "choices": "Large\nHuge"})

    assert "Small" in alice_client.get(f"/contacts/{contact.pk}/").content.decode()
    assert send(alice_client, contact, **{str(field.pk): "Small"}).status_code == 200
    assert send(alice_client, make_contact(alice, "Other"), **{str(field.pk): "Small"}).status_code == 422


def test_without_fields_the_form_leads_to_where_they_are_made(alice_client: Client, alice: User) -> None:
    page = alice_client.get(f"/contacts/{make_contact(alice).pk}/details/custom/").content.decode()

    assert f'href="{LIST}"' in page


def test_the_page_of_a_field_says_how_many_values_go(alice_client: Client, alice: User) -> None:
    field = make_field(alice)
    say(alice, make_contact(alice), field, text="Assam")

    assert "1 person has a value here." in alice_client.get(f"{LIST}{field.pk}/").content.decode()
    alice_client.post(f"{LIST}{field.pk}/delete/")
    with acting_as(alice):
        assert not CustomValue.objects.exists()
    assert "Miriam Kessler" not in alice_client.get("/contacts/?q=assam").content.decode()


def test_a_field_with_very_many_values_is_deleted_by_a_job(
    alice: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    monkeypatch.setattr(custom_fields, "MOST_AT_ONCE", 2)
    field = make_field(alice)
    for number in range(5):
        say(alice, make_contact(alice, f"Person {number}"), field, text="Assam")

    with acting_as(alice):
        assert not delete_field(field=field)
    job = Job.objects.get(kind=custom_fields.FORGET)
    run_job(str(job.pk))

    with acting_as(alice):
        assert not CustomField.objects.exists()
        assert not CustomValue.objects.exists()
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_strangers_reach_nothing(charlie_client: Client, alice: User, charlie: User) -> None:
    field, contact = make_field(alice), make_contact(charlie, "Mine")

    assert charlie_client.post(f"{LIST}{field.pk}/", {"label": "Mine"}).status_code == 404
    assert charlie_client.post(f"{LIST}{field.pk}/delete/").status_code == 404
    send(charlie_client, contact, **{str(field.pk): "Assam"})
    with acting_as(charlie):
        assert not CustomValue.objects.exists()
        set_custom_values(contact=contact, values={field.pk: CustomFacts(text="Assam")})
        assert not CustomValue.objects.exists()
    assert labels(alice) == ["Tea"]


def test_queries_do_not_grow_with_fields(alice_client: Client, alice: User, django_assert_same_queries: Any) -> None:
    contact = make_contact(alice)
    say(alice, contact, make_field(alice), text="Assam")

    def count() -> int:
        with django_assert_same_queries() as queries:
            alice_client.get(f"/contacts/{contact.pk}/")
            alice_client.get(LIST)
        return len(queries)

    few = count()
    for number in range(6):
        say(alice, contact, make_field(alice, f"Field {number}"), text="Assam")
    assert count() == few
