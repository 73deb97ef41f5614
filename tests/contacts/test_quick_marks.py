"""The four quick marks: shown, changed where they stand, filtered by."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from contacts.rules.states import QuickMarks
from contacts.wording import dotted
from contacts.words.quick_marks import quick_mark_words
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def url(contact: Contact) -> str:
    return f"/contacts/{contact.pk}/details/quick-marks/"


def marks_of(owner: User, contact: Contact) -> tuple[int, ...]:
    with acting_as(owner):
        return tuple(Contact.objects.get(pk=contact.pk).quick_marks)


def test_the_marks_are_changed_where_they_stand(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, trust=1)
    form = alice_client.get(url(contact), headers=HTMX)
    data = {"seen": form.context["seen"], "trust": "-1", "standing": "1", "shared_time": "0"}

    part = alice_client.post(url(contact), data, headers=HTMX).content.decode()

    assert marks_of(alice, contact) == (-1, 0, 1, 0)
    assert "Trust −" in part
    assert "Standing in the field +" in part


@pytest.mark.parametrize("wrong", ["2", "-2", "x", "\0", "9" * 9_999])
def test_any_other_answer_is_refused(alice: User, alice_client: Client, wrong: str) -> None:
    contact = make_contact(alice)
    seen = alice_client.get(url(contact), headers=HTMX).context["seen"]

    response = alice_client.post(url(contact), {"seen": seen, "trust": wrong}, headers=HTMX)

    assert response.status_code == 422
    assert "form-error" in response.content.decode()
    assert marks_of(alice, contact) == (0, 0, 0, 0)


def test_a_stranger_reaches_no_marks(alice: User, charlie_client: Client) -> None:
    contact = make_contact(alice)

    assert charlie_client.get(url(contact)).status_code == 404
    assert charlie_client.post(url(contact), {"trust": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("key", "mark"), [("trusted", "trust"), ("willing", "willing_to_help"), ("standing", "standing")]
)
def test_the_list_is_narrowed_by_a_mark(alice: User, alice_client: Client, key: str, mark: str) -> None:
    make_contact(alice, "Ada", **{mark: 1})
    make_contact(alice, "Ben", **{mark: -1})
    make_contact(alice, "Cem")

    page = alice_client.get(f"/contacts/?{key}=1").content.decode()

    assert "Ada" in page
    assert "Ben" not in page
    assert "Cem" not in page


def test_the_marks_in_words() -> None:
    assert quick_mark_words(QuickMarks(1, 0, -1, 1)) == dotted("Trust +", "Standing in the field −", "Shared time +")
    assert quick_mark_words(QuickMarks()) == ""


def test_a_new_person_has_the_marks_of_their_form(alice: User, alice_client: Client) -> None:
    alice_client.post("/contacts/new/", {"name": "Ada", "trust": "1", "shared_time": "-1"})

    with acting_as(alice):
        assert tuple(Contact.objects.get().quick_marks) == (1, 0, 0, -1)


def test_the_form_of_a_new_person_opens_where_a_mark_is_wrong(alice_client: Client) -> None:
    fresh = alice_client.get("/contacts/new/").context["form"]
    refused = alice_client.post("/contacts/new/", {"name": "Ada", "trust": "7"})

    assert not fresh.has_more_to_show
    assert refused.status_code == 422
    assert refused.context["form"].has_more_to_show
