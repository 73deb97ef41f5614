"""What is decided about rows before they come in."""

from __future__ import annotations

import pytest

from accounts.models import User
from netzwerk.core.walls import acting_as
from tests.factories import make_contact
from tests.transfer_makers import make_import, make_row
from transfer.models import Import, ImportRow
from transfer.services.deciding import CannotDecideError, NotReadyError, choose_fields, decide_all, decide_row


def _again(row: ImportRow) -> ImportRow:
    with acting_as(row.owner):
        return ImportRow.objects.get(pk=row.pk)


def test_somebody_is_left_out_and_taken_in_after_all(alice: User) -> None:
    row = make_row(make_import(alice))
    with acting_as(alice):
        decide_row(row=row, decision="skip")
        assert _again(row).decision == "skip"
        decide_row(row=row, decision="")
        decide_row(row=row, decision="")
    assert _again(row).decision == ""


@pytest.mark.parametrize(
    ("finding", "subject", "decision"),
    [("new", "person", "as_new"), ("known", "person", "skip"), ("broken", "person", "skip"),
     ("fills", "moment", "as_new"), ("new", "person", "nonsense")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(alice: User, finding: str, subject: str, decision: str) -> None:
    row = make_row(make_import(alice), finding=finding, subject=subject)

    with acting_as(alice), pytest.raises(CannotDecideError):
        decide_row(row=row, decision=decision)


@pytest.mark.parametrize("state", [state for state in Import.State.values if state != Import.State.READY])
def test_only_what_waits_to_be_looked_at_can_be_decided(alice: User, state: str) -> None:
    imported = make_import(alice, state=state)
    row = make_row(imported)

    with acting_as(alice):
        with pytest.raises(NotReadyError):
            decide_row(row=row, decision="skip")
        with pytest.raises(NotReadyError):
            choose_fields(row=row, fields=[])
        with pytest.raises(NotReadyError):
            decide_all(imported=imported, finding="new", decision="skip")


def test_of_the_fields_only_those_that_differ_are_chosen(alice: User) -> None:
    row = make_row(make_import(alice), finding="differs", differing=["place", "note"], contact=make_contact(alice))

    with acting_as(alice):
        choose_fields(row=row, fields=["note", "owner_id", "name"])

    assert _again(row).chosen == ["note"]


def test_the_same_is_said_about_all_of_one_finding(alice: User) -> None:
    imported, other = make_import(alice), make_import(alice)
    rows = [make_row(imported, finding="differs", differing=["place"]) for _twice in range(2)]
    new, elsewhere = make_row(imported), make_row(other, finding="differs", differing=["place"])

    with acting_as(alice):
        assert decide_all(imported=imported, finding="differs", takes_file=True) == 2
        assert [_again(row).chosen for row in rows] == [["place"], ["place"]]
        decide_all(imported=imported, finding="differs", takes_file=False)
        assert [_again(row).chosen for row in rows] == [[], []]
        decide_all(imported=imported, finding="differs", decision="skip")

    assert [_again(row).decision for row in (*rows, new, elsewhere)] == ["skip", "skip", "", ""]


def test_it_is_not_said_about_moments(alice: User) -> None:
    imported = make_import(alice)
    moment = make_row(imported, subject="moment")

    with acting_as(alice):
        assert decide_all(imported=imported, finding="new", decision="skip") == 0

    assert _again(moment).decision == ""
