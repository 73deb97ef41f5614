"""Each sort of fact is a sentence with its facts, in both languages and both manners, and leads to where it is seen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.utils import translation

from accounts.models import User
from matching.queries.proposals import Proposal
from matching.rules.evidence import Evidence, EvidenceKind
from matching.words.reasons import MOST_REASONS, reason_lines
from matching.words.weighing import FACT_NAMES
from tests.factories import make_contact

THING = UUID(int=3)
NAMES = {EvidenceKind.CIRCLES: ("studies", "training"), EvidenceKind.NETWORKS: ("Text table", "Women in Books")}


def a_fact(kind: EvidenceKind, **fields: object) -> Evidence:
    given = {"text": "Nordlicht", "about": "Publishing", "subject_id": THING, "count": 2, "role": "Editor"}
    rest = {"day": date(2025, 3, 4), "names": NAMES.get(kind, ("Ina", "Ole"))}
    return Evidence(kind, 1.0, **{**given, **rest, **fields})  # type: ignore[arg-type]


def lines(owner: User, *facts: Evidence) -> list[str]:
    return [line.sentence for line in reason_lines(Proposal(make_contact(owner), "expert", 1.0, facts))]


@pytest.mark.parametrize("language", ["en", "de", "de-du"])
@pytest.mark.parametrize("kind", EvidenceKind)
def test_each_fact_is_a_sentence(alice: User, kind: EvidenceKind, language: str) -> None:
    with translation.override(language):
        [said] = lines(alice, a_fact(kind))
        plain = lines(alice, a_fact(kind, about="", text="", role="", subject_id=None, day=None, is_former=True))

    assert said.endswith(".")
    assert "Publishing" in said
    assert all("%(" not in one and "!" not in one and "None" not in one for one in [said, *plain])


@pytest.mark.parametrize("kind", EvidenceKind)
def test_each_fact_is_told_on_the_page_about_weighing_and_leads_somewhere(alice: User, kind: EvidenceKind) -> None:
    [line] = reason_lines(Proposal(make_contact(alice), "expert", 1.0, (a_fact(kind),)))

    assert str(FACT_NAMES[kind])
    assert line.url.startswith("/contacts/")


def test_german_addresses_as_the_user_chose(alice: User) -> None:
    fact = a_fact(EvidenceKind.TAG, about="")
    with translation.override("de"):
        assert lines(alice, fact) == ["Trägt Ihr Schlagwort „Nordlicht“."]
    with translation.override("de-du"):
        assert lines(alice, fact) == ["Trägt dein Schlagwort „Nordlicht“."]


def test_a_moment_that_fits_by_its_place_names_it(alice: User) -> None:
    with translation.override("de"):
        assert lines(alice, a_fact(EvidenceKind.MOMENT, text="", role="Nordlicht", about="")) == [
            "Eine Begegnung bei Nordlicht, 4. März 2025."
        ]


def test_circles_are_named_as_they_are_called(alice: User) -> None:
    assert lines(alice, a_fact(EvidenceKind.CIRCLES, about="")) == [
        "Knows people from 2 of your circles: “Studies” and “Training”."
    ]


def test_what_speaks_against_somebody_is_not_told_and_few_reasons_are(alice: User) -> None:
    against = Evidence(EvidenceKind.TRUST, -3.0)
    many = [a_fact(EvidenceKind.TAG, text=f"Tag {number}") for number in range(9)]

    assert lines(alice, against, a_fact(EvidenceKind.STANDING, about="")) == [
        "You marked that they stand well in the field."
    ]
    assert len(lines(alice, *many)) == MOST_REASONS


def test_the_same_is_said_once_and_what_several_facts_fit_with_the_first(alice: User) -> None:
    note = a_fact(EvidenceKind.NOTE, text="Sells books", about="Selling")
    same = a_fact(EvidenceKind.NOTE, text="Sells books", about="Books")
    tag = a_fact(EvidenceKind.TAG, text="Shops", about="Selling")

    assert lines(alice, note, same, tag) == ["Your note says “Sells books”. Fits “Selling”.", "Has your tag “Shops”."]
