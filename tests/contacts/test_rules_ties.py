"""Ties read from both ends."""

from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from contacts.models import Tie
from contacts.rules.ties import INTRODUCED, INVERSE_KINSHIPS, RELATIVE, Stand, kept, turned

stands = st.builds(
    Stand, st.uuids(), st.uuids(), st.sampled_from(Tie.Kind.values), st.sampled_from([*INVERSE_KINSHIPS])
)


def test_every_kinship_has_its_inverse() -> None:
    assert set(INVERSE_KINSHIPS) == {*Tie.Kinship.values, ""}
    assert all(INVERSE_KINSHIPS[INVERSE_KINSHIPS[kinship]] == kinship for kinship in INVERSE_KINSHIPS)


def test_the_parent_of_somebody_has_them_as_a_child() -> None:
    anna, ben = UUID(int=1), UUID(int=2)

    assert turned(Stand(anna, ben, RELATIVE, "parent")) == Stand(ben, anna, RELATIVE, "child")


@given(stands)
def test_turning_twice_changes_nothing(stand: Stand) -> None:
    assert turned(turned(stand)) == stand


@given(stands)
def test_a_tie_is_kept_the_same_whichever_end_says_it(stand: Stand) -> None:
    assume(stand.first != stand.second)

    assert kept(turned(stand)) == kept(stand) == kept(kept(stand))


@given(stands)
def test_nobody_gets_lost_and_only_relatives_have_a_kinship(stand: Stand) -> None:
    assume(stand.first != stand.second)

    found = kept(stand)

    assert {found.first, found.second} == {stand.first, stand.second}
    assert found.kind == stand.kind
    assert found.kinship in ({stand.kinship, INVERSE_KINSHIPS[stand.kinship]} if stand.kind == RELATIVE else {""})


@given(stands)
def test_who_introduced_whom_is_never_turned(stand: Stand) -> None:
    found = kept(stand._replace(kind=INTRODUCED))

    assert (found.first, found.second) == (stand.first, stand.second)
