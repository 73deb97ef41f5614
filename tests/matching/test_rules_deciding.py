"""Which positions decide, in German and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.deciding import decides

DECIDE = (
    "Head of Editorial", "Managing director", "CEO", "Founder & owner", "Team lead", "Chair of the board",
    "Programmleitung", "Leiterin Herstellung", "Geschäftsführerin", "Geschaeftsfuehrer", "Inhaber", "Vorstand",
    "Cheflektor", "Chefredakteurin", "Verlegerin", "Stellvertretende Abteilungsleiterin", "Gründerin", "VP Sales",
    "Publisher", "Dekanin", "Bereichsleiter Marketing",
)  # fmt: skip
DO_NOT = (
    "", "Editor", "Lektorin", "Trainee", "Volontärin", "Assistant to the CEO", "Assistenz der Geschäftsführung",
    "Secretary of the director", "Referentin der Intendanz", "Head chef's intern", "Illustrator", "Leitartikel",
    "Begleitung", "Partnership manager", "!?", "Praktikant der Programmleitung",
)  # fmt: skip


@pytest.mark.parametrize("role", DECIDE)
def test_who_decides(role: str) -> None:
    assert decides(role)


@pytest.mark.parametrize("role", DO_NOT)
def test_who_does_not(role: str) -> None:
    assert not decides(role)


@given(st.text(max_size=200))
def test_it_says_yes_or_no_to_anything(role: str) -> None:
    assert decides(role) in (True, False)


@given(st.sampled_from(DECIDE))
def test_case_does_not_count(role: str) -> None:
    assert decides(role.upper())
