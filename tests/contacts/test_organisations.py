"""Organisations: the list, the page of one, renaming and joining, what completes itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.forms.organisations import values_of
from contacts.models import Contact, Moment, Organisation, Position
from contacts.services.indexing import reindex_everything
from contacts.services.organisations import (
    OrganisationExistsError,
    OrganisationInUseError,
    change_organisation,
    delete_organisation,
    join_organisations,
)
from contacts.views import organisations as listing
from netzwerk.core.seen import seen_of
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_moment, make_organisation, make_position

HTMX = {"HX-Request": "true"}
LIST = "/contacts/organisations/"

pytestmark = pytest.mark.usefixtures("on_today")


def page_of(client: Client, organisation: Organisation) -> str:
    response = client.get(f"{LIST}{organisation.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def save(client: Client, organisation: Organisation, **fields: str) -> Any:
    values = {
        "name": organisation.name,
        "industry": "",
        "url": "",
        "note": "",
        "seen": seen_of(values_of(organisation)),
    }
    return client.post(f"{LIST}{organisation.pk}/edit/", {**values, **fields}, headers=HTMX)


def test_the_list_counts_each_person_once_and_nobody_in_the_bin(alice_client: Client, alice: User) -> None:
    nordlicht = make_organisation(alice, industry="Publishing")
    miriam = make_contact(alice)
    make_position(miriam, nordlicht, role="Editor")
    make_position(miriam, nordlicht, role="Trainee", has_ended=True)
    make_position(make_contact(alice, "Tomasz", deleted_at=timezone.now()), nordlicht)
    make_organisation(alice, "Alone")

    page = alice_client.get(LIST).content.decode()

    assert page.index("Alone") < page.index("Nordlicht Verlag")
    assert "0 people" in page
    assert "1 person<" in page
    assert "2 organisations" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nord", {"Nordlicht Verlag"}),
        ("q=ver", {"Nordlicht Verlag"}),
        ("q=licht", set()),
        ("q=mueller", {"Müller AG"}),
        ("industry=Publishing", {"Nordlicht Verlag"}),
        ("industry=Nothing", set()),
        ("q=%00", {"Nordlicht Verlag", "Müller AG"}),
        ("after=nonsense", {"Nordlicht Verlag", "Müller AG"}),
    ],
)
def test_the_list_is_narrowed_by_beginnings_of_words_and_by_industry(
    alice_client: Client, alice: User, query: str, found: set[str]
) -> None:
    make_organisation(alice, industry="Publishing")
    make_organisation(alice, "Müller AG")

    page = alice_client.get(f"{LIST}?{query}", headers=HTMX).content.decode()

    assert {name for name in ("Nordlicht Verlag", "Müller AG") if name in page} == found


def test_pages_follow_each_other_without_gap_or_repetition(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    made = [make_organisation(alice, f"Place {letter}") for letter in "ABCDE"]

    first = alice_client.get(LIST).content.decode()
    second = alice_client.get(f"{LIST}?after={made[1].pk}", headers=HTMX).content.decode()

    assert [each.name for each in made if each.name in first] == ["Place A", "Place B"]
    assert f"after={made[1].pk}" in first
    assert [each.name for each in made if each.name in second] == ["Place C", "Place D"]
    assert "<h1" not in second


def test_queries_do_not_grow_with_organisations(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    make_position(make_contact(alice), make_organisation(alice, industry="Publishing"))
    with django_assert_same_queries() as few:
        alice_client.get(LIST)
    for number in range(8):
        place = make_organisation(alice, f"Place {number}", industry=f"Industry {number}")
        make_position(make_contact(alice, f"Person {number}"), place)
    with django_assert_same_queries() as many:
        alice_client.get(LIST)

    assert len(many) == len(few)


def test_without_any_the_list_says_how_they_come(alice_client: Client) -> None:
    assert "No organisation yet" in alice_client.get(LIST).content.decode()


def test_the_page_shows_who_is_and_was_there_and_what_happened(alice_client: Client, alice: User) -> None:
    nordlicht = make_organisation(alice, industry="Publishing", url="https://nordlicht.example", note="**Spring** list")
    miriam = make_contact(alice, closeness="good")
    make_position(miriam, nordlicht, role="Head of Editorial", started_on=TODAY.replace(year=2021))
    make_position(make_contact(alice, "Tomasz"), nordlicht, role="Trainee", has_ended=True)
    make_position(make_contact(alice, "Gone", deleted_at=timezone.now()), nordlicht)
    make_moment(alice, miriam, on=TODAY, kind="meeting", organisation=nordlicht, note="Talked *long*")
    make_moment(alice, miriam, on=TODAY, kind="letter", organisation=nordlicht, deleted_at=timezone.now())

    page = page_of(alice_client, nordlicht)

    for words in ("Head of Editorial", "since March 2021", "Tomasz", "Trainee", "over by now", "Publishing", "Meeting",
                  "<strong>Spring</strong>", "<em>long</em>", 'href="https://nordlicht.example"'):  # fmt: skip
        assert words in page
    assert page.index("There now") < page.index("Miriam Kessler") < page.index("There formerly") < page.index("Tomasz")
    assert "Letter" not in page
    assert "Gone" not in page


def test_people_and_moments_of_the_page_go_on(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.pages.organisation.PAGE_OF_PEOPLE", 2)
    nordlicht = make_organisation(alice)
    people = [make_contact(alice, f"Person {letter}") for letter in "ABBC"]
    made = [make_position(person, nordlicht, role="Editor") for person in people]
    positions = sorted(made, key=lambda position: (position.contact.name, position.pk))
    moments = [make_moment(alice, people[0], on=TODAY - timedelta(days=day), organisation=nordlicht, note=f"Day {day}.")
               for day in range(12)]  # fmt: skip

    page = page_of(alice_client, nordlicht)
    more = alice_client.get(f"{LIST}{nordlicht.pk}/?now={positions[1].pk}", headers=HTMX).content.decode()
    older = alice_client.get(f"{LIST}{nordlicht.pk}/?before={moments[9].pk}", headers=HTMX).content.decode()

    assert (page.count("person-link"), more.count("person-link")) == (2, 2)
    assert "Person C" in more
    assert "Day 9." in page
    assert "Day 10." not in page
    assert [day for day in range(12) if f"Day {day}." in older] == [10, 11]
    assert alice_client.get(f"{LIST}{nordlicht.pk}/?now=nonsense&before=nonsense").status_code == 200


def test_queries_of_the_page_do_not_grow(alice_client: Client, alice: User, django_assert_same_queries: Any) -> None:
    nordlicht = make_organisation(alice)

    def add(count: int) -> None:
        for number in range(count):
            contact = make_contact(alice, f"Person {number}")
            make_position(contact, nordlicht, has_ended=number % 2 == 0)
            make_moment(alice, contact, organisation=nordlicht)

    add(2)
    with django_assert_same_queries() as few:
        page_of(alice_client, nordlicht)
    add(7)
    with django_assert_same_queries() as many:
        page_of(alice_client, nordlicht)

    assert len(many) == len(few)


def test_an_organisation_is_changed_and_its_people_are_found_by_the_new_name(alice_client: Client, alice: User) -> None:
    nordlicht = make_organisation(alice)
    make_position(make_contact(alice), nordlicht)
    with acting_as(alice):
        reindex_everything(owner=alice)

    response = save(alice_client, nordlicht, name="Südwind Verlag", industry="Publishing", url="suedwind.example")

    assert response.headers["HX-Redirect"] == f"{LIST}{nordlicht.pk}/"
    with acting_as(alice):
        nordlicht.refresh_from_db()
    assert (nordlicht.folded_name, nordlicht.industry) == ("suedwind verlag", "Publishing")
    assert nordlicht.url == "https://suedwind.example"
    assert "Miriam Kessler" in alice_client.get("/contacts/?q=suedwind").content.decode()
    assert "Miriam Kessler" not in alice_client.get("/contacts/?q=nordlicht").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"name": "!?"}, "This name has no letter and no digit."),
        ({"name": "x" * 201}, "200"),
        ({"url": "javascript://alert(1)"}, "A link begins with"),
        ({"url": "ftp://nordlicht.example"}, "A link begins with"),
        ({"url": "not a page"}, "A link begins with"),
        ({"note": "x" * 20_001}, "20000"),
    ],
)
def test_what_makes_no_sense_is_refused(
    alice_client: Client, alice: User, fields: dict[str, str], sentence: str
) -> None:
    nordlicht = make_organisation(alice)

    response = save(alice_client, nordlicht, **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    with acting_as(alice):
        assert Organisation.objects.get().name == "Nordlicht Verlag"


def test_what_another_tab_changed_is_shown_and_not_overwritten(alice_client: Client, alice: User) -> None:
    nordlicht = make_organisation(alice)
    with acting_as(alice):
        Organisation.objects.update(industry="Publishing")

    response = save(alice_client, nordlicht, name="Other")

    assert response.status_code == 422
    assert "changed in another tab" in response.content.decode()
    assert "<dd>Publishing</dd>" in response.content.decode()
    with acting_as(alice):
        assert Organisation.objects.get().name == "Nordlicht Verlag"


def test_a_name_that_exists_is_offered_to_be_joined_and_everything_moves(alice_client: Client, alice: User) -> None:
    kept = make_organisation(alice, "Müller AG", note="Old")
    gone = make_organisation(alice, "Muller", industry="Trade", note="New")
    miriam = make_contact(alice)
    make_position(miriam, gone, role="Buyer")
    make_position(miriam, kept, role="Buyer")
    make_moment(alice, miriam, organisation=gone)

    asked = save(alice_client, gone, name="mueller ag")
    assert asked.status_code == 422
    assert "Join both" in asked.content.decode()
    with acting_as(alice):
        assert Organisation.objects.count() == 2
    joined = save(alice_client, gone, name="mueller ag", join=str(kept.pk))

    assert joined.headers["HX-Redirect"] == f"{LIST}{kept.pk}/"
    with acting_as(alice):
        [only] = Organisation.objects.all()
        assert (only.pk, only.name, only.industry, only.note) == (kept.pk, "Müller AG", "Trade", "Old\n\nNew")
        assert [row.organisation_id for row in Position.objects.all()] == [kept.pk], "what is said twice is kept once"
        assert Moment.objects.get().organisation_id == kept.pk


def test_joining_with_what_has_another_name_is_not_possible(alice_client: Client, alice: User) -> None:
    first, second = make_organisation(alice, "First"), make_organisation(alice, "Second")

    save(alice_client, first, name="Third", join=str(second.pk))

    with acting_as(alice):
        assert {each.name for each in Organisation.objects.all()} == {"Third", "Second"}


def test_joined_people_are_found_by_the_name_that_stays(as_alice: User) -> None:
    kept, gone = make_organisation(as_alice, "Kontor"), make_organisation(as_alice, "Werft")
    make_position(make_contact(as_alice), gone)

    join_organisations(survivor=kept, absorbed=gone)

    assert Contact.objects.for_user(as_alice).matching("kontor").count() == 1
    assert Contact.objects.for_user(as_alice).matching("werft").count() == 0


def test_the_service_says_which_other_one_has_the_name(as_alice: User) -> None:
    first, second = make_organisation(as_alice, "First"), make_organisation(as_alice, "Second")

    with pytest.raises(OrganisationExistsError) as caught:
        change_organisation(organisation=first, name="SECOND", industry="", url="", note="")

    assert caught.value.other == second


def test_only_what_nobody_uses_is_deleted(alice_client: Client, alice: User) -> None:
    used, unused = make_organisation(alice, "Used"), make_organisation(alice, "Unused")
    make_position(make_contact(alice, deleted_at=timezone.now()), used)
    assert "Delete for good" in page_of(alice_client, unused)
    assert "Delete for good" not in page_of(alice_client, used)

    for each in (used, unused):
        alice_client.post(f"{LIST}{each.pk}/delete/")

    with acting_as(alice):
        assert [each.name for each in Organisation.objects.all()] == ["Used"]
        with pytest.raises(OrganisationInUseError):
            delete_organisation(organisation=used)
        delete_organisation(organisation=unused)


def test_names_and_industries_complete_themselves(alice_client: Client, alice: User, charlie: User) -> None:
    make_organisation(alice, "Grünes Kontor", industry="Publishing")
    make_organisation(alice, "Kontor Nord", industry="Public service")
    make_organisation(charlie, "Kontor Charlie", industry="Pubs")

    def names(path: str) -> Any:
        return alice_client.get(f"{LIST}{path}").json()["names"]

    assert names("names/?begins=kont") == ["Kontor Nord", "Grünes Kontor"]
    assert names("names/?begins=gruenes") == ["Grünes Kontor"]
    assert names("names/?begins=") == []
    assert names("names/") == []
    assert names("names/?begins=%00") == []
    assert names("industries/?begins=pub") == ["Public service", "Publishing"]
    assert names("industries/?begins=serv") == ["Public service"]


def test_strangers_see_nothing(charlie_client: Client, alice: User) -> None:
    nordlicht = make_organisation(alice)

    assert "Nordlicht" not in charlie_client.get(LIST).content.decode()
    assert charlie_client.get(f"{LIST}{nordlicht.pk}/").status_code == 404
    assert save(charlie_client, nordlicht, name="Mine").status_code == 404
    assert charlie_client.post(f"{LIST}{nordlicht.pk}/delete/").status_code == 404
