"""Two people become one: everything moves, nothing is lost, and the user chooses what holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import ForeignKey, Model, UniqueConstraint

from accounts.models import User
from contacts.merging.fields import GROUPS, NEVER_CHOSEN
from contacts.models import (
    Contact,
    CustomField,
    CustomValue,
    DeclinedPair,
    EmailAddress,
    Exchange,
    Merge,
    Participation,
    PhoneNumber,
    Tag,
    Tagging,
    Tie,
)
from contacts.rules.partial_dates import AnnualDate
from contacts.services.merging import NotMergeableError, merge_contacts
from contacts.services.standing import delete_contact
from contacts.services.ties import add_tie
from goals.models import NextStep, Role
from netzwerk.core.belonging import contact_belongings
from netzwerk.core.owned import owned_models
from tests.factories import TODAY, make_contact, make_goal, make_mail, make_moment

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


def merge(survivor: Contact, absorbed: Contact, **choices: str) -> Merge:
    """Merge as the form does."""
    return merge_contacts(survivor=survivor, absorbed=absorbed, choices=choices, now=NOW, today=TODAY)


def ordered_pair(one: Contact, other: Contact) -> dict[str, Contact]:
    """Return the two as the ends of a pair, the lower id first."""
    first, second = sorted((one, other), key=lambda contact: contact.pk)
    return {"first": first, "second": second}


def test_every_link_to_a_contact_is_registered() -> None:
    """A new model that names a person cannot be forgotten."""
    links = {
        (model, field.name)
        for model in owned_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Contact
    }
    registered = [(belonging.model, name) for belonging in contact_belongings for name in belonging.fields]

    assert set(registered) == links
    assert len(registered) == len(links)


def test_every_unique_rule_of_what_moves_is_one_of_plain_columns() -> None:
    for belonging in contact_belongings:
        if belonging.is_moved:
            rules = [rule for rule in belonging.model._meta.constraints if isinstance(rule, UniqueConstraint)]
            assert all(rule.fields and not rule.expressions for rule in rules), belonging.model
            assert not any(field.unique and not field.primary_key for field in belonging.model._meta.concrete_fields)


def test_every_column_of_a_person_can_be_chosen_or_follows() -> None:
    chosen = [column for group in GROUPS for column in group.columns]

    assert {field.name for field in Contact._meta.concrete_fields} == set(chosen) | NEVER_CHOSEN
    assert len(chosen) == len(set(chosen))


def test_all_that_belongs_to_the_absorbed_one_belongs_to_the_survivor(as_alice: User) -> None:
    ruth, again, other = (make_contact(as_alice, name) for name in ("Ruth Sommer", "R. Sommer", "Tomasz Bielak"))
    moment = make_moment(as_alice, again)
    tag, goal = Tag.objects.create(owner=as_alice, name="Book fair", folded_name="book fair"), make_goal(as_alice)
    rows: list[Model] = [
        make_mail(again, "ruth@example.org"),
        PhoneNumber.objects.create(owner=as_alice, contact=again, number="040 5550142"),
        Tagging.objects.create(owner=as_alice, contact=again, tag=tag),
        Exchange.objects.create(owner=as_alice, contact=again, direction="given", kind="tip", happened_on=TODAY),
        Role.objects.create(owner=as_alice, contact=again, goal=goal, kind="expert"),
        NextStep.objects.create(owner=as_alice, contact=again, goal=goal, text="Call", due_on=TODAY),
        Participation.objects.get(moment=moment),
    ]
    tie = add_tie(contact=again, other=other, kind="knows")

    merge(ruth, again)

    for row in rows:
        row.refresh_from_db()
        assert row.contact_id == ruth.pk, row  # type: ignore[attr-defined]
    tie.refresh_from_db()
    assert {tie.contact_id, tie.other_id} == {ruth.pk, other.pk}
    assert tie.contact_id < tie.other_id, "kept as `add_tie` keeps it"
    ruth.refresh_from_db()
    again.refresh_from_db()
    assert ruth.last_moment_on == TODAY
    assert again.last_moment_on is None
    assert (again.merged_into, again.deleted_at) == (ruth, NOW)
    assert list(Contact.objects.for_user(as_alice).present().matching("ruth@example.org")) == [ruth]


def test_both_took_part_in_one_moment_and_have_one_address_and_one_tag(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    make_moment(as_alice, ruth, again)
    make_mail(ruth, "ruth@example.org")
    make_mail(again, "RUTH@example.org")
    tag = Tag.objects.create(owner=as_alice, name="Fair", folded_name="fair")
    for contact in (ruth, again):
        Tagging.objects.create(owner=as_alice, contact=contact, tag=tag)

    merge(ruth, again)

    for model in (Participation, EmailAddress, Tagging):
        rows = model.objects.for_user(as_alice)
        assert {row.contact_id for row in rows} == {ruth.pk, again.pk}, "the double stays, not lost"


def test_a_tie_between_the_two_stays_and_doubled_ties_become_one(as_alice: User) -> None:
    ruth, again, other, guide = (make_contact(as_alice, name) for name in ("Ruth", "Rut", "Tomasz", "Ines"))
    between = add_tie(contact=ruth, other=again, kind="knows")
    add_tie(contact=ruth, other=other, kind="works_with")
    add_tie(contact=other, other=again, kind="works_with")
    add_tie(contact=guide, other=ruth, kind="introduced")
    add_tie(contact=other, other=again, kind="introduced")

    merge(ruth, again)

    ties = Tie.objects.for_user(as_alice)
    assert ties.get(pk=between.pk)
    assert ties.filter(kind="works_with").count() == 2
    of_ruth = [tie for tie in ties if ruth.pk in (tie.contact_id, tie.other_id) and tie.pk != between.pk]
    assert sorted(tie.kind for tie in of_ruth) == ["introduced", "works_with"]


def test_addresses_that_come_along_go_behind_the_survivors_own(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    for place, address in enumerate(["a@example.org", "b@example.org"]):
        make_mail(ruth, address, place)
    for place, address in enumerate(["c@example.org", "d@example.org"]):
        make_mail(again, address, place)

    merge(ruth, again)

    assert [mail.address[0] for mail in ruth.emails.all()] == ["a", "b", "c", "d"]
    assert [mail.position for mail in ruth.emails.all()] == [0, 1, 2, 3]


def test_what_is_known_wins_and_notes_and_languages_are_joined(as_alice: User) -> None:
    ruth = make_contact(as_alice, "Ruth Sommer", note="Likes tea.", languages=["de"], closeness="good")
    again = make_contact(as_alice, "R. Sommer", place="Hamburg", note="Likes cake.", languages=["en", "de"])
    again.birthday = AnnualDate(3, 1, 1980)
    again.is_close_to_heart = True
    again.save()

    merge(ruth, again)

    ruth.refresh_from_db()
    assert (ruth.name, ruth.place, ruth.closeness) == ("Ruth Sommer", "Hamburg", "good")
    assert ruth.note == "Likes tea.\n\nLikes cake."
    assert ruth.languages == ["de", "en"]
    assert ruth.birthday == AnnualDate(3, 1, 1980)
    assert ruth.is_close_to_heart


def test_the_user_chooses_field_by_field(as_alice: User) -> None:
    ruth = make_contact(as_alice, "Ruth Sommer", place="Bremen", note="Likes tea.")
    again = make_contact(as_alice, "Ruth Arslan", place="Hamburg", note="Likes cake.")

    merge(ruth, again, name="absorbed", place="survivor", note="absorbed")

    ruth.refresh_from_db()
    assert (ruth.name, ruth.folded_name, ruth.place, ruth.note) == (
        "Ruth Arslan", "ruth arslan", "Bremen", "Likes cake.",
    )  # fmt: skip


def test_an_unknown_choice_changes_nothing_of_the_survivors(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "Ruth Arslan")

    merge(ruth, again, name="both", nonsense="absorbed")

    ruth.refresh_from_db()
    assert ruth.name == "Ruth Sommer"


def test_whoever_is_archived_does_not_take_the_other_one_along(as_alice: User) -> None:
    ruth = make_contact(as_alice, "Ruth Sommer")
    again = make_contact(as_alice, "R. Sommer", archived_at=NOW)

    merge(ruth, again)

    ruth.refresh_from_db()
    assert ruth.archived_at is None


def test_a_field_of_the_users_own_has_one_value(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    shoe, day = (
        CustomField.objects.create(owner=as_alice, label=label, folded_label=label, kind=kind)
        for label, kind in (("shoe", "number"), ("since", "date"))
    )
    for contact, number in ((ruth, 38), (again, 39)):
        CustomValue.objects.create(owner=as_alice, contact=contact, field=shoe, number=number)
    CustomValue.objects.create(owner=as_alice, contact=again, field=day, day=date(2020, 2, 29))

    merge(ruth, again, **{f"custom-{shoe.pk}": "absorbed"})

    values = {value.field: value for value in ruth.custom_values.select_related("field")}
    assert values[shoe].number == 39
    assert values[day].day == date(2020, 2, 29)


def test_a_declined_pair_is_declined_for_the_survivor_too(as_alice: User) -> None:
    other, ruth, again = (make_contact(as_alice, name) for name in ("Ruth Sommer", "Ruth Sommer", "R. Sommer"))
    DeclinedPair.objects.create(owner=as_alice, about="duplicate", **ordered_pair(other, again))

    merge(ruth, again)

    declined = DeclinedPair.objects.for_user(as_alice).get()
    assert {"first": declined.first, "second": declined.second} == ordered_pair(other, ruth)


def test_merged_twice_is_merged_once(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")

    assert merge(ruth, again) == merge(ruth, again)
    assert Merge.objects.for_user(as_alice).count() == 1


@pytest.mark.parametrize("case", ["itself", "in the bin", "absorbed by somebody else", "a survivor that is absorbed"])
def test_who_cannot_be_merged_is_refused(as_alice: User, case: str) -> None:
    ruth, again, other = (make_contact(as_alice, name) for name in ("Ruth Sommer", "R. Sommer", "Ines"))
    pair = (ruth, again)
    if case == "itself":
        pair = (ruth, ruth)
    elif case == "in the bin":
        delete_contact(contact=again)
    elif case == "absorbed by somebody else":
        merge(other, again)
    else:
        merge(other, ruth)

    with pytest.raises(NotMergeableError):
        merge(*pair)


def test_a_strangers_person_cannot_be_absorbed(as_alice: User, charlie: User) -> None:
    ruth, foreign = make_contact(as_alice, "Ruth Sommer"), make_contact(charlie, "Ruth Sommer")

    with pytest.raises(NotMergeableError):
        merge(ruth, foreign)


def test_the_due_date_follows_from_what_both_had(as_alice: User) -> None:
    ruth = make_contact(as_alice, "Ruth Sommer", closeness="good")
    again = make_contact(as_alice, "R. Sommer")
    make_moment(as_alice, again, on=TODAY - timedelta(days=10))

    merge(ruth, again)

    ruth.refresh_from_db()
    assert ruth.due_on == date(2026, 6, 6)


def test_queries_do_not_grow_with_what_moves(as_alice: User, django_assert_same_queries: Any) -> None:
    def pair_with(count: int) -> tuple[Contact, Contact]:
        ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
        for number in range(count):
            make_moment(as_alice, again)
            make_mail(again, f"{number}@example.org", number)
        return ruth, again

    few, many = pair_with(1), pair_with(12)
    with django_assert_same_queries() as one:
        merge(*few)
    with django_assert_same_queries() as twelve:
        merge(*many)
    assert len(twelve) <= len(one)
