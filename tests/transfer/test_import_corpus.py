"""Real address books all the way in, from the folder that NETZWERK_CORPUS names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.transfer.files import counts_of, read_in
from transfer.models import BrokenCard, Import, SourceCard
from transfer.records import Reason
from transfer.vcard import VCardReader

CORPUS = os.environ.get("NETZWERK_CORPUS")


def _records_in(path: Path) -> int:
    with path.open("rb") as stream:
        return VCardReader().count(stream)


if CORPUS:
    FOLDERS = sorted({path.parent for path in Path(CORPUS).rglob("*.vcf")})

    @pytest.mark.corpus
    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
    def test_every_card_comes_in_once_or_is_reported(alice: User, media: Path, folder: Path) -> None:
        for path in sorted(folder.glob("*.vcf")):
            imported = read_in(alice, path.read_bytes())

            if imported.state == Import.State.FAILED:
                assert Reason(imported.failure).is_about_file, path
                continue
            assert imported.state == Import.State.DONE, path
            assert sum(counts_of(imported)) + imported.completed_count == imported.total == _records_in(path), path
            assert counts_of(read_in(alice, path.read_bytes()))[0] == 0, path
        with acting_as(alice):
            imports = Import.objects.for_user(alice)
            # A card that completes somebody is kept with them, beside the one that brought them.
            assert Contact.objects.count() == sum(one.created_count for one in imports)
            assert SourceCard.objects.values("contact").distinct().count() == Contact.objects.count()
            assert BrokenCard.objects.count() == sum(one.broken_count for one in imports)
