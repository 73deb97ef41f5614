"""Whatever a file holds: the reader of Monica's exports never raises, its records fit, and its time is linear."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer import monica_sample as sample
from tests.transfer.monica_checks import check
from tests.transfer.monica_sample import contact, data_url, many, thing, wrapped
from transfer.monica import Limits, MonicaReader, photo_in, read_contact
from transfer.monica.photos import LONGEST_DATA_URL
from transfer.records import BrokenRecord, PersonRecord, Reason

WHOLE = sample.sample()
KEYS = (
    "account", "data", "type", "values", "properties", "contact", "relationship", "activity", "photo", "uuid",
    "first_name", "birthdate", "date", "is_age_based", "reminder", "frequency_type", "call", "called_at", "note",
    "body", "conversation", "messages", "instance", "contact_field_types", "tags", "stay_in_touch_frequency", "dataUrl",
)  # fmt: skip
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(KEYS)
    | st.sampled_from(("1984-02-30T00:00:00Z", "2024-02-29", "\0", "year", "week", "data:image/png;base64,AA=="))
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner),
    max_leaves=20,
)


@given(values)
def test_any_json_gives_records_or_says_why_not(value: Any) -> None:
    check(list(read(json.dumps(value).encode())))


@given(values, values, values, values)
def test_any_values_at_the_places_of_an_export_give_records(one: Any, two: Any, three: Any, four: Any) -> None:
    export = wrapped(
        many("contact", {"uuid": one, "properties": two, "data": three}),
        many("contact", contact("1", many("call", four), **_words(two))),
        many("activity", four), many("relationship", three), many("photo", one),
    )  # fmt: skip
    export["account"]["instance"]["contact_field_types"] = four
    check(list(read(json.dumps(export).encode())))


@given(st.binary(max_size=200))
def test_any_bytes_give_records(data: bytes) -> None:
    check(list(read(data)))


@given(st.integers(0, len(WHOLE)), st.binary(max_size=3))
def test_a_changed_or_cut_export_gives_what_can_be_read(place: int, instead: bytes) -> None:
    check(list(read(WHOLE[:place] + instead)))
    check(list(read(WHOLE[:place] + instead + WHOLE[place + len(instead) :])))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"account": {"data": []}}', Reason.EMPTY_FILE),
        (b"", Reason.EMPTY_FILE), (b"{}", Reason.NOT_MONICA), (b"[]", Reason.NOT_MONICA), (b"Hello", Reason.NOT_MONICA),
        (b'{"account": {"data": [', Reason.NOT_MONICA), (b'{"accounts": {}}', Reason.NOT_MONICA),
        (b"[" * 100_000, Reason.NOT_MONICA), (b'{"account":' * 5_000, Reason.NOT_MONICA),
        (b'{"account": ' + b"9" * 10_000 + b"}", Reason.NOT_MONICA), (b"\xff\xfe{\x00}\x00", Reason.NOT_MONICA),
    ],
)  # fmt: skip
def test_what_is_no_export_is_said_to_be_none(data: bytes, reason: Reason) -> None:
    assert [(type(each), getattr(each, "reason", "")) for each in read(data)] == [(BrokenRecord, reason)]


def test_an_export_that_breaks_off_brings_those_before_the_break() -> None:
    cut = WHOLE.index(b'"Ruth"')
    records = list(read(WHOLE[:cut]))

    assert [each.given_name for each in records if isinstance(each, PersonRecord)] == ["Lena", "Paul"]
    assert [each.reason for each in records if isinstance(each, BrokenRecord)] == [Reason.UNFINISHED]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(people=1), Reason.TOO_MANY_CARDS), (Limits(values=20), Reason.CARD_TOO_LARGE),
        (Limits(characters=50), Reason.CARD_TOO_LARGE), (Limits(nesting=5), Reason.NESTED_TOO_DEEP),
    ],
)  # fmt: skip
def test_what_goes_beyond_a_limit_is_refused(limits: Limits, reason: Reason) -> None:
    nested = wrapped(many("contact", contact("1", first_name="A", vcard=[[[[[["x"]]]]]]), contact("2", first_name="B")))
    records = list(MonicaReader(limits).read(io.BytesIO(json.dumps(nested).encode())))

    assert reason in [each.reason for each in records if isinstance(each, BrokenRecord)]


def test_a_photo_is_embedded_or_none() -> None:
    def photo(url: object) -> bytes | None:
        return photo_in(json.dumps({"photo": url}))

    assert photo(data_url(b"picture")) == b"picture"
    for url in ("https://example.org/a.png", "data:image/png,abc", "data:image/png;base64,A", 7, None, [""], "data:"):
        assert photo(url) is None
    for raw in ("", "[]", "{", "[" * 100_000):
        assert photo_in(raw) is None
        assert isinstance(read_contact(raw), BrokenRecord)


def test_a_photo_that_is_too_large_is_passed_over() -> None:
    large = thing("p", dataUrl="data:image/png;base64," + "A" * LONGEST_DATA_URL)
    export = wrapped(many("contact", contact("1", many("photo", "p"), first_name="A")), many("photo", large))

    [person] = [each for each in read(json.dumps(export).encode()) if isinstance(each, PersonRecord)]
    assert not person.has_photo


@pytest.mark.parametrize("make", ["people", "text", "quotes", "ties", "nested"])
def test_twice_the_file_takes_about_twice_the_time(make: str) -> None:
    once, twice = (min(_seconds(_large(make, size)) for _attempt in range(3)) for size in (1, 2))

    assert twice < 3.5 * once + 0.1


def test_people_are_held_one_at_a_time() -> None:
    notes = [thing("n", body="x" * 1000)] * 50
    export = json.dumps(wrapped(many("contact", *(contact(str(at), many("note", *notes), first_name="A")
                                                   for at in range(200))))).encode()  # fmt: skip
    tracemalloc.start()
    for _record in read(export):
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(export) / 2


def read(data: bytes) -> Any:
    return MonicaReader().read(io.BytesIO(data))


def _words(value: Any) -> dict[str, Any]:
    return {str(key): each for key, each in value.items()} if isinstance(value, dict) else {"first_name": value}


def _large(make: str, size: int) -> bytes:
    many_people = [contact(f"{at}", first_name=f"P{at}") for at in range(1000 * size)]
    match make:
        case "people":
            return json.dumps(wrapped(many("contact", *many_people))).encode()
        case "text":
            return b'{"account": {"data": [{"type": "photo", "values": ["' + b"A" * (4 * 2**20 * size) + b'"]}]}}'
        case "quotes":
            return b'{"account": {"data": [{"type": "photo", "values": ["' + b'A\\"' * (2**20 * size) + b'"]}]}}'
        case "ties":
            said = [{"type": "friend", "contact_is": "0", "of_contact": f"{at}"} for at in range(1000 * size)]
            ties = many("relationship", *(thing("r", **each) for each in said))
            return json.dumps(wrapped(many("contact", *many_people), ties)).encode()
        case _nested:
            return json.dumps(wrapped(many("contact", contact("1", vcard=[[1] * 10] * 5_000 * size)))).encode()


def _seconds(data: bytes) -> float:
    start = time.process_time()
    for _record in read(data):
        pass
    return time.process_time() - start
