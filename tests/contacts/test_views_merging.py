"""Two people become one on the page: the preview, the merge, the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, CustomValue, EmailAddress, Merge
from contacts.services.custom_fields import add_field
from contacts.services.standing import delete_contact
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_moment

PAGE = "/contacts/merge/"


@pytest.fixture
def ruth(alice: User) -> Contact:
    """Somebody of whom more is known."""
    contact = make_contact(alice, "Ruth Sommer", place="Bremen", note="Likes tea.")
    make_moment(alice, contact)
    return contact


@pytest.fixture
def again(alice: User) -> Contact:
    """The same person once more."""
    contact = make_contact(alice, "Ruth Arslan", place="Hamburg")
    with acting_as(alice):
        EmailAddress.objects.create(owner=alice, contact=contact, address="ruth@example.org")
    return contact


def address(one: Contact, other: Contact) -> str:
    """Return where the preview is."""
    return f"{PAGE}?a={one.pk}&b={other.pk}"


def merge(client: Client, survivor: Contact, absorbed: Contact, **choices: str) -> Any:
    """Send the form."""
    data = {"a": str(survivor.pk), "b": str(absorbed.pk), "keep": str(survivor.pk), **choices}
    return client.post(PAGE, data, follow=True)


def test_the_preview_writes_numbers_of_own_fields_as_the_language_does(
    alice_client: Client, alice: User, ruth: Contact, again: Contact
) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    with acting_as(alice):
        field = add_field(owner=alice, label="Shoe size", kind="number")
        for contact, number in ((ruth, "38.5"), (again, "39")):
            CustomValue.objects.create(owner=alice, contact=contact, field=field, number=number)

    assert "38,5" in alice_client.get(address(ruth, again)).content.decode()


def test_the_preview_shows_what_differs_and_what_comes_along(
    alice_client: Client, ruth: Contact, again: Contact
) -> None:
    response = alice_client.get(address(again, ruth))

    page = response.content.decode()
    assert response.context["survivor"].contact == ruth, "who has more to tell is proposed"
    assert 'name="place" value="survivor" id="id_place_survivor" checked' in page
    assert "1 mail address" in page
    assert 'name="origin"' not in page, "nothing to choose"
    assert "Can be undone until" in page


def test_the_other_one_may_stay(alice_client: Client, ruth: Contact, again: Contact) -> None:
    response = alice_client.get(f"{address(ruth, again)}&keep={again.pk}")

    assert response.context["survivor"].contact == again
    assert "1 moment" in response.content.decode()


def test_a_merge_leads_to_the_survivor_with_the_way_back(
    alice_client: Client, alice: User, ruth: Contact, again: Contact
) -> None:
    response = merge(alice_client, ruth, again, place="absorbed", name="survivor")

    assert response.redirect_chain[-1][0] == f"/contacts/{ruth.pk}/"
    page = response.content.decode()
    assert "Ruth Sommer and Ruth Arslan are one person now." in page
    with acting_as(alice):
        undo = f"/contacts/merges/{Merge.objects.get().pk}/undo/"
        assert Contact.objects.get(pk=ruth.pk).place == "Hamburg"
    assert undo in page

    back = alice_client.post(undo, follow=True)

    assert back.redirect_chain[-1][0] == f"/contacts/{again.pk}/"
    assert "Ruth Arslan is back." in back.content.decode()
    with acting_as(alice):
        assert Contact.objects.get(pk=ruth.pk).place == "Bremen"
        assert again.emails.count() == 1


def test_what_was_edited_since_is_told_when_it_is_undone(
    alice_client: Client, alice: User, ruth: Contact, again: Contact
) -> None:
    merge(alice_client, ruth, again, place="absorbed")
    with acting_as(alice):
        Contact.objects.filter(pk=ruth.pk).update(place="Kiel")
        undo = f"/contacts/merges/{Merge.objects.get().pk}/undo/"

    page = alice_client.post(undo, follow=True).content.decode()

    assert "What you have changed since stays as it is: Place." in page


def test_a_second_click_merges_no_more(alice_client: Client, alice: User, ruth: Contact, again: Contact) -> None:
    merge(alice_client, ruth, again)
    response = merge(alice_client, ruth, again)

    assert response.redirect_chain[-1][0] == f"/contacts/{ruth.pk}/"
    with acting_as(alice):
        assert Merge.objects.count() == 1


def test_the_page_of_the_absorbed_one_leads_to_the_survivor(
    alice_client: Client, ruth: Contact, again: Contact
) -> None:
    merge(alice_client, ruth, again)

    assert alice_client.get(f"/contacts/{again.pk}/").headers["Location"] == f"/contacts/{ruth.pk}/"
    assert alice_client.get(address(ruth, again)).headers["Location"] == f"/contacts/{ruth.pk}/"


def test_with_oneself_and_with_somebody_in_the_bin_gets_a_sentence(
    alice_client: Client, alice: User, ruth: Contact, again: Contact
) -> None:
    oneself = alice_client.get(address(ruth, ruth))
    with acting_as(alice):
        delete_contact(contact=again)
    binned = merge(alice_client, ruth, again)

    assert (oneself.status_code, binned.status_code) == (422, 422)
    assert "one and the same person already" in oneself.content.decode()
    assert "Ruth Arslan is in the bin." in binned.content.decode()


@pytest.mark.parametrize("query", ["", "?a=1&b=2", "?a=00000000-0000-0000-0000-000000000000&b=\x00"])
def test_nonsense_is_not_found(alice_client: Client, query: str) -> None:
    assert alice_client.get(f"{PAGE}{query}").status_code == 404


def test_a_stranger_reaches_nobody(
    charlie_client: Client, charlie: User, alice: User, ruth: Contact, again: Contact
) -> None:
    own = make_contact(charlie, "Ruth Sommer")

    assert charlie_client.get(address(ruth, again)).status_code == 404
    assert charlie_client.get(address(own, again)).status_code == 404
    assert merge(charlie_client, own, again).status_code == 404
    with acting_as(alice):
        assert not Merge.objects.exists()


def test_the_page_wants_a_log_in(client: Client, ruth: Contact, again: Contact) -> None:
    assert client.get(address(ruth, again)).status_code == 302


def test_hostile_text_is_only_text(alice_client: Client, alice: User, ruth: Contact) -> None:
    hostile = make_contact(alice, "<script>alert(1)</script>", note="<b>\u202e" + "x" * 50_000)

    page = alice_client.get(address(ruth, hostile)).content.decode()

    assert "<script>alert" not in page
    assert len(page) < 60_000
    assert merge(alice_client, ruth, hostile, name="\x00", note="both").status_code == 200


def test_the_queries_of_the_preview_do_not_grow(
    alice_client: Client, alice: User, ruth: Contact, again: Contact, django_assert_same_queries: Any
) -> None:
    with django_assert_same_queries() as few:
        alice_client.get(address(ruth, again))
    for number in range(9):
        make_moment(alice, again)
        with acting_as(alice):
            EmailAddress.objects.create(owner=alice, contact=again, address=f"{number}@example.org")
    with django_assert_same_queries() as many:
        alice_client.get(address(ruth, again))
    assert len(many) <= len(few)


def test_with_whom_is_found_by_likeness_and_by_name(alice_client: Client, alice: User, ruth: Contact) -> None:
    twin, other = make_contact(alice, "Sommer, Ruth"), make_contact(alice, "Tomasz Bielak")

    page = alice_client.get(f"/contacts/{ruth.pk}/merge/?who=tom").content.decode()
    part = alice_client.get(f"/contacts/{ruth.pk}/merge/?who=somm", headers={"HX-Request": "true"}).content.decode()

    assert f"a={ruth.pk}&amp;b={twin.pk}" in page
    assert f"a={ruth.pk}&amp;b={other.pk}" in page
    assert f"b={twin.pk}" in part
    assert f"b={ruth.pk}" not in part
    assert "<html" not in part


def test_the_merges_of_the_last_thirty_days_can_be_undone_from_their_page(
    alice_client: Client, alice: User, ruth: Contact, again: Contact
) -> None:
    assert "Nothing merged" in alice_client.get("/contacts/merges/").content.decode()
    merge(alice_client, ruth, again)
    with acting_as(alice):
        merged = Merge.objects.get()

    page = alice_client.get("/contacts/merges/").content.decode()
    assert f"/contacts/merges/{merged.pk}/undo/" in page
    assert "Ruth Arslan" in page

    with acting_as(alice):
        Merge.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert "Nothing merged" in alice_client.get("/contacts/merges/").content.decode()
    late = alice_client.post(f"/contacts/merges/{merged.pk}/undo/")
    assert late.status_code == 422
    assert "final" in late.content.decode()


def test_two_who_are_ticked_in_the_list_come_to_their_preview(
    alice_client: Client, ruth: Contact, again: Contact
) -> None:
    chosen = [str(ruth.pk), str(again.pk)]

    response = alice_client.post(f"{PAGE}chosen/", {"contacts": chosen})
    assert response.headers["Location"] == f"{PAGE}?a={ruth.pk}&b={again.pk}"
    for wrong in (chosen[:1], [*chosen, chosen[0], "x"]):
        page = alice_client.post(f"{PAGE}chosen/", {"contacts": wrong}, follow=True).content.decode()
        assert "Choose exactly two people to merge them." in page


def test_a_stranger_ticks_nobody_of_alices(charlie_client: Client, ruth: Contact, again: Contact) -> None:
    assert charlie_client.post(f"{PAGE}chosen/", {"contacts": [str(ruth.pk), str(again.pk)]}).status_code == 404
