"""What the user says about the columns of a table: kept by its headings, and read once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.transfer_makers import make_asking
from transfer import services
from transfer.models import ColumnMapping, Import, ImportFile, ImportRow
from transfer.tables import TableMapping, detect

TABLE = "Wer;Wo;Punkte\nAnna Blum;Blum KG;3\n"
SAID = TableMapping({0: "name", 1: "organisation", 2: ""})


@pytest.fixture
def asking(alice: User, media: Path) -> Iterator[ImportFile]:
    """An import of Alice that waits for an answer about its table."""
    with acting_as(alice):
        yield make_asking(alice, TABLE)


def test_what_was_said_is_kept_and_the_file_is_read_once_more(alice: User, asking: ImportFile) -> None:
    imported = services.answer_columns(imported=asking.imported, file=asking, columns=SAID, signature="a" * 64)

    asking.refresh_from_db()
    assert imported.state == Import.State.READING
    assert TableMapping.from_json(asking.mapping) == SAID
    assert services.saved_mapping(owner=alice, signature="a" * 64) == SAID
    assert Job.objects.filter(kind="import", object_id=imported.pk).count() == 1


def test_said_again_it_replaces_what_was_said_before(alice: User, asking: ImportFile) -> None:
    services.answer_columns(imported=asking.imported, file=asking, columns=SAID, signature="a" * 64)
    Import.objects.update(state=Import.State.READY)
    other = TableMapping({0: "nickname"}, has_header=False)
    services.answer_columns(imported=asking.imported, file=asking, columns=other, signature="a" * 64)
    assert ColumnMapping.objects.count() == 1
    assert services.saved_mapping(owner=alice, signature="a" * 64) == other


def test_a_table_without_headings_is_not_known_again(alice: User, asking: ImportFile) -> None:
    services.answer_columns(imported=asking.imported, file=asking, columns=SAID)
    assert not ColumnMapping.objects.exists()
    assert services.saved_mapping(owner=alice, signature="") is None


def test_the_rows_of_the_file_are_dropped_and_those_of_others_stay(alice: User, asking: ImportFile) -> None:
    other = ImportFile.objects.create(owner=alice, imported=asking.imported, place=1, name="b.vcf", position=1)
    for number, file in enumerate((asking, other), 1):
        ImportRow.objects.create(
            owner=alice,
            imported=asking.imported,
            file=file,
            number=number,
            place=1,
            finding="new",
            record={"name": "A"},
        )
    Import.objects.update(position=2, new_count=2, state=Import.State.READY)
    ImportFile.objects.update(position=1, is_read=True)
    imported = services.answer_columns(imported=asking.imported, file=asking, columns=SAID)
    assert list(ImportRow.objects.values_list("number", flat=True)) == [2]
    assert (imported.position, imported.new_count) == (1, 1)


@pytest.mark.parametrize("state", [Import.State.ACCEPTING, Import.State.DONE, Import.State.UNDONE, Import.State.FAILED])
def test_what_has_come_in_is_not_read_once_more(asking: ImportFile, state: str) -> None:
    Import.objects.update(state=state)
    with pytest.raises(services.TooLateToAnswerError):
        services.answer_columns(imported=asking.imported, file=asking, columns=SAID)


def test_without_its_file_nothing_can_be_said(asking: ImportFile) -> None:
    ImportFile.objects.update(file="")
    with pytest.raises(services.TooLateToAnswerError):
        services.answer_columns(imported=asking.imported, file=asking, columns=SAID)


def test_what_one_user_said_is_unknown_to_another(charlie: User, asking: ImportFile) -> None:
    services.answer_columns(imported=asking.imported, file=asking, columns=SAID, signature="a" * 64)
    with acting_as(charlie):
        assert services.saved_mapping(owner=charlie, signature="a" * 64) is None


def test_nonsense_that_is_stored_is_no_answer(alice: User, media: Path) -> None:
    with acting_as(alice):
        ColumnMapping.objects.create(owner=alice, signature="a" * 64, columns={"0": "name"})
        assert services.saved_mapping(owner=alice, signature="a" * 64) is None


def test_the_signature_is_that_of_the_headings() -> None:
    one, other = (detect(text.encode(), "a.csv") for text in (TABLE, TABLE.replace("Anna", "Bert")))
    assert one and other and one.signature == other.signature
