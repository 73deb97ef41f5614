"""Write the published schema of exports into the papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from transfer.archive import build_schema

PAPER = Path(settings.BASE_DIR) / "docs" / "export-schema-1.json"


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(build_schema(), indent=1, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """`manage.py export_schema`: whoever changes a model runs it, and commits what it writes."""

    help = "Write docs/export-schema-1.json anew from the models."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Write the file and say where."""
        PAPER.write_text(schema_text())
        self.stdout.write(str(PAPER))
