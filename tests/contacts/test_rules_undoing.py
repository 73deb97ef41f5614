"""What an undo may put back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.undoing import judge_undo

FIELDS = st.dictionaries(st.sampled_from("abc"), st.sampled_from([None, 1, 2, "x"]))


def test_what_is_as_the_change_left_it_comes_back() -> None:
    verdict = judge_undo({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 2, "b": 1})

    assert (verdict.back, verdict.asks) == ({"a": 1}, {})


def test_what_was_edited_since_asks_each_field_by_itself() -> None:
    verdict = judge_undo({"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 3, "b": 2})

    assert (verdict.back, verdict.asks) == ({"b": 1}, {"a": 1})


def test_what_the_change_left_alone_is_nobodys_question() -> None:
    verdict = judge_undo({"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 2})

    assert (verdict.back, verdict.asks) == ({}, {})


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_comes_back_over_an_edit(
    before: dict[str, object], after: dict[str, object], now: dict[str, object]
) -> None:
    verdict = judge_undo(before, after, now)

    assert all(now[name] == after[name] != before[name] for name in verdict.back)
    assert all(len({before[name], after[name], now[name]}) == 3 for name in verdict.asks)
    assert verdict.back.keys().isdisjoint(verdict.asks)
