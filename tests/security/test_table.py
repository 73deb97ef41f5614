"""The table of ASVS: whatever it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TABLE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
_FILE = r"`((?:tests/|netzwerk/|accounts/|transfer/)?[\w*/.]+(?:\.py|\*)(?:::\w+)?)`"
NAMED = sorted(set(re.findall(_FILE, TABLE)))


@pytest.mark.parametrize("named", NAMED)
def test_files_and_tests_of_the_table_exist(named: str) -> None:
    path, _, test = named.partition("::")
    found = [file for file in ROOT.glob(path if "/" in path else f"tests/**/{path}") if ".venv" not in file.parts]
    assert found
    assert not test or any(f"def {test}(" in file.read_text(encoding="utf-8") for file in found)


@pytest.mark.parametrize("linked", sorted(set(re.findall(r"\]\((?!http)([^)#]+)", TABLE))))
def test_papers_that_the_table_links_to_exist(linked: str) -> None:
    assert (ROOT / "docs" / linked).exists()


def test_the_table_names_tests_at_all() -> None:
    assert len(NAMED) > 30
