"""One person becomes two again: what moved goes back, what was edited stays, in any order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from contacts.models import Contact, CustomField, CustomValue, Exchange, Merge, Participation
from contacts.rules.partial_dates import AnnualDate
from contacts.services.merging import merge_contacts
from contacts.services.ties import add_tie
from contacts.services.unmerging import TooLateToUndoError, undo_merge
from tests.factories import TODAY, make_contact, make_mail, make_moment

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


def merge(survivor: Contact, absorbed: Contact, **choices: str) -> Merge:
    """Merge as the form does."""
    return merge_contacts(survivor=survivor, absorbed=absorbed, choices=choices, now=NOW, today=TODAY)


def undo(merge: Merge, *, days: int = 1) -> list[str]:
    """Undo a merge some days later; return what was edited since."""
    return undo_merge(merge=merge, now=NOW + timedelta(days=days), today=TODAY).edited


def mails(contact: Contact) -> list[tuple[str, int]]:
    """Return the addresses of a contact and their numbers."""
    return [(mail.address, mail.position) for mail in contact.emails.all()]


def test_everything_is_as_before(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer", place="Bremen"), make_contact(as_alice, "Ruth Arslan")
    make_mail(ruth, "a@example.org")
    make_mail(again, "b@example.org")
    moment = make_moment(as_alice, again)
    again.birthday = AnnualDate(3, 1, None)
    again.save()
    merged = merge(ruth, again, name="absorbed")

    assert undo(merged) == []

    ruth.refresh_from_db()
    again.refresh_from_db()
    assert (ruth.name, ruth.folded_name, ruth.place, ruth.birthday) == ("Ruth Sommer", "ruth sommer", "Bremen", None)
    assert (again.deleted_at, again.merged_into, again.birthday) == (None, None, AnnualDate(3, 1, None))
    assert mails(ruth) == [("a@example.org", 0)]
    assert mails(again) == [("b@example.org", 0)]
    assert Participation.objects.get(moment=moment).contact == again
    assert (ruth.last_moment_on, again.last_moment_on) == (None, TODAY)
    assert list(Contact.objects.for_user(as_alice).present().matching("arslan")) == [again]


def test_what_was_added_since_stays_with_the_survivor(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    merged = merge(ruth, again)
    make_mail(ruth, "new@example.org")

    undo(merged)

    assert mails(ruth) == [("new@example.org", 0)]
    assert mails(again) == []


def test_a_field_that_was_edited_since_stays_and_is_told(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer", place="Hamburg")
    again.note = "Likes cake."
    again.save()
    merged = merge(ruth, again)
    Contact.objects.filter(pk=ruth.pk).update(place="Kiel")

    assert undo(merged) == ["place"]

    ruth.refresh_from_db()
    assert (ruth.place, ruth.note) == ("Kiel", "")


def test_a_row_that_was_moved_on_or_deleted_since_is_left_alone(as_alice: User) -> None:
    ruth, again, other = (make_contact(as_alice, name) for name in ("Ruth Sommer", "R. Sommer", "Ines"))
    exchange = Exchange.objects.create(owner=as_alice, contact=again, direction="given", kind="tip", happened_on=TODAY)
    gone = make_mail(again, "gone@example.org")
    merged = merge(ruth, again)
    Exchange.objects.filter(pk=exchange.pk).update(contact=other)
    gone.delete()

    undo(merged)

    exchange.refresh_from_db()
    assert exchange.contact == other
    assert mails(again) == []


def test_undone_twice_is_undone_once(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer", place="Hamburg")
    merged = merge(ruth, again)
    undo(merged)
    Contact.objects.filter(pk=ruth.pk).update(place="Hamburg")

    assert undo(merged) == []

    ruth.refresh_from_db()
    assert ruth.place == "Hamburg"


def test_after_thirty_days_it_is_final(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    merged = merge(ruth, again)

    with pytest.raises(TooLateToUndoError):
        undo(merged, days=31)


def test_a_value_of_the_users_own_field_comes_back(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    shoe = CustomField.objects.create(owner=as_alice, label="shoe", folded_label="shoe", kind="number")
    for contact, number in ((ruth, "38.5"), (again, "39")):
        CustomValue.objects.create(owner=as_alice, contact=contact, field=shoe, number=number)
    merged = merge(ruth, again, **{f"custom-{shoe.pk}": "absorbed"})

    assert undo(merged) == []

    assert [float(contact.custom_values.get().number or 0) for contact in (ruth, again)] == [38.5, 39]


@pytest.mark.parametrize("is_moved_on", [False, True])
def test_a_choice_of_an_own_field_gives_way_to_a_later_one_in_any_order(as_alice: User, is_moved_on: bool) -> None:
    ruth, again, third = (make_contact(as_alice, f"Ruth {n}") for n in range(3))
    shoe = CustomField.objects.create(owner=as_alice, label="shoe", folded_label="shoe", kind="number")
    for number, contact in enumerate((ruth, again, third), start=37):
        CustomValue.objects.create(owner=as_alice, contact=contact, field=shoe, number=number)
    chosen = {f"custom-{shoe.pk}": "absorbed"}
    first = merge(ruth, again, **chosen)
    holder = make_contact(as_alice, "Ruth Sommer") if is_moved_on else ruth
    others = [merge(holder, ruth)] if is_moved_on else []
    others.append(merge(holder, third, **chosen))

    assert undo(first) == []
    for later in reversed(others):
        assert undo(later) == []

    values = [float(contact.custom_values.get().number or 0) for contact in (ruth, again, third)]
    assert values == [37, 38, 39]


def test_the_first_of_two_merges_is_undone_alone(as_alice: User) -> None:
    ruth, second, third = (make_contact(as_alice, f"Ruth {n}", place=n) for n in ("Bremen", "Hamburg", "Kiel"))
    make_mail(second, "second@example.org")
    make_mail(third, "third@example.org")
    first_merge = merge(ruth, second, place="absorbed")
    second_merge = merge(ruth, third, place="absorbed")

    assert undo(first_merge) == []

    assert [address for address, _place in mails(ruth)] == ["third@example.org"]
    assert [address for address, _place in mails(second)] == ["second@example.org"]
    ruth.refresh_from_db()
    assert ruth.place == "Kiel"
    undo(second_merge)
    ruth.refresh_from_db()
    assert ruth.place == "Bremen"


def test_somebody_comes_back_out_of_a_survivor_that_was_absorbed(as_alice: User) -> None:
    ruth, second, third = (make_contact(as_alice, f"Ruth {n}") for n in ("Bremen", "Hamburg", "Kiel"))
    make_mail(third, "third@example.org")
    make_mail(second, "second@example.org")
    inner = merge(second, third)
    outer = merge(ruth, second)
    assert len(mails(ruth)) == 2

    undo(inner)

    third.refresh_from_db()
    assert third.deleted_at is None
    assert mails(third) == [("third@example.org", 0)]
    undo(outer)
    assert mails(second) == [("second@example.org", 0)]
    assert mails(ruth) == []


def test_what_two_absorbed_people_had_is_not_lost_with_the_first(as_alice: User) -> None:
    """Both had the address; when the one who brought it leaves, the other one's takes its place."""
    ruth, second, third = (make_contact(as_alice, f"Ruth {n}") for n in ("Bremen", "Hamburg", "Kiel"))
    make_mail(second, "shared@example.org")
    make_mail(third, "shared@example.org")
    first_merge, _second_merge = merge(ruth, second), merge(ruth, third)

    undo(first_merge)

    assert mails(ruth) == [("shared@example.org", 0)]
    assert mails(second) == [("shared@example.org", 0)]


def test_a_tie_to_somebody_who_was_absorbed_later_comes_back(as_alice: User) -> None:
    ruth, again, other = (make_contact(as_alice, name) for name in ("Ruth Sommer", "R. Sommer", "Ines"))
    tie = add_tie(contact=again, other=other, kind="relative", kinship="parent")
    first, second = merge(ruth, again), merge(ruth, other)

    undo(first)
    undo(second)

    tie.refresh_from_db()
    ends = {tie.contact_id: tie.kinship, tie.other_id: ""}
    assert set(ends) == {again.pk, other.pk}
    assert tie.kinship == ("parent" if tie.contact_id == again.pk else "child")
