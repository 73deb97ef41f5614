"""People noted for what a goal needs, by their pages: added, removed, put back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from goals.models import Role
from matching.models import Holder
from netzwerk.core.walls import acting_as
from tests.factories import NOBODY, make_competence, make_contact, make_goal, make_holder, make_role
from tests.matching.gap_rooms import Room, make_room
from tests.toasts import undo_of

pytestmark = pytest.mark.usefixtures("on_today")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def room(alice: User) -> Room:
    return make_room(alice)


def add_url(room: Room, **query: object) -> str:
    return reverse("matching:holder-add", args=[room.goal.pk], query=query)


def roles(user: User) -> set[tuple[str, str]]:
    with acting_as(user):
        return set(Role.objects.for_user(user).values_list("contact__name", "kind"))


def holders(user: User) -> set[tuple[str, str]]:
    with acting_as(user):
        rows = Holder.objects.for_user(user).values_list("contact__name", "competence__text", "question__text")
        return {(name, competence or question) for name, competence, question in rows}


def test_a_role_is_filled_and_taken_back(alice: User, alice_client: Client, room: Room) -> None:
    tom = make_contact(alice, "Tom")

    answer = alice_client.post(add_url(room), {"kind": "insider", "contact": tom.pk})

    assert answer.headers["Location"] == f"/matching/goals/{room.goal.pk}/gaps/"
    assert ("Tom", "insider") in roles(alice)
    alice_client.post(undo_of(answer))
    assert ("Tom", "insider") not in roles(alice)


def test_whoever_knows_something_becomes_an_expert_unless_they_have_a_role(
    alice: User, alice_client: Client, room: Room
) -> None:
    tom, ann = make_contact(alice, "Tom"), make_contact(alice, "Ann")
    make_role(room.goal, ann, "supporter")
    data = {"competence": room.fees.pk, "contacts": [tom.pk, ann.pk], "newcomers": "Eva Neu"}

    answer = alice_client.post(add_url(room), data)

    fees = "Calculating a fee"
    assert holders(alice) == {("Miriam Kessler", "Contract law"), ("Tom", fees), ("Ann", fees), ("Eva Neu", fees)}
    assert roles(alice) == {
        ("Miriam Kessler", "expert"), ("Tom", "expert"), ("Eva Neu", "expert"), ("Ann", "supporter"),
    }  # fmt: skip
    alice_client.post(undo_of(answer))
    assert holders(alice) == {("Miriam Kessler", "Contract law")}
    assert roles(alice) == {("Miriam Kessler", "expert"), ("Ann", "supporter")}


def test_who_was_noted_before_is_not_taken_out_by_the_undo(alice: User, alice_client: Client, room: Room) -> None:
    tom = make_contact(alice, "Tom")

    answer = alice_client.post(add_url(room), {"competence": room.law.pk, "contacts": [room.expert.pk, tom.pk]})
    alice_client.post(undo_of(answer))

    assert holders(alice) == {("Miriam Kessler", "Contract law")}


def test_a_name_that_one_person_has_is_enough(alice: User, alice_client: Client, room: Room) -> None:
    make_contact(alice, "Tom Becker")

    answer = alice_client.post(add_url(room), {"question": room.question.pk, "who": "becker", "next": "/goals/"})

    assert answer.headers["Location"] == "/goals/"
    assert ("Tom Becker", room.question.text) in holders(alice)


def test_in_a_sheet_the_browser_goes_on(alice_client: Client, room: Room) -> None:
    url = add_url(room, competence=room.fees.pk)
    part = alice_client.get(url, headers=HTMX).text

    assert "<html" not in part
    assert "Calculating a fee" in part
    assert "Miriam Kessler" in part
    data = {"competence": room.fees.pk, "contacts": room.expert.pk}
    assert alice_client.post(add_url(room), data, headers=HTMX).headers["HX-Redirect"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Who is it?"),
        ({"who": "nobody of that name"}, "Nobody here has that name."),
        ({"contacts": uuid4()}, "is not one of the available choices"),
        ({"contact": uuid4()}, "not one of the available choices"),
        ({"contact": "no-uuid\0"}, "alid"),
        ({"who": "x" * 10_000}, "at most 200 characters"),
        ({"newcomers": "x" * 10_000}, "at most 200 characters"),
        ({"who": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_a_refused_form_says_why(
    alice: User, alice_client: Client, room: Room, data: dict[str, Any], words: str
) -> None:
    answer = alice_client.post(add_url(room), {"competence": room.fees.pk, **data})

    assert answer.status_code == 422
    assert words in answer.text
    assert holders(alice) == {("Miriam Kessler", "Contract law")}


def test_somebody_is_removed_and_put_back(alice: User, alice_client: Client, room: Room) -> None:
    with acting_as(alice):
        holder = Holder.objects.for_user(alice).get()

    answer = alice_client.post(f"/matching/holders/{holder.pk}/remove/", {"next": "/goals/"})

    assert answer.headers["Location"] == "/goals/"
    assert holders(alice) == set()
    assert roles(alice) == {("Miriam Kessler", "expert")}
    assert alice_client.post(undo_of(answer)).headers["Location"] == "/goals/"
    assert holders(alice) == {("Miriam Kessler", "Contract law")}


@pytest.mark.parametrize("contact", ["", "no-uuid", NOBODY])
def test_nobody_is_put_back_who_is_not_there(alice: User, alice_client: Client, room: Room, contact: str) -> None:
    query = {"competence": room.fees.pk, "contact": contact}
    address = reverse("matching:holder-bring-back", args=[room.goal.pk], query=query)

    assert alice_client.post(address).status_code == 404
    assert holders(alice) == {("Miriam Kessler", "Contract law")}


def test_an_undo_reaches_nothing_of_another_goal(alice: User, alice_client: Client, room: Room) -> None:
    other = make_goal(alice, "Another")
    role = make_role(other, room.expert)
    holder = make_holder(make_competence(other, "Tax"), room.expert)
    query = {"role": role.pk, "holder": [holder.pk, "no-uuid"]}

    alice_client.post(reverse("matching:holder-undo", args=[room.goal.pk], query=query))

    with acting_as(alice):
        assert Role.objects.filter(pk=role.pk).exists()
        assert Holder.objects.filter(pk=holder.pk).exists()


def test_a_stranger_changes_nothing(alice: User, charlie: User, charlie_client: Client, room: Room) -> None:
    own: Contact = make_contact(charlie, "Charlie's own")
    with acting_as(alice):
        holder = Holder.objects.for_user(alice).get()

    for address in (
        add_url(room, kind="expert", contact=own.pk),
        reverse("matching:holder-undo", args=[room.goal.pk], query={"holder": holder.pk}),
        reverse("matching:holder-bring-back", args=[room.goal.pk], query={"competence": room.fees.pk}),
        f"/matching/holders/{holder.pk}/remove/",
    ):
        assert charlie_client.post(address, {"contact": own.pk}).status_code == 404
    assert holders(alice) == {("Miriam Kessler", "Contract law")}


def test_changes_are_posts(alice_client: Client, room: Room) -> None:
    for name in ("holder-undo", "holder-bring-back"):
        assert alice_client.get(reverse(f"matching:{name}", args=[room.goal.pk])).status_code == 405
