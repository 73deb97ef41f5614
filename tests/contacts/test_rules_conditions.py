"""The language of the list's address."""

from __future__ import annotations

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.conditions import LONGEST_VALUE, MOST_CONDITIONS, Condition, Query, read_query, write_query

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30).map(
    lambda text: " ".join(text.split())
)
KEYS = st.sampled_from(["tag", "origin", "place", "role", "no-such-field", "übel"])
CONDITIONS = st.builds(Condition, KEYS, WORDS.filter(bool), st.booleans(), st.booleans())
QUERIES = st.builds(
    Query,
    text=WORDS,
    sort=st.sampled_from(["", "due", "nonsense"]),
    conditions=st.lists(CONDITIONS, max_size=MOST_CONDITIONS, unique=True).map(tuple),
)


@given(QUERIES)
def test_what_is_written_reads_the_same_and_no_condition_is_lost(query: Query) -> None:
    assert read_query(write_query(query)) == query


@given(st.text(max_size=300) | st.lists(st.tuples(st.text(), st.text(max_size=300)), max_size=40).map(
    lambda pairs: urlencode(pairs, errors="replace")
))  # fmt: skip
def test_any_address_can_be_read_and_reading_again_changes_nothing(address: str) -> None:
    query = read_query(address)
    again = read_query(write_query(query))

    assert (again.text, again.sort, again.conditions) == (query.text, query.sort, query.conditions)
    assert len(query.conditions) <= MOST_CONDITIONS


def test_a_condition_can_be_negated_and_one_of_several() -> None:
    assert read_query("any.not.place=Kiel&tag=a&not.tag=b&any.tag=c").conditions == (
        Condition("place", "Kiel", is_negated=True, is_alternative=True),
        Condition("tag", "a"),
        Condition("tag", "b", is_negated=True),
        Condition("tag", "c", is_alternative=True),
    )


def test_the_order_stays_and_what_is_said_twice_counts_once() -> None:
    query = read_query("place=Kiel&origin=studies&place=Kiel&origin=&after=x", ignored=frozenset({"after"}))

    assert write_query(query) == "place=Kiel&origin=studies"


def test_more_than_anybody_means_is_cut_and_said_so() -> None:
    many = urlencode([("place", f"Place {number}") for number in range(MOST_CONDITIONS + 1)])

    assert len(read_query(many).conditions) == MOST_CONDITIONS
    assert read_query(many).is_cut
    assert read_query("place=" + "x" * (LONGEST_VALUE + 1)).is_cut
    assert read_query("q=" + "&" * 10_000).is_cut
    assert not read_query("place=Kiel").is_cut


def test_conditions_join_in_the_other_way_without_doubles() -> None:
    query = read_query("place=Kiel&any.place=Kiel&any.not.origin=network")

    assert write_query(query.joined(by_any=False)) == "place=Kiel&not.origin=network"
    assert write_query(query.joined(by_any=True)) == "any.place=Kiel&any.not.origin=network"


def test_conditions_come_and_go() -> None:
    kiel = Condition("place", "Kiel")
    query = Query(text="anna").with_condition(kiel).with_condition(kiel)

    assert write_query(query) == "q=anna&place=Kiel"
    assert write_query(query.without(kiel)) == "q=anna"
