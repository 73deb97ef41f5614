"""The export of everything: one ZIP, written as a stream from one picture of the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone, translation

from accounts.models import User
from contacts.services.photos import photo_storage
from netzwerk.core.opening import open_once
from transfer.archive.account import FILE as ACCOUNT
from transfer.archive.account import read_settings
from transfer.archive.copies import Copy, copies_of
from transfer.archive.photos import photo_names
from transfer.archive.readme import readme_text
from transfer.archive.schema import build_schema
from transfer.archive.snapshot import Interrupt, one_picture
from transfer.archive.sql import PHOTOS, count_rows, lines_of
from transfer.archive.tables import Table, all_tables

FORMAT = "netzwerk-export"
VERSION = 1
MANIFEST = "manifest.json"
CHUNK = 2**16
# After so many rows it is noted how far the job is, which holds the job: a large table lasts longer than a lease.
NOTED_AFTER = 5_000

# Called with how much is written, and how much there is.
Progress = Callable[[int, int], None]


def write_everything(owner: User, stream: BinaryIO, *, on_progress: Progress) -> dict[str, int]:
    """Write all that is stored for an owner into `stream` as a ZIP, and return how many rows each table has.

    Everything is read in one transaction that sees the database as it was at its beginning, so what is written fits
    together, whatever is changed meanwhile. Call it outside of any transaction; inside one, it sees what that one sees.
    `on_progress` runs in a transaction of its own, so it may note how far the job is; what it raises ends the export.
    """
    with translation.override(owner.language), one_picture(owner) as interrupt:
        archive = _Archive(owner, ZipFile(stream, "w", ZIP_DEFLATED), interrupt, on_progress)
        with archive.zip:
            archive.write()
    return archive.counts


def photo_member(name: str) -> str:
    """Return where the photo of this storage name lies in the ZIP."""
    return PHOTOS + name.rpartition("/")[2]


def fingerprint_of(owner: User) -> str:
    """Return the word by which an account knows its own exports; it tells nothing else."""
    return sha256(f"netzwerk-account {owner.files_id}".encode()).hexdigest()[:32]


@dataclass
class _Archive:
    owner: User
    zip: ZipFile
    interrupt: Interrupt
    on_progress: Progress
    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: int = 0
    total: int = 0

    def write(self) -> None:
        """Write every file, the manifest last, as it says what the others are."""
        photos, copies = photo_names(self.owner), copies_of(self.owner)
        rows = sum(count_rows(self.owner, table) for table in all_tables())
        self.total = len(photos) + rows + sum(copy.rows.count() for copy in copies)
        self._put("README.txt", readme_text().encode())
        self._put(ACCOUNT, _json_bytes(read_settings(self.owner)))
        self._put("schema.json", _json_bytes(build_schema()))
        for table in all_tables():
            self._put_table(table)
        self._put_photos(photos)
        for copy in copies:
            self._put_copy(copy)
        self.zip.writestr(_entry(MANIFEST), _json_bytes(self._manifest(timezone.now())))

    def _put_table(self, table: Table) -> None:
        rows = noted = 0
        with self._member(table.file) as file:
            for chunk, count in _in_chunks(lines_of(self.owner, table)):
                file.write(chunk)
                rows += count
                noted += count
                if noted >= NOTED_AFTER:
                    self._go_on(noted)
                    noted = 0
        self.counts[table.name] = self.files[table.file]["rows"] = rows
        self._go_on(noted)

    def _put_copy(self, copy: Copy) -> None:
        before = self.done

        @contextmanager
        def turn(written: int) -> Iterator[None]:
            self._go_on(before + written - self.done)
            yield

        with self._member(copy.name) as file:
            copy.write(file, turn)  # type: ignore[arg-type]  # all that writers ask of a file

    def _put_photos(self, names: list[str]) -> None:
        for place, name in enumerate(names, 1):
            try:
                with open_once(photo_storage(), name) as photo:
                    content = photo.read()
            except FileNotFoundError:
                continue
            # A photo is packed already.
            self._put(photo_member(name), content, ZIP_STORED)
            if place % 100 == 0:
                self._go_on(100)
        self._go_on(len(names) % 100)

    def _put(self, name: str, content: bytes, packing: int = ZIP_DEFLATED) -> None:
        with self._member(name, packing) as file:
            file.write(content)

    @contextmanager
    def _member(self, name: str, packing: int = ZIP_DEFLATED) -> Iterator[_Noted]:
        with self.zip.open(_entry(name, packing), "w", force_zip64=True) as raw:
            noted = _Noted(raw)
            yield noted
        self.files[name] = {"bytes": noted.size, "sha256": noted.digest.hexdigest()}

    def _go_on(self, count: int) -> None:
        self.done += count
        self.interrupt(lambda: self.on_progress(self.done, self.total))

    def _manifest(self, now: datetime) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "made_at": now.isoformat(timespec="seconds"),
            "product": {"name": "Netzwerk", "version": product_version()},
            "account": fingerprint_of(self.owner),
            "rows": self.counts,
            "photos": sum(name.startswith(PHOTOS) for name in self.files),
            "files": self.files,
        }


class _Noted:
    """A file that notes how much was written into it, and the checksum of that."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest, self.size = file, sha256(), 0

    def write(self, content: bytes) -> int:
        """Write and note."""
        self.digest.update(content)
        self.size += len(content)
        return self._file.write(content)

    def writable(self) -> bool:
        """Tell that it can be written: text wrappers ask."""
        return True

    def readable(self) -> bool:
        """Tell that nothing can be read."""
        return False

    def seekable(self) -> bool:
        """Tell that there is no way back."""
        return False

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._file.closed

    def flush(self) -> None:
        """Hold nothing back."""

    def close(self) -> None:
        """Leave the closing to the archive."""


def product_version() -> str:
    """Return the version of the program that is installed."""
    try:
        return version("netzwerk")
    except PackageNotFoundError:
        return "0"


def _in_chunks(lines: Iterator[str]) -> Iterator[tuple[bytes, int]]:
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= CHUNK:
            yield ("\n".join(waiting) + "\n").encode(), len(waiting)
            waiting, size = [], 0
    if waiting:
        yield ("\n".join(waiting) + "\n").encode(), len(waiting)


def _entry(name: str, packing: int = ZIP_DEFLATED) -> ZipInfo:
    now = timezone.localtime()
    entry = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = packing
    entry.external_attr = 0o600 << 16
    return entry


def _json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
