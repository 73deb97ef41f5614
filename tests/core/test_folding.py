"""Folded names: equal however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzwerk.core.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "MUELLER"), ("Straße", "strasse"), ("Zoë", "zoe"), ("Łukasz", "lukasz"), ("Ana  Sofía", "ana sofia"),
     ("Müller", "Mu\u0308ller"), ("O'Neil-Smith", "o neil smith")],
)  # fmt: skip
def test_names_are_equal_however_they_are_written(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_of_other_scripts_stay() -> None:
    assert fold("Ольга 山田") == "ольга 山田"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
