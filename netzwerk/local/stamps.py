"""Stamps: a step is skipped while the files it depends on are what they were."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(paths: Iterable[Path]) -> str:
    """Return one digest of the names and contents of these files; a folder counts with all files below it."""
    found = hashlib.sha256()
    for path in sorted(file for given in paths for file in _files(given)):
        found.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def is_fresh(stamp: Path, digest: str) -> bool:
    """Tell whether the step was done with exactly these files."""
    return stamp.exists() and stamp.read_text() == digest


def write_stamp(stamp: Path, digest: str) -> None:
    """Note that the step is done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def _files(path: Path) -> Iterable[Path]:
    return (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
