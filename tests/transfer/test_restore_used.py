"""A restore into an account that is in use: what is here stays, and nobody comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from contacts.models import Contact, ContactWord, EmailAddress, Moment, Participation, Tag, Tie
from networks.models import Network
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal, make_moment, make_network, make_tag, make_view
from tests.security.furniture import furnish
from tests.transfer.archives import came_in, exported, looked_at, restored, rows_of
from transfer.models import Restore, SourceCard


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep uploaded files in a folder of this test's own."""


def _with_address(owner: User, name: str, address: str) -> Contact:
    contact = make_contact(owner, name)
    with acting_as(owner):
        EmailAddress.objects.create(owner=owner, contact=contact, address=address)
    return contact


def test_the_same_file_twice_brings_nothing_the_second_time(alice: User, charlie: User) -> None:
    furnish(charlie)
    content = exported(charlie)
    assert came_in(restored(alice, content)) > 90
    before = rows_of(alice)

    second = restored(alice, content)

    assert (second.state, came_in(second)) == (Restore.State.DONE, 0)
    assert rows_of(alice) == before


def test_into_the_account_that_wrote_it_ids_stay_and_what_was_changed_since_stays(alice: User) -> None:
    kept, gone = make_contact(alice, "Anna Blum"), make_contact(alice, "Bernd Blum")
    make_moment(alice, kept, gone)
    content = exported(alice)
    with acting_as(alice):
        Contact.objects.filter(pk=kept.pk).update(place="Bremen")
        Participation.objects.filter(contact=gone).delete()
        Contact.objects.filter(pk=gone.pk).delete()

    seen = looked_at(alice, content)
    assert seen.counts["contacts.contact"] == {"rows": 2, "new": 1, "there": 1, "differ": 1, "left": 0}
    restored(alice, content)

    with acting_as(alice):
        assert {each.pk: (each.name, each.place) for each in Contact.objects.all()} == {
            kept.pk: ("Anna Blum", "Bremen"),
            gone.pk: ("Bernd Blum", ""),
        }
        assert Participation.objects.count() == 2


def test_somebody_who_is_here_by_name_and_address_is_not_doubled(alice: User, charlie: User) -> None:
    theirs = _with_address(charlie, "Anna Blum", "Anna@Blum.example")
    other = make_contact(charlie, "Carl Carlsen")
    make_moment(charlie, theirs, other, note="At the fair")
    ours = _with_address(alice, "Anna Blum", "anna@blum.example")
    make_contact(alice, "Carl Carlsen")  # of the same name alone: nobody knows

    done = restored(alice, exported(charlie))

    assert done.state == Restore.State.DONE
    with acting_as(alice):
        assert Contact.objects.filter(name="Anna Blum").count() == 1
        assert Contact.objects.filter(name="Carl Carlsen").count() == 2
        assert [each.address for each in EmailAddress.objects.filter(contact=ours)] == ["anna@blum.example"]
        assert Participation.objects.filter(contact=ours, moment__note="At the fair").count() == 1
        ours.refresh_from_db()
        assert ours.last_moment_on == Moment.objects.get().happened_on


def test_somebody_who_came_from_the_same_card_is_not_doubled(alice: User, charlie: User) -> None:
    for owner, name in ((alice, "Anna Blum"), (charlie, "Anna B.")):
        contact = make_contact(owner, name)
        with acting_as(owner):
            SourceCard.objects.create(
                owner=owner, contact=contact, number=1, raw="FN:Anna Blum", fingerprint="a" * 64, uid="urn:1"
            )
    restored(alice, exported(charlie))
    with acting_as(alice):
        assert [each.name for each in Contact.objects.all()] == ["Anna Blum"]
        assert SourceCard.objects.count() == 1


def test_tags_views_and_networks_of_one_name_are_one_and_what_names_them_follows(alice: User, charlie: User) -> None:
    anna = make_contact(charlie, "Anna Blum")
    tag = make_tag(charlie, "Choir", anna)
    make_view(charlie, "Singers", f"tag={tag.pk}&order=name")
    make_view(charlie, "Other singers", f"tag={tag.pk}")
    make_network(charlie, "Bach choir")
    mine = make_tag(alice, "choir", make_contact(alice, "Dora Dorn"))
    make_view(alice, "Singers", "closeness=good")
    make_network(alice, "Bach Choir")

    done = restored(alice, exported(charlie))

    assert done.counts["contacts.tag"]["came"] == 0
    with acting_as(alice):
        assert [each.name for each in Tag.objects.all()] == ["choir"]
        assert mine.taggings.count() == 2
        assert Network.objects.count() == 1
    views = {row["name"]: row["query"] for row in rows_of(alice)["contacts.savedview"]}
    assert views == {"Singers": "closeness=good", "Other singers": f"tag={mine.pk}"}


def test_of_two_leading_goals_the_one_that_is_here_leads(alice: User, charlie: User) -> None:
    make_goal(charlie, "Sing more", is_leading=True)
    make_goal(alice, "Sing less", is_leading=True)
    restored(alice, exported(charlie))
    leading = {row["statement"]: row["is_leading"] for row in rows_of(alice)["goals.goal"]}
    assert leading == {"Sing more": False, "Sing less": True}


def test_two_people_of_a_tie_who_are_one_here_are_not_tied_to_themselves(alice: User, charlie: User) -> None:
    first = _with_address(charlie, "Anna Blum", "anna@blum.example")
    second = _with_address(charlie, "Bernd Blum", "bernd@blum.example")
    with acting_as(charlie):
        Tie.objects.create(owner=charlie, contact=first, other=second, kind="knows")
    _with_address(alice, "Bernd Blum", "bernd@blum.example")
    done = restored(alice, exported(charlie))
    assert done.state == Restore.State.DONE
    with acting_as(alice):
        assert Tie.objects.count() == 1
        assert Contact.objects.count() == 2


def test_there_and_back_again_ids_are_the_old_ones(alice: User, charlie: User) -> None:
    furnish(charlie)
    before = rows_of(charlie)
    restored(alice, exported(charlie))
    second = restored(charlie, exported(alice))
    assert came_in(second) == 0
    assert rows_of(charlie) == before


def test_settings_come_along_when_they_are_wanted(alice: User, charlie: User) -> None:
    User.objects.filter(pk=charlie.pk).update(
        first_name="Karl", language="de", time_zone="Asia/Tokyo", digest_weekdays=[1, 4], date_lead_days=[7]
    )
    charlie.refresh_from_db()
    content = exported(charlie)
    restored(alice, content)
    alice.refresh_from_db()
    assert (alice.first_name, alice.language) == ("Alice", "en")
    restored(alice, content, with_settings=True)
    alice.refresh_from_db()
    assert (alice.first_name, alice.language, alice.time_zone) == ("Karl", "de", "Asia/Tokyo")
    assert (alice.digest_weekdays, alice.date_lead_days, alice.email) == ([1, 4], [7], "alice@example.org")
    assert alice.next_digest_at is not None


def test_what_was_restored_is_found_by_the_search(alice: User, charlie: User) -> None:
    make_tag(charlie, "Consort", make_contact(charlie, "Anna Blum", note="plays the viola da gamba"))
    restored(alice, exported(charlie))
    with acting_as(alice):
        words = set(ContactWord.objects.for_user(alice).values_list("word", flat=True))
    assert {"anna", "blum", "viola", "gamba", "consort"} <= words
