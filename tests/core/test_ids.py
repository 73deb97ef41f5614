"""Ids, made and read."""

from __future__ import annotations

import time
from uuid import RFC_4122, UUID

from netzwerk.core.ids import made_at, new_id, read_id, read_ids

ID = UUID("0198f3f0-0000-7000-8000-000000000001")


def test_new_ids_are_of_version_7_and_come_in_the_order_of_time() -> None:
    made = [new_id() for _number in range(1000)]

    assert {(each.version, each.variant) for each in made} == {(7, RFC_4122)}
    assert [each.int >> 64 for each in made] == sorted(each.int >> 64 for each in made)
    assert len({each.int & (1 << 62) - 1 for each in made}) == len(made)


def test_the_instant_of_an_id_is_read_from_it() -> None:
    before = time.time_ns() // 1_000_000

    assert before <= made_at(new_id()) <= time.time_ns() // 1_000_000


def test_an_id_is_read_however_it_is_written_and_all_else_is_none() -> None:
    assert read_id(str(ID).upper()) == ID
    assert [read_id(text) for text in ("", "nobody", f"{ID}0", "\x00", "９" * 31)] == [None] * 5


def test_of_several_texts_those_that_are_none_are_left_out() -> None:
    assert read_ids(["", str(ID), "x"]) == [ID]
