"""What is asked about people's rights looks at one owner's rows alone, by an index, whatever others have."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from tests.factories import TODAY, make_contact
from tests.plans import plan_of
from tests.transfer_makers import make_import, make_row
from transfer.pages.report import report_of
from transfer.queries.namesakes import perhaps_same
from transfer.queries.traces import Traces, loose_rows
from transfer.queries.untouched import untouched_people


def test_lines_of_imports_that_are_nobodys_are_looked_for_among_the_owners(
    alice: User, as_alice: User, django_assert_same_queries: Any
) -> None:
    one = frozenset({"one"})
    with django_assert_same_queries() as asked:
        list(loose_rows(alice, Traces(one, one, one, one)))

    _reach_an_index(asked)


def test_entries_of_one_name_are_looked_for_in_their_import(
    alice: User, as_alice: User, django_assert_same_queries: Any
) -> None:
    row = make_row(make_import(alice), record={"organisation": "Blum KG"})
    with django_assert_same_queries() as asked:
        perhaps_same([row])

    (plan,) = _reach_an_index(asked)
    assert "imported_id = " in plan.split("Index Cond")[1].splitlines()[0]


def test_who_was_untouched_is_found_by_indexes(alice: User, as_alice: User, django_assert_same_queries: Any) -> None:
    with django_assert_same_queries() as asked:
        list(untouched_people(alice, years=3, today=TODAY)[:51])
        list(untouched_people(alice, years=3, today=TODAY, after=make_contact(alice))[:51])

    _reach_an_index([query for query in asked if "NOT EXISTS" in query["sql"] or "NOT (EXISTS" in query["sql"]])


def test_every_question_of_the_report_reaches_an_index(
    alice: User, as_alice: User, django_assert_same_queries: Any
) -> None:
    contact = make_contact(alice)
    make_row(make_import(alice), contact=contact)
    with django_assert_same_queries() as asked:
        report_of(alice, contact, date(2026, 1, 1))

    _reach_an_index(asked)


def _reach_an_index(asked: list[dict[str, str]]) -> list[str]:
    """Return the plans of what was asked, none of which reads a table whole."""
    plans = [plan_of(query["sql"]) for query in asked if query["sql"].startswith("SELECT")]
    assert plans
    for plan in plans:
        assert "Seq Scan" not in plan, plan
    return plans
