"""Real files all the way in, from the folder that NETZWERK_CORPUS names; a table says what became of each source."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.transfer.files import counts_of, read_in
from transfer.models import Import, ImportRow, SourceCard
from transfer.records import Reason

CORPUS = os.environ.get("NETZWERK_CORPUS", "")
KINDS = (".vcf", ".vcard", ".csv", ".xlsx", ".json", ".zip")


if CORPUS:
    FOLDERS = sorted({path.parent for path in Path(CORPUS).rglob("*") if path.suffix.lower() in KINDS})

    @pytest.mark.corpus
    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(CORPUS)))
    def test_every_record_comes_in_once_or_is_reported(
        alice: User, media: Path, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        files = refused = asking = 0
        for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in KINDS):
            files += 1
            data = path.read_bytes()
            imported = read_in(alice, data, names=[path.name])
            if imported.state == Import.State.ASKING:
                asking += 1
                continue
            if imported.state == Import.State.FAILED:
                refused += 1
                assert Reason(imported.failure).is_about_file, path
                continue
            assert imported.state == Import.State.DONE, path
            dealt_with = sum(counts_of(imported)) + imported.changed_count
            assert dealt_with + imported.moment_count + imported.tie_count == imported.total, path
            assert counts_of(read_in(alice, data, names=[path.name]))[0] == 0, path
        with acting_as(alice):
            imports = Import.objects.for_user(alice)
            assert Contact.objects.count() == sum(one.created_count for one in imports)
            assert SourceCard.objects.values("contact").distinct().count() == Contact.objects.count()
            broken = ImportRow.objects.filter(finding="broken")
            reasons = sorted(set(broken.values_list("reason", flat=True)))
            told = f"{Contact.objects.count():5} came in, {broken.count() // 2:3} reported {reasons}"
        with capsys.disabled():
            print(f"\n{folder.relative_to(CORPUS)!s:40} {files:4} files, {refused} refused, {asking} asking; {told}")  # noqa: T201
