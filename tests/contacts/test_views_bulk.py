"""Changing many people from the list: chosen ones or all that match, and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import BulkChange, BulkItem, Contact, Tag
from contacts.services import bulk, place_contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal
from tests.toasts import undo_of

NEW = "/contacts/bulk/new/"
HTMX = {"HX-Request": "true"}


def post(client: Client, action: str, *contacts: Contact, **data: Any) -> Any:
    """Post an action for these people."""
    return client.post(NEW, {"action": action, "contacts": [str(each.pk) for each in contacts], **data})


def said(response: Any) -> str:
    """Return the newest toast."""
    return str(list(get_messages(response.wsgi_request))[-1])


def values(user: User, *columns: str) -> list[Any]:
    """Return columns of everybody, by name."""
    with acting_as(user):
        return list(Contact.objects.order_by("name").values_list(*columns, flat=len(columns) == 1))


def the_change(user: User) -> BulkChange:
    """Return the newest change."""
    with acting_as(user):
        return BulkChange.objects.latest("created_at")


def test_the_list_offers_boxes_and_every_action_without_a_script(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    page = alice_client.get("/contacts/?closeness=not_placed").content.decode()

    assert f'name="contacts" value="{contact.pk}" form="bulk-form"' in page
    for action in ("tag", "untag", "closeness", "cadence", "rest", "wake", "archive", "unarchive", "goal", "delete"):
        assert f'name="action" value="{action}"' in page
    assert 'name="query" value="closeness=not_placed"' in page


def test_an_action_without_questions_is_done_at_once_and_undone_by_the_toast(alice_client: Client, alice: User) -> None:
    first, second = make_contact(alice, "A"), make_contact(alice, "B")
    make_contact(alice, "C")

    response = post(alice_client, "rest", first, second, next="/contacts/?sort=due")

    assert response["Location"] == "/contacts/?sort=due"
    assert said(response) == "2 people rest. No more reminders."
    assert values(alice, "is_resting") == [True, True, False]

    response = alice_client.post(undo_of(response))
    assert response["Location"] == "/contacts/?sort=due"
    assert values(alice, "is_resting") == [False, False, False]
    assert said(response) == "Taken back. Everything is as before."


def test_an_action_that_needs_to_know_more_asks_first(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    response = post(alice_client, "closeness", contact)
    assert response.status_code == 200
    assert f'name="contacts" value="{contact.pk}"' in response.content.decode()
    assert post(alice_client, "closeness", contact, asked="1").status_code == 422
    assert post(alice_client, "closeness", contact, asked="1", closeness="enemy").status_code == 422
    assert values(alice, "closeness") == ["not_placed"]

    assert post(alice_client, "closeness", contact, asked="1", closeness="good").status_code == 302
    assert values(alice, "closeness") == ["good"]


def test_the_question_comes_in_a_sheet_and_leads_back_from_it(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    data = {"action": "tag", "contacts": f"{contact.pk}", "next": "/contacts/?q=m"}

    page = alice_client.post(NEW, data, headers=HTMX).content.decode()
    assert "<html" not in page
    assert "Tag: 1 person" in page
    response = alice_client.post(NEW, {**data, "asked": "1", "tag": "Choir"}, headers=HTMX)

    assert response["HX-Redirect"] == "/contacts/?q=m"


@pytest.mark.parametrize(
    ("data", "after"),
    [
        ({"cadence_count": "2", "cadence_unit": "week"}, (2, "week")),
        ({"cadence_count": "3", "cadence_unit": ""}, (3, "month")),
        ({"cadence_count": ""}, (None, "")),
    ],
)
def test_a_cadence_is_set_or_taken_away(
    alice_client: Client, alice: User, data: dict[str, str], after: tuple[int | None, str]
) -> None:
    contact = make_contact(alice, own_cadence_count=9, own_cadence_unit="week")

    post(alice_client, "cadence", contact, asked="1", **data)

    assert values(alice, "own_cadence_count", "own_cadence_unit") == [after]


def test_a_new_tag_is_made_and_a_known_one_is_taken_however_it_is_written(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    for name in ("Choir", " CHOIR "):
        post(alice_client, "tag", contact, asked="1", tag=name)
    with acting_as(alice):
        tag = Tag.objects.get()
        assert [tagging.tag.name for tagging in contact.taggings.all()] == ["Choir"]

    post(alice_client, "untag", contact, asked="1", tag=str(tag.pk))
    with acting_as(alice):
        assert not contact.taggings.exists()


@pytest.mark.parametrize("tag", ["", "   ", "a, b", "x" * 61, "x\x00y"])
def test_a_tag_that_cannot_be_one_is_asked_for_again(alice_client: Client, alice: User, tag: str) -> None:
    response = post(alice_client, "tag", make_contact(alice), asked="1", tag=tag)

    assert response.status_code == 422
    with acting_as(alice):
        assert not Tag.objects.exists()


def test_people_get_a_role_for_a_goal_and_only_those_without_it_lose_it_again(
    alice_client: Client, alice: User
) -> None:
    goal, had, new = make_goal(alice), make_contact(alice, "Had"), make_contact(alice, "New")
    with acting_as(alice):
        had.roles.create(owner=alice, goal=goal, kind="expert")

    response = post(alice_client, "goal", had, new, asked="1", goal=str(goal.pk), kind="expert")
    with acting_as(alice):
        assert goal.roles.count() == 2
    alice_client.post(undo_of(response))

    with acting_as(alice):
        assert [role.contact for role in goal.roles.all()] == [had]


def test_somebody_elses_goal_or_tag_is_none(alice_client: Client, alice: User, charlie: User) -> None:
    contact, goal = make_contact(alice), make_goal(charlie)
    with acting_as(charlie):
        tag = Tag.objects.create(owner=charlie, name="Secret", folded_name="secret")

    assert post(alice_client, "goal", contact, asked="1", goal=str(goal.pk), kind="expert").status_code == 422
    assert post(alice_client, "untag", contact, asked="1", tag=str(tag.pk)).status_code == 422


def test_all_that_match_are_those_of_the_filters_and_no_others(alice_client: Client, alice: User) -> None:
    make_contact(alice, "A", closeness="good")
    make_contact(alice, "B", closeness="wide")
    make_contact(alice, "C", closeness="good", archived_at=timezone.now())

    post(alice_client, "rest", all="1", query="closeness=good")

    assert values(alice, "is_resting") == [True, False, False]


def test_a_filter_that_makes_no_sense_changes_nobody(alice_client: Client, alice: User) -> None:
    make_contact(alice)

    response = post(alice_client, "delete", all="1", query="nonsense=1")

    assert "not understood" in said(response)
    assert values(alice, "deleted_at") == [None]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"action": "rest"}, "Choose somebody first."),
        ({"action": "rest", "contacts": ["nobody", "\x00", "1, 2"]}, "Choose somebody first."),
        ({"action": "explode"}, "Choose first what to do."),
        ({}, "Choose first what to do."),
    ],
)
def test_nothing_chosen_is_said(alice_client: Client, alice: User, data: dict[str, Any], words: str) -> None:
    response = alice_client.post(NEW, data)

    assert (response.status_code, said(response)) == (302, words)


def test_somebody_elses_people_are_out_of_reach(charlie_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    post(charlie_client, "delete", contact)

    assert values(alice, "deleted_at") == [None]


def test_a_stranger_gets_404(charlie_client: Client, alice_client: Client, alice: User) -> None:
    post(alice_client, "rest", make_contact(alice))
    pk = the_change(alice).pk

    assert charlie_client.get(f"/contacts/bulk/{pk}/").status_code == 404
    assert charlie_client.post(f"/contacts/bulk/{pk}/undo/").status_code == 404
    assert charlie_client.post(f"/contacts/bulk/{pk}/settle/").status_code == 404
    assert "person rests" not in charlie_client.get("/contacts/bulk/").content.decode()
    assert alice_client.get(f"/contacts/bulk/{pk}/undo/").status_code == 405


def test_a_large_change_leads_to_its_page_which_says_how_far_it_is(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LARGE", 1)
    people = [make_contact(alice, name) for name in "AB"]

    response = post(alice_client, "archive", *people, next="/contacts/")
    address = response["Location"]
    assert address == f"/contacts/bulk/{the_change(alice).pk}/"
    page = alice_client.get(address).content.decode()
    assert "Under way" in page and "Stop and take back" in page and 'hx-trigger="every 1s"' in page

    run_job(str(Job.objects.get(kind="bulk_change").pk))
    part = alice_client.get(address, headers=HTMX).content.decode()
    assert "All done" in part and "<html" not in part and "every 1s" not in part
    assert "2 people are in the archive." in part

    assert alice_client.post(f"{address}undo/")["Location"] == address
    run_job(str(Job.objects.get(kind="bulk_undo").pk))
    assert "All is as before." in alice_client.get(address).content.decode()
    assert values(alice, "archived_at") == [None, None]


def test_only_so_many_changes_of_many_wait_for_a_worker(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LARGE", 1)
    monkeypatch.setattr(bulk, "MOST_WAITING", 2)
    people = [make_contact(alice, name) for name in "AB"]
    for _change in range(2):
        post(alice_client, "archive", *people)

    refused = post(alice_client, "archive", *people)

    assert said(refused) == "Several changes of many people are under way. Please wait until one is done."
    assert Job.objects.filter(kind="bulk_change").count() == 2
    run_job(str(Job.objects.filter(kind="bulk_change").first().pk))  # type: ignore[union-attr]
    assert post(alice_client, "archive", *people)["Location"] == f"/contacts/bulk/{the_change(alice).pk}/"


def test_the_list_says_once_that_a_large_change_is_done_unless_its_page_has_said_so(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LARGE", 1)
    people = [make_contact(alice, name) for name in "AB"]

    post(alice_client, "archive", *people)
    assert "2 people are in the archive." not in alice_client.get("/contacts/").text
    run_job(str(Job.objects.get(kind="bulk_change").pk))
    assert "2 people are in the archive." not in alice_client.get("/contacts/", headers=HTMX).text
    told = alice_client.get("/contacts/")
    assert "2 people are in the archive." in told.text
    assert undo_of(told) == f"/contacts/bulk/{the_change(alice).pk}/undo/"
    assert "2 people are in the archive." not in alice_client.get("/contacts/").text

    address = post(alice_client, "unarchive", *people)["Location"]
    run_job(str(Job.objects.filter(kind="bulk_change").latest("created_at").pk))
    assert "All done" in alice_client.get(address).text
    assert "archive." not in alice_client.get("/contacts/").text


def test_who_was_edited_since_is_shown_with_both_values_and_decided_about(alice_client: Client, alice: User) -> None:
    people = [make_contact(alice, name) for name in ("Anna", "Bert")]
    response = post(alice_client, "closeness", *people, asked="1", closeness="wide")
    for contact in people:
        with acting_as(alice):
            place_contact(contact=contact, closeness="inner", own_cadence=None)

    response = alice_client.post(undo_of(response))
    address = response["Location"]
    page = alice_client.get(address).content.decode()
    assert "2 people were edited since" in said(response)
    assert "Now: Inner circle. Before: Not placed." in page

    anna, bert = [line.split('"')[0] for line in page.split('name="items" value="')[1:]]
    response = alice_client.post(f"{address}settle/", {"items": [anna], "do": "back"})
    assert response["Location"] == address
    response = alice_client.post(f"{address}settle/", {"items": [bert], "do": "keep"})
    assert response["Location"] == "/contacts/"
    assert values(alice, "closeness") == ["not_placed", "inner"]
    assert alice_client.post(f"{address}settle/", {"items": [anna, bert, "x"], "do": "back"}).status_code == 302
    assert values(alice, "closeness") == ["not_placed", "inner"]


def test_recent_changes_are_listed_with_their_way_back(alice_client: Client, alice: User) -> None:
    assert "No changes" in alice_client.get("/contacts/bulk/").content.decode()
    response = post(alice_client, "rest", make_contact(alice))
    pk = the_change(alice).pk

    page = alice_client.get("/contacts/bulk/").content.decode()
    assert "1 person rests." in page and f"/contacts/bulk/{pk}/undo/" in page

    alice_client.post(f"/contacts/bulk/{pk}/undo/")
    again = alice_client.post(undo_of(response))
    assert "already" in said(again)
    assert f"/contacts/bulk/{pk}/undo/" not in alice_client.get("/contacts/bulk/").content.decode()


def test_pages_of_changes_follow_each_other(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch, django_assert_same_queries: Any
) -> None:
    monkeypatch.setattr("contacts.views.bulk.PAGE_SIZE", 2)
    with acting_as(alice):
        for number in range(5):
            BulkChange.objects.create(owner=alice, action="rest", total=number + 10, state="done")
    found, query = [], ""
    for _page in range(3):
        page = alice_client.get(f"/contacts/bulk/{query}", headers=HTMX).content.decode()
        found += [number for number in range(10, 15) if f">{number} people rest." in page]
        older = re.search(r'href="(\?before=[0-9a-f-]+)"', page)
        query = older[1] if older else ""
    assert sorted(found) == [10, 11, 12, 13, 14]
    assert query == ""


def test_an_action_that_nobody_knows_any_more_still_shows(alice_client: Client, alice: User) -> None:
    with acting_as(alice):
        change = BulkChange.objects.create(owner=alice, action="juggle", total=3, state="done")
        BulkItem.objects.create(owner=alice, change=change, contact=make_contact(alice), is_done=True)

    assert "juggle" in alice_client.get(f"/contacts/bulk/{change.pk}/").content.decode()
