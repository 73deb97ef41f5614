"""Ids, made and read."""

from __future__ import annotations

from uuid import UUID

from netzwerk.core.ids import new_id, read_id, read_ids

ID = UUID("0198f3f0-0000-7000-8000-000000000001")


def test_new_ids_are_of_version_7_and_come_in_the_order_of_time() -> None:
    made = [new_id() for _number in range(3)]

    assert {each.version for each in made} == {7}
    assert [each.int >> 80 for each in made] == sorted(each.int >> 80 for each in made)


def test_an_id_is_read_however_it_is_written_and_all_else_is_none() -> None:
    assert read_id(str(ID).upper()) == ID
    assert [read_id(text) for text in ("", "nobody", f"{ID}0", "\x00", "９" * 31)] == [None] * 5


def test_of_several_texts_those_that_are_none_are_left_out() -> None:
    assert read_ids(["", str(ID), "x"]) == [ID]
