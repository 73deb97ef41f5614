"""Moments: logged with somebody, changed, taken back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Moment, Organisation
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_moment, make_organisation
from tests.toasts import undo_of

HTMX = {"HX-Request": "true"}
CALL = {"kind": "call", "happened_on": "2026-03-16"}

pytestmark = pytest.mark.usefixtures("on_today")


def only_moment(owner: User) -> tuple[Moment, set[str]]:
    """Return the one moment there is, and who took part."""
    with acting_as(owner):
        moment = Moment.objects.get()
        return moment, set(moment.participations.values_list("contact__name", flat=True))


def last(contact: Contact) -> date | None:
    """Return what the database knows by now."""
    with acting_as(contact.owner_id):
        contact.refresh_from_db()
    return contact.last_moment_on


def test_kind_and_today_are_filled_in_so_that_saving_is_enough(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    address = f"/contacts/{contact.pk}/moments/new/"

    page = alice_client.get(address)
    form = page.context["form"]
    filled_in = {name: form[name].value() for name in form.fields if form[name].value()}
    response = alice_client.post(address, filled_in)

    assert filled_in == {"kind": "call", "happened_on": TODAY}
    assert response["Location"] == f"/contacts/{contact.pk}/"
    moment, people = only_moment(alice)
    assert (moment.kind, moment.happened_on, moment.precision, people) == ("call", TODAY, "day", {"Miriam Kessler"})
    assert last(contact) == TODAY


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"happened_on": "2023-09-14"}, (date(2023, 9, 14), "day")),
        ({"rough_year": "2021", "rough_month": "3"}, (date(2021, 3, 1), "month")),
        ({"rough_year": "2019"}, (date(2019, 1, 1), "year")),
        ({"rough_year": "2026", "rough_month": "3"}, (date(2026, 3, 1), "month")),
        ({"rough_year": "2026"}, (date(2026, 1, 1), "year")),
    ],
)
def test_a_date_may_be_exact_or_rough(
    alice_client: Client, alice: User, data: dict[str, str], expected: tuple[date, str]
) -> None:
    contact = make_contact(alice)

    alice_client.post(f"/contacts/{contact.pk}/moments/new/", {**CALL, **data})

    moment, _people = only_moment(alice)
    assert (moment.happened_on, moment.precision) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"happened_on": "2026-03-17"}, "still to come"),
        ({"rough_year": "2026", "rough_month": "4"}, "still to come"),
        ({"rough_year": "2027"}, "still to come"),
        ({"happened_on": ""}, "When was it"),
        ({"happened_on": "31.31.2026"}, ""),
        ({"happened_on": "0001-01-01"}, "too long ago"),
        ({"rough_year": "99999"}, "no such year"),
        ({"rough_year": "12"}, ""),
        ({"rough_year": "x"}, ""),
        ({"rough_month": "3"}, "Of which year"),
        ({"rough_year": "2020", "rough_month": "13"}, ""),
        ({"kind": "seance"}, ""),
        ({"kind": ""}, ""),
        ({"initiator": "nobody"}, ""),
        ({"note": "x" * 20_001}, ""),
        ({"note": "nul\x00l"}, ""),
        ({"organisation": "x" * 201}, ""),
        ({"contacts": "nonsense"}, ""),
        ({"contacts": str(uuid4())}, ""),
    ],
)
def test_what_cannot_be_is_asked_again_in_a_clear_sentence(
    alice_client: Client, alice: User, data: dict[str, str], words: str
) -> None:
    contact = make_contact(alice)

    response = alice_client.post(f"/contacts/{contact.pk}/moments/new/", {**CALL, "note": "typed", **data})

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "typed" in page or "note" in data
    with acting_as(alice):
        assert not Moment.objects.exists()


def test_others_who_were_there_take_part(alice_client: Client, alice: User) -> None:
    contact, tomasz = make_contact(alice), make_contact(alice, "Tomasz Bielak")
    data = {**CALL, "initiator": "them", "note": "About the fair.", "contacts": [str(tomasz.pk), str(contact.pk)]}

    response = alice_client.post(f"/contacts/{contact.pk}/moments/new/", data, follow=True)

    moment, people = only_moment(alice)
    assert people == {"Miriam Kessler", "Tomasz Bielak"}
    assert (moment.initiator, moment.note) == ("them", "About the fair.")
    assert "Call with Miriam Kessler and 1 more is noted." in response.content.decode()


def test_a_moment_may_be_at_an_organisation_which_completes_itself(alice_client: Client, alice: User) -> None:
    contact, verlag = make_contact(alice), make_organisation(alice, "Nordlicht Verlag")

    form = alice_client.get(f"/contacts/{contact.pk}/moments/new/").content.decode()
    assert 'data-completion-url-value="/contacts/organisations/names/"' in form

    alice_client.post(f"/contacts/{contact.pk}/moments/new/", {**CALL, "organisation": " nordlicht  verlag"})
    moment, _people = only_moment(alice)
    assert moment.organisation_id == verlag.pk

    alice_client.post(
        f"/contacts/moments/{moment.pk}/", {**CALL, "contacts": [str(contact.pk)], "organisation": "Hafen"}
    )
    with acting_as(alice):
        assert Moment.objects.get().organisation == Organisation.objects.get(name="Hafen")


def test_nobody_of_somebody_elses_takes_part(alice_client: Client, alice: User, charlie: User) -> None:
    contact, foreign = make_contact(alice), make_contact(charlie, "Charlies Friend")
    binned = make_contact(alice, "Gone", deleted_at="2026-01-01T00:00Z")

    for other in (foreign, binned):
        data = {**CALL, "contacts": [str(other.pk)]}
        for address in (f"/contacts/{contact.pk}/moments/new/", "/contacts/moments/new/"):
            response = alice_client.post(address, data)
            assert response.status_code == 422
            assert "Charlies Friend" not in response.content.decode()
    assert last(foreign) is None


def test_a_logged_moment_can_be_undone_and_that_too(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = alice_client.post(f"/contacts/{contact.pk}/moments/new/", CALL)
    response = alice_client.post(undo_of(response))
    assert response["Location"] == f"/contacts/{contact.pk}/"
    assert last(contact) is None

    alice_client.post(undo_of(response))
    assert last(contact) == TODAY


def test_the_sheet_holds_the_form_alone_and_leads_on_when_saved(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    address = f"/contacts/{contact.pk}/moments/new/"

    sheet = alice_client.get(address, headers=HTMX)
    assert sheet.content.decode().lstrip().startswith("<h2")
    assert f'hx-post="{address}"' in sheet.content.decode()
    assert alice_client.post(address, {**CALL, "kind": ""}, headers=HTMX).status_code == 422

    response = alice_client.post(address, CALL, headers=HTMX)
    assert response["HX-Redirect"] == f"/contacts/{contact.pk}/"


@pytest.mark.parametrize("precision", ["day", "month", "year"])
def test_saving_an_unchanged_moment_changes_nothing(alice_client: Client, alice: User, precision: str) -> None:
    contact, tomasz = make_contact(alice), make_contact(alice, "Tomasz Bielak")
    day = {"day": date(2021, 3, 9), "month": date(2021, 3, 1), "year": date(2021, 1, 1)}[precision]
    verlag = make_organisation(alice, "Nordlicht Verlag")
    made = make_moment(
        alice,
        contact,
        tomasz,
        on=day,
        precision=precision,
        kind="letter",
        initiator="me",
        note="Hm",
        organisation=verlag,
    )
    address = f"/contacts/moments/{made.pk}/"
    form = alice_client.get(address).context["form"]

    response = alice_client.post(address, {name: form[name].value() or "" for name in form.fields})

    assert response.status_code == 302
    moment, people = only_moment(alice)
    for field in ("kind", "happened_on", "precision", "initiator", "note", "organisation_id"):
        assert getattr(moment, field) == getattr(made, field)
    assert people == {"Miriam Kessler", "Tomasz Bielak"}


def test_somebody_can_leave_a_moment_but_not_everybody(alice_client: Client, alice: User) -> None:
    contact, tomasz = make_contact(alice), make_contact(alice, "Tomasz Bielak")
    moment = make_moment(alice, contact, tomasz)
    address = f"/contacts/moments/{moment.pk}/"

    assert alice_client.post(address, CALL).status_code == 422

    alice_client.post(address, {**CALL, "contacts": [str(tomasz.pk)]})
    assert only_moment(alice)[1] == {"Tomasz Bielak"}


def test_who_is_in_the_bin_stays_part_of_a_changed_moment(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    binned = make_contact(alice, "Gone", deleted_at="2026-01-01T00:00Z")
    moment = make_moment(alice, contact, binned)

    alice_client.post(f"/contacts/moments/{moment.pk}/", {**CALL, "contacts": [str(contact.pk)], "note": "Changed"})

    changed, people = only_moment(alice)
    assert changed.note == "Changed"
    assert people == {"Miriam Kessler", "Gone"}


def test_a_deleted_moment_cannot_be_changed_but_restored(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    moment = make_moment(alice, contact, deleted_at="2026-01-01T00:00Z")

    assert alice_client.get(f"/contacts/moments/{moment.pk}/").status_code == 404
    assert alice_client.post(f"/contacts/moments/{moment.pk}/delete/").status_code == 404
    assert alice_client.post(f"/contacts/moments/{moment.pk}/restore/").status_code == 302
    assert last(contact) == TODAY


def test_a_moment_with_nobody_left_leads_to_the_list(alice_client: Client, alice: User) -> None:
    binned = make_contact(alice, "Gone", deleted_at="2026-01-01T00:00Z")
    moment = make_moment(alice, binned)

    assert alice_client.post(f"/contacts/moments/{moment.pk}/delete/")["Location"] == "/contacts/"


def test_a_stranger_gets_404(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    moment = make_moment(alice, contact)

    for address in (f"/contacts/{contact.pk}/moments/new/", f"/contacts/moments/{moment.pk}/"):
        assert charlie_client.get(address).status_code == 404
        assert charlie_client.post(address, CALL).status_code == 404
    for action in ("delete", "restore"):
        assert charlie_client.post(f"/contacts/moments/{moment.pk}/{action}/").status_code == 404
        assert charlie_client.get(f"/contacts/moments/{moment.pk}/{action}/").status_code == 405
    assert only_moment(alice)[0].deleted_at is None
