"""Room on the disk for files that are being received, made or read; what lies there belongs to a process that runs."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

# No request or task lasts that long: whoever wrote an older file was killed.
DEAD_AFTER = 24 * 3600


def scratch_folder() -> Path:
    """Return a folder for temporary files, made when it is missing.

    The system's own may lie in memory, where a large file would count as the process's. The first look of a process
    clears away what dead ones left.
    """
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(folder)
    return folder


@cache
def _clear(folder: Path) -> None:
    too_old = time.time() - DEAD_AFTER
    for file in folder.iterdir():
        with suppress(OSError):  # gone meanwhile, or no file
            if file.stat().st_mtime < too_old:
                file.unlink()
