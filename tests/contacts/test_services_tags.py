"""Tags: given, taken, renamed, merged, deleted, and everything taken back."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts.models import BinnedTag, Contact, Tag, Tagging
from contacts.services import tags as services
from contacts.services.tags import (
    TagExistsError,
    delete_tag,
    merge_tags,
    rename_tag,
    restore_tag,
    tag_contacts,
    untag_contacts,
)
from contacts.services.views import save_view
from netzwerk.core.models import Job
from tests.factories import make_contact, make_user


def tags_of(contact: Contact) -> set[str]:
    """Return the names of a contact's tags."""
    return set(Tag.objects.filter(taggings__contact=contact).values_list("name", flat=True))


def give(contact: Contact, *names: str) -> list[Tag]:
    """Give a contact tags."""
    return tag_contacts(owner=contact.owner, contact_ids=[contact.pk], names=names)


def test_one_tag_however_it_is_written_and_however_often_it_is_given(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    give(anna, "Köln")
    tag_contacts(owner=as_alice, contact_ids=[anna.pk, ben.pk], names=["KOELN", "köln"])

    assert tags_of(anna) == tags_of(ben) == {"Köln"}
    assert Tagging.objects.count() == 2


def test_signs_that_fold_to_nothing_are_tags_of_their_own(as_alice: User) -> None:
    anna = make_contact(as_alice)
    give(anna, "★", "!!!")

    assert tags_of(anna) == {"★", "!!!"}


def test_a_tag_is_taken_from_some_and_stays_with_the_others(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    (choir,) = tag_contacts(owner=as_alice, contact_ids=[anna.pk, ben.pk], names=["Choir"])
    untag_contacts(owner=as_alice, contact_ids=[anna.pk], tag_ids=[choir.pk])

    assert (tags_of(anna), tags_of(ben)) == (set(), {"Choir"})


def test_people_and_tags_of_somebody_else_are_not_touched(as_alice: User) -> None:
    charlie = make_user("charlie@example.org")
    theirs = make_contact(charlie)
    tag_contacts(owner=as_alice, contact_ids=[theirs.pk], names=["Mine"])

    assert not Tagging.objects.exists()


def test_a_new_name_is_refused_when_another_tag_has_it(as_alice: User) -> None:
    choir, press = give(make_contact(as_alice), "Choir", "Press")
    rename_tag(tag=choir, name="Singers")

    assert Tag.objects.get(pk=choir.pk).name == "Singers"
    rename_tag(tag=choir, name="SINGERS")
    with pytest.raises(TagExistsError) as refused:
        rename_tag(tag=press, name="singers")
    assert refused.value.args == (choir,)


def test_a_merge_gives_everybody_the_other_tag_and_can_be_taken_back(as_alice: User) -> None:
    anna, ben, cleo = (make_contact(as_alice, name) for name in ("Anna", "Ben", "Cleo"))
    new, old = give(ben, "New", "Old")
    give(anna, "Old")
    give(cleo, "New")
    view = save_view(owner=as_alice, name="Old ones", query=f"tag={old.pk}&any.not.tag={old.pk}")

    binned = merge_tags(tag=old, into=new)
    view.refresh_from_db()
    assert tags_of(anna) == tags_of(ben) == tags_of(cleo) == {"New"}
    assert view.query == f"tag={new.pk}&any.not.tag={new.pk}"

    back = restore_tag(binned=binned)
    view.refresh_from_db()
    assert back.pk == UUID(view.query[4:40])
    assert (tags_of(anna), tags_of(ben), tags_of(cleo)) == ({"Old"}, {"Old", "New"}, {"New"})


def test_a_deleted_tag_comes_back_to_those_who_had_it_under_its_old_id(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    (choir,) = tag_contacts(owner=as_alice, contact_ids=[anna.pk, ben.pk], names=["Choir"])
    choir_id = choir.pk
    binned = delete_tag(tag=choir)
    assert tags_of(anna) == set()
    ben.delete()

    assert restore_tag(binned=binned).pk == choir_id
    assert tags_of(anna) == {"Choir"}
    assert not BinnedTag.objects.exists()


def test_a_tag_comes_back_into_the_one_that_has_its_name_by_now(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    binned = delete_tag(tag=give(anna, "Choir")[0])
    (newer,) = give(ben, "choir")

    assert restore_tag(binned=binned).pk == newer.pk
    assert tags_of(anna) == tags_of(ben) == {"choir"}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_deleting_and_merging_taken_back_in_reverse_leaves_everything_as_it_was(
    as_alice: User, data: st.DataObject
) -> None:
    Contact.objects.all().delete()
    Tag.objects.all().delete()
    people = [make_contact(as_alice, f"Person {number}") for number in range(3)]
    for person in people:
        give(person, *data.draw(st.sets(st.sampled_from(["A", "B", "C"]))))
    before = [tags_of(person) for person in people]
    done = []
    for step in data.draw(st.lists(st.sampled_from(["delete", "merge"]), max_size=3)):
        tags = list(Tag.objects.order_by("name"))
        if step == "delete" and tags:
            done.append(delete_tag(tag=tags[0]))
        elif len(tags) > 1:
            done.append(merge_tags(tag=tags[0], into=tags[1]))
    for binned in reversed(done):
        restore_tag(binned=binned)

    assert [tags_of(person) for person in people] == before


def test_a_tag_of_many_is_searched_anew_in_the_background(as_alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(services, "BATCH", 1)
    people = [make_contact(as_alice, f"Person {number}") for number in range(2)]
    (tag,) = tag_contacts(owner=as_alice, contact_ids=[each.pk for each in people], names=["Choir"])
    rename_tag(tag=tag, name="Singers")

    job = Job.objects.get(kind=services.REINDEX, run_at__lte=timezone.now())
    assert job.object_id == tag.pk
    first = services.reindex_people_of(owner=as_alice, tag_id=tag.pk, after=None)
    second = services.reindex_people_of(owner=as_alice, tag_id=tag.pk, after=first)
    assert {first, second} == {each.pk for each in people}
    assert services.reindex_people_of(owner=as_alice, tag_id=tag.pk, after=second) is None
