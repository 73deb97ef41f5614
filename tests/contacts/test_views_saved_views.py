"""Saved views: a name and an address."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import SavedView
from contacts.services import views as services
from contacts.services.tags import delete_tag, tag_contacts
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_view

LIST, NEW = "/contacts/", "/contacts/views/new/"

pytestmark = pytest.mark.usefixtures("on_today")


def stored(owner: User) -> list[tuple[str, str]]:
    """Return the views that are not in the bin."""
    with acting_as(owner):
        return list(SavedView.objects.for_user(owner).present().values_list("name", "query"))


def test_what_the_list_shows_is_kept_under_a_name(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna", closeness="close")
    make_contact(alice, "Ben")
    page = alice_client.get(f"{LIST}?closeness=close").content.decode()
    assert f"{NEW}?query=closeness%3Dclose" in page

    response = alice_client.post(NEW, {"name": "Close ones", "query": "closeness=close&state="}, follow=True)

    assert stored(alice) == [("Close ones", "closeness=close")]
    assert [row.contact.name for row in response.context["rows"]] == ["Anna"]
    assert response.context["view"].name == "Close ones"
    assert not response.context["can_save_view"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "", "query": "state=due"}, {"name": "x" * 61, "query": "state=due"}, {"name": "Empty", "query": ""},
        {"name": "Long", "query": "&".join(f"any.place={'ü' * 100}{number}" for number in range(29))},
        {"name": "Many", "query": "&".join(f"place={number}" for number in range(40))},
        {"name": "close ONES", "query": "state=due"},
    ],
)  # fmt: skip
def test_a_view_without_name_or_conditions_or_with_a_name_that_is_taken_is_refused(
    alice_client: Client, alice: User, body: dict[str, str]
) -> None:
    make_view(alice)

    assert alice_client.post(NEW, body).status_code == 422
    assert len(stored(alice)) == 1


def test_there_is_an_end_to_views(alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_VIEWS", 1)
    make_view(alice)

    assert alice_client.post(NEW, {"name": "One more", "query": "state=due"}).status_code == 422


def test_a_view_gets_another_name_but_not_that_of_another(alice_client: Client, alice: User) -> None:
    view, _other = make_view(alice), make_view(alice, "Others")

    assert alice_client.post(f"{LIST}views/{view.pk}/rename/", {"name": "OTHERS"}).status_code == 422
    assert alice_client.post(f"{LIST}views/{view.pk}/rename/", {"name": "Near"}).status_code == 302
    assert [name for name, _query in stored(alice)] == ["Near", "Others"]


def test_a_view_takes_over_what_is_shown_now_and_gives_it_back(alice_client: Client, alice: User) -> None:
    view = make_view(alice)
    make_contact(alice)
    page = alice_client.get(f"{LIST}?closeness=good&view={view.pk}").content.decode()
    assert f'action="/contacts/views/{view.pk}/change/"' in page

    page = alice_client.post(
        f"{LIST}views/{view.pk}/change/", {"query": "closeness=good"}, follow=True
    ).content.decode()
    assert stored(alice) == [("Close ones", "closeness=good")]
    undo = re.findall(r'action="(/contacts/views/[^"]+/change/\?[^"]+)"', page)[0].replace("&amp;", "&")
    alice_client.post(undo)
    assert stored(alice) == [("Close ones", "closeness=close")]


def test_a_change_without_conditions_changes_nothing(alice_client: Client, alice: User) -> None:
    view = make_view(alice)
    alice_client.post(f"{LIST}views/{view.pk}/change/", {"query": ""})

    assert stored(alice) == [("Close ones", "closeness=close")]


def test_a_deleted_view_comes_back_unless_its_name_is_taken(alice_client: Client, alice: User) -> None:
    view = make_view(alice)
    alice_client.post(f"{LIST}views/{view.pk}/delete/")
    assert stored(alice) == []
    assert alice_client.get(f"{LIST}views/{view.pk}/").status_code == 404

    newer = make_view(alice)
    alice_client.post(f"{LIST}views/{view.pk}/restore/")
    assert len(stored(alice)) == 1
    alice_client.post(f"{LIST}views/{newer.pk}/delete/")
    alice_client.post(f"{LIST}views/{view.pk}/restore/")
    assert stored(alice) == [("Close ones", "closeness=close")]


def test_a_view_of_a_tag_that_is_gone_says_so_and_shows_nobody(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    with acting_as(alice):
        (tag,) = tag_contacts(owner=alice, contact_ids=[contact.pk], names=["Choir"])
    for query in (f"tag={tag.pk}", f"not.tag={tag.pk}"):
        make_view(alice, query, query)
    with acting_as(alice):
        delete_tag(tag=tag)
        views = list(SavedView.objects.all())

    for view in views:
        response = alice_client.get(f"{LIST}views/{view.pk}/", follow=True)
        assert response.context["rows"] == []
        assert "no longer there" in response.content.decode()


def test_views_of_somebody_else_are_not_there(charlie_client: Client, alice: User) -> None:
    view = make_view(alice)

    assert charlie_client.get(f"{LIST}views/{view.pk}/").status_code == 404
    assert "Close ones" not in charlie_client.get(f"{LIST}?view={view.pk}").content.decode()
