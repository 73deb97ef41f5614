"""An export of everything, opened: what is in it is believed only after a look."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import sha256
from io import BufferedReader
from typing import IO, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from contacts.pictures import MOST_BYTES
from transfer.archive.account import FILE as ACCOUNT
from transfer.archive.account import accepts_settings
from transfer.archive.photos import MEMBER
from transfer.archive.problems import ArchiveError, Problem
from transfer.archive.tables import Table, all_tables
from transfer.archive.writing import FORMAT, MANIFEST, VERSION
from transfer.zips import DirectoryTooLargeError, open_zip

# The largest file that is taken, packed; what a book of 50,000 people with photos needs, and some more.
MOST_BYTES_PACKED = 2**30
MOST_BYTES_UNPACKED = 8 * 2**30
MOST_FILES = 200_000
# The list of so many files is in memory as a whole.
DIRECTORY_BYTES = 20 * 2**20
MOST_ROWS = 3_000_000
# How many times larger a file may become that becomes so large: rows that are much alike pack to a thirtieth. A smaller
# one may pack better, as a card with an empty photo does.
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 256 * 2**20
LONGEST_LINE = 32 * 2**20
# After so many photos whoever reads says that they are still at it.
PHOTOS_AT_ONCE = 500
LONGEST_JSON = 8 * 2**20
BUFFER = 2**18
_ENCRYPTED = 0x1


class OpenArchive:
    """The ZIP of an export; its names are never used as paths, and what it holds beside our files is passed over."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = open_zip(cast(BinaryIO, file), directory_bytes=DIRECTORY_BYTES)
        except DirectoryTooLargeError as error:
            raise ArchiveError(Problem.TOO_MANY_FILES) from error
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ArchiveError(Problem.NOT_A_ZIP) from error
        self._entries = _entries_of(self._zip)
        # Tables whose rows were all read once, and found right.
        self.looked_at: set[str] = set()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the file says of itself. Raises `ArchiveError` for what is none of ours, or from a later version."""
        said = self._json(MANIFEST, Problem.NOT_OURS)
        if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("version"), int):
            raise ArchiveError(Problem.NOT_OURS)
        if said["version"] > VERSION:
            raise ArchiveError(Problem.NEWER)
        files, account = said.get("files"), said.get("account")
        if not isinstance(files, dict) or not isinstance(account, str) or not 0 < len(account) <= 100:
            raise ArchiveError(Problem.DAMAGED, file=MANIFEST)
        if not all(isinstance(noted, dict) for noted in files.values()):
            raise ArchiveError(Problem.DAMAGED, file=MANIFEST)
        return said

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The settings of the account that wrote the file."""
        said = self._json(ACCOUNT, Problem.DAMAGED)
        if not accepts_settings(said):
            raise ArchiveError(Problem.BAD_SETTINGS, file=ACCOUNT)
        return dict(said)

    def tables(self) -> list[Table]:
        """Return the tables that are in the file, each behind those that it points at."""
        return [table for table in all_tables() if table.file in self._entries]

    def check_files(self, hold: Callable[[], None]) -> None:
        """Look whether each file of ours is there and what the manifest says; raises `ArchiveError`.

        Rows and photos are looked at while they are read. `hold` is called every now and then: many photos take long.
        """
        noted = self.manifest["files"]
        for name in [*noted, *(table.file for table in self.tables())]:
            if _is_ours(name) and (name not in self._entries or name not in noted):
                raise ArchiveError(Problem.DAMAGED, file=name)
        for place, name in enumerate(filter(MEMBER.fullmatch, noted), 1):
            if not self._is_whole(name):
                raise ArchiveError(Problem.DAMAGED, file=name)
            if place % PHOTOS_AT_ONCE == 0:
                hold()
        _ = self.settings

    def rows_of(self, table: Table) -> int:
        """Return how many rows the manifest says that a table has."""
        rows = self.manifest["files"].get(table.file, {}).get("rows", 0)
        return rows if isinstance(rows, int) and 0 <= rows <= MOST_ROWS else 0

    def lines(self, table: Table, *, skip: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the lines of a table with their numbers, from 1, without the first `skip`.

        Raises `ArchiveError` at the end when it was not what the manifest says.
        """
        digest, number = sha256(), 0
        with self._opened(table.file) as file:
            lines = BufferedReader(file, BUFFER)  # type: ignore[type-var]  # the ZIP's own readline is slow
            while line := _read(lines, LONGEST_LINE + 1, table.file):
                number += 1
                digest.update(line)
                if len(line) > LONGEST_LINE:
                    raise ArchiveError(Problem.LINE_TOO_LONG, file=table.file, line=number)
                if number > skip:
                    yield number, line
        noted = self.manifest["files"].get(table.file, {})
        if digest.hexdigest() != noted.get("sha256") or number != noted.get("rows"):
            raise ArchiveError(Problem.DAMAGED, file=table.file)

    def photo(self, member: str) -> bytes | None:
        """Return the bytes of a photo; None where there is none, or one that is too large."""
        entry = self._entries.get(member)
        if entry is None or not MEMBER.fullmatch(member) or entry.file_size > MOST_BYTES:
            return None
        with self._opened(member) as file:
            return _read_all(file, MOST_BYTES, member)

    def _json(self, name: str, missing: Problem) -> Any:
        entry = self._entries.get(name)
        if entry is None or entry.file_size > LONGEST_JSON:
            raise ArchiveError(missing, file=name)
        with self._opened(name) as file:
            content = _read_all(file, LONGEST_JSON, name)
        if name != MANIFEST and sha256(content).hexdigest() != self.manifest["files"].get(name, {}).get("sha256"):
            raise ArchiveError(Problem.DAMAGED, file=name)
        try:
            return read_json(content)
        except ValueError as error:
            raise ArchiveError(missing, file=name) from error

    def _is_whole(self, name: str) -> bool:
        digest = sha256()
        with self._opened(name) as file:
            while chunk := _read(file, 2**16, name, whole_line=False):
                digest.update(chunk)
        return bool(digest.hexdigest() == self.manifest["files"][name].get("sha256"))

    def _opened(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(self._entries[name])
        except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
            raise ArchiveError(Problem.DAMAGED, file=name) from error


def read_json(content: bytes) -> Any:
    """Return what JSON says; raises `ValueError` for what is none, too deep, or no number."""
    try:
        # Halves of pairs of UTF-16 are found, and refused, where texts are looked at.
        return _DECODER.decode(content.decode("utf-8", "surrogatepass"))
    except RecursionError as error:
        raise ValueError("too deep") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


# One for all lines: to make it costs as much as to read a short one.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _entries_of(zip_file: ZipFile) -> dict[str, ZipInfo]:
    infos = zip_file.infolist()
    if len(infos) > MOST_FILES:
        raise ArchiveError(Problem.TOO_MANY_FILES)
    if sum(info.file_size for info in infos) > MOST_BYTES_UNPACKED:
        raise ArchiveError(Problem.TOO_LARGE)
    entries: dict[str, ZipInfo] = {}
    for info in infos:
        if not _is_ours(info.filename):
            continue
        is_readable = not info.flag_bits & _ENCRYPTED and info.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        if not is_readable or info.filename in entries:
            raise ArchiveError(Problem.DAMAGED, file=info.filename)
        if info.file_size > max(RATIO_COUNTS_FROM, info.compress_size * LARGEST_RATIO):
            raise ArchiveError(Problem.TOO_LARGE, file=info.filename)
        entries[info.filename] = info
    return entries


def _is_ours(name: str) -> bool:
    return name in (MANIFEST, ACCOUNT) or name in _table_files() or bool(MEMBER.fullmatch(name))


def _table_files() -> set[str]:
    return {table.file for table in all_tables()}


def _read(file: IO[bytes], most: int, name: str, *, whole_line: bool = True) -> bytes:
    try:
        return file.readline(most) if whole_line else file.read(most)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise ArchiveError(Problem.DAMAGED, file=name) from error


def _read_all(file: IO[bytes], most: int, name: str) -> bytes:
    content = _read(file, most + 1, name, whole_line=False)
    if len(content) > most:
        raise ArchiveError(Problem.TOO_LARGE, file=name)
    return content
