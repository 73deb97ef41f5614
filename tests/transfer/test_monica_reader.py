"""What Monica exports comes in as the table of docs/monica.md says."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from contacts.rules.partial_dates import AnnualDate
from tests.transfer import monica_sample as sample
from tests.transfer.monica_sample import KIM, LENA, LUNCH, OTTO, PAUL, RUTH, contact, many, picture, thing, wrapped
from transfer.monica import MonicaReader, is_monica, photo_in, read_contact
from transfer.monica.rhythm import cadence_of_days
from transfer.records import (
    BrokenRecord,
    DateRecord,
    HandleRecord,
    LeftOutRecord,
    MomentRecord,
    PersonRecord,
    PostalRecord,
    Reason,
    Record,
    TieRecord,
    Typed,
)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read(sample.export())


@pytest.fixture(scope="module")
def lena(records: list[Record]) -> PersonRecord:
    return person_in(records, LENA)


def test_people_come_first_then_moments_then_ties_then_what_is_left_out(records: list[Record]) -> None:
    kinds = [type(record) for record in records]
    assert kinds == [PersonRecord] * 5 + [MomentRecord] * 5 + [TieRecord] * 5 + [LeftOutRecord] * 13
    numbered = [record.number for record in records if not isinstance(record, LeftOutRecord)]
    assert numbered == list(range(1, 16))
    assert MonicaReader().count(io.BytesIO(sample.sample())) == 15


def test_a_person_has_name_work_and_how_they_are_reached(lena: PersonRecord) -> None:
    assert (lena.name, lena.given_name, lena.additional_names, lena.family_name) == (
        "Lena Marie Hart", "Lena", "Marie", "Hart",
    )  # fmt: skip
    assert (lena.nickname, lena.organisation, lena.title, lena.place) == ("Leni", "Studio Hart", "Architect", "Leipzig")
    assert lena.emails == (Typed("lena.hart@example.org"),)
    assert lena.phones == (Typed("+49 30 1234567"),)
    assert lena.messengers == (HandleRecord("whatsapp", "+49 170 7654321"),)
    assert [(each.value, each.kind) for each in lena.links] == [
        ("https://www.linkedin.com/in/lena-hart", ""), ("https://facebook.com/lena.hart", ""),
    ]  # fmt: skip


def test_the_country_is_named_in_the_language_of_monica(lena: PersonRecord) -> None:
    assert lena.addresses == (PostalRecord("Lindenallee 4", "04103", "Leipzig", "Sachsen", "Deutschland", "Home"),)


def test_description_food_and_notes_are_the_note_with_its_dates(lena: PersonRecord) -> None:
    assert lena.note == (
        "Met at the climbing hall.\n\nVegetarian\n\n2021-01-15: Likes\nclimbing.\n\n2023-06-01: Moved to Leipzig."
    )


def test_tags_first_meeting_heart_and_cadence(lena: PersonRecord) -> None:
    assert lena.tags == ("climbing", "Leipzig")
    assert lena.met_on == date(2018, 9, 12)
    assert lena.is_close_to_heart
    assert (lena.cadence_count, lena.cadence_unit) == (2, "month")


def test_a_yearly_reminder_is_a_date_and_that_of_the_birthday_the_birthday(lena: PersonRecord) -> None:
    assert lena.birthday == AnnualDate(3, 9, 1984)
    assert lena.own_dates == (DateRecord("Wedding day", AnnualDate(8, 20)),)


def test_a_birthday_may_have_no_year_and_a_reminder_be_a_cadence(records: list[Record]) -> None:
    paul = person_in(records, PAUL)
    assert paul.birthday == AnnualDate(2, 29)
    assert (paul.cadence_count, paul.cadence_unit) == (2, "week")


def test_who_died_is_archived_and_a_guessed_birthday_is_none(records: list[Record]) -> None:
    ruth = person_in(records, RUTH)
    assert ruth.birthday is None
    assert ruth.is_archived
    assert ruth.note == "* ca. 1938\n\n† 2021-11-30"


def test_who_is_known_in_part_or_put_away_comes_too(records: list[Record]) -> None:
    assert person_in(records, KIM).name == "Kim"
    assert not person_in(records, KIM).is_archived
    assert person_in(records, OTTO).is_archived


def test_the_chosen_photo_stays_in_the_text_of_the_person(records: list[Record], lena: PersonRecord) -> None:
    assert lena.has_photo
    assert photo_in(lena.raw) == picture()
    assert not person_in(records, PAUL).has_photo
    assert photo_in(person_in(records, PAUL).raw) is None


def test_the_text_that_is_kept_is_read_again_to_the_same_person(lena: PersonRecord) -> None:
    assert read_contact(lena.raw) == lena


def test_an_activity_is_one_moment_with_several_people(records: list[Record]) -> None:
    [lunch] = [each for each in moments_in(records) if each.uid == LUNCH]
    assert (lunch.kind, lunch.happened_on, lunch.people) == ("meeting", date(2024, 4, 1), (LENA, PAUL))
    assert lunch.note == "Lunch\n\nWith *cake*."
    assert lunch.name == "Lena Marie Hart, Paul Hart"


def test_calls_say_who_called_and_conversations_who_wrote(records: list[Record]) -> None:
    found = {each.uid: each for each in moments_in(records)}
    assert [(found[uid].kind, found[uid].initiator) for uid in ("ca11-1", "ca11-2", "conv-1")] == [
        ("call", "them"), ("call", "me"), ("message", "me"),
    ]  # fmt: skip
    assert found["conv-1"].note == "Whatsapp\n\n→ Are you there?\n← Soon."
    assert found["ca11-1"].note == "About the move"


def test_each_tie_comes_once_with_the_kinship_of_the_one_who_is_named_first(records: list[Record]) -> None:
    assert [(each.person, each.other, each.kind, each.kinship) for each in records if isinstance(each, TieRecord)] == [
        (PAUL, LENA, "introduced", ""),
        (PAUL, LENA, "partner", ""),
        (KIM, LENA, "relative", "child"),
        (OTTO, PAUL, "relative", "aunt_uncle"),
        (OTTO, LENA, "works_with", ""),
    ]


def test_what_has_no_place_is_told_with_its_number(records: list[Record]) -> None:
    assert {each.what: each.count for each in records if isinstance(each, LeftOutRecord)} == {
        "activity": 1, "call": 1, "debt": 1, "document": 1, "gender": 1, "gift": 2, "journal_entry": 1,
        "life_event": 1, "pet": 1, "photo": 1, "relationship": 1, "reminder": 1, "task": 1,
    }  # fmt: skip


def test_looking_at_somebody_in_monica_makes_no_other_person_of_them() -> None:
    once = read(wrapped(many("contact", contact("1", first_name="A", number_of_views=3))))
    later = read(wrapped(many("contact", contact("1", first_name="A", number_of_views=9, last_consulted_at="x"))))
    assert once == later


@pytest.mark.parametrize(
    ("days", "cadence"),
    [
        (0, (0, "")), (1, (1, "week")), (7, (1, "week")), (10, (1, "week")), (14, (2, "week")), (27, (4, "week")),
        (30, (1, "month")), (60, (2, "month")), (90, (3, "month")), (365, (12, "month")), (99999, (120, "month")),
    ],
)  # fmt: skip
def test_days_become_weeks_or_months(days: int, cadence: tuple[int, str]) -> None:
    assert cadence_of_days(days) == cadence


def test_a_list_with_gaps_is_read_like_one_without() -> None:
    export = wrapped(many("contact", contact("1", many("note", thing("n", body="Hello")), first_name="A")))
    export["account"]["data"] = {"3": export["account"]["data"][0]}
    export["account"]["data"]["3"]["values"][0]["data"] = {"7": many("note", thing("n", body="Hello"))}

    [person] = [each for each in read(export) if isinstance(each, PersonRecord)]
    assert person.note == "2024-01-01: Hello"


def test_somebody_without_a_name_is_named_by_what_is_known_or_broken() -> None:
    export = wrapped(many("contact", contact("1", nickname="Bo"), contact("2"), "Anna", contact("3", first_name="C")))

    found = [each for each in read(export) if isinstance(each, PersonRecord | BrokenRecord)]
    assert [each.name if isinstance(each, PersonRecord) else each.reason for each in found] == [
        "Bo", Reason.NO_NAME, Reason.UNREADABLE, "C",
    ]  # fmt: skip


@pytest.mark.parametrize("head", [sample.sample()[:200], b"\xef\xbb\xbf \n" + sample.sample()[:200]])
def test_an_export_is_known_by_how_it_begins(head: bytes) -> None:
    assert is_monica(head)


@pytest.mark.parametrize("head", [b"", b"BEGIN:VCARD", b"[1]", b'{"name": "x"}', b'name,"account"'])
def test_other_files_begin_otherwise(head: bytes) -> None:
    assert not is_monica(head)


def read(export: Any) -> list[Record]:
    return list(MonicaReader().read(io.BytesIO(json.dumps(export).encode())))


def person_in(records: list[Record], uid: str) -> PersonRecord:
    [found] = [each for each in records if isinstance(each, PersonRecord) and each.uid == uid]
    return found


def moments_in(records: list[Record]) -> list[MomentRecord]:
    return [each for each in records if isinstance(each, MomentRecord)]
