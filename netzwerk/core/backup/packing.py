"""The file of a backup: a plain tar, so that it can be opened by hand, written in one go and read back with digests."""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from netzwerk.core.backup.manifest import Manifest, Part, read_manifest
from netzwerk.core.backup.problems import BackupError

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
CHUNK = 1024 * 1024
BLOCK = tarfile.BLOCKSIZE
DAMAGED = "This backup is damaged: {}. Nothing was changed. Take another copy of it, or an older one."


class Packer:
    """Writes parts whose length nobody knows before: each header is filled in once its part is there."""

    def __init__(self, file: BinaryIO, mtime: int) -> None:
        self.file, self.mtime = file, mtime
        self.parts: list[Part] = []

    def add(self, name: str, chunks: Iterable[bytes]) -> Part:
        """Write one part and return what the manifest says of it."""
        start, digest, size = self.file.tell(), hashlib.sha256(), 0
        self.file.write(bytes(len(self._header(name, 0))))
        for chunk in chunks:
            self.file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        self.file.write(bytes(-size % BLOCK))
        end = self.file.tell()
        self.file.seek(start)
        self.file.write(self._header(name, size))
        self.file.seek(end)
        part = Part(name, size, digest.hexdigest())
        self.parts.append(part)
        return part

    def close(self, manifest: Manifest) -> None:
        """Write the manifest, a digest of it, and the end of the tar."""
        text = manifest.as_json()
        self.add(MANIFEST, [text])
        self.add(SEAL, [hashlib.sha256(text).hexdigest().encode()])
        self.file.write(bytes(2 * BLOCK))

    def _header(self, name: str, size: int) -> bytes:
        header = tarfile.TarInfo(name)
        header.size, header.mode, header.mtime = size, 0o600, self.mtime
        # A length that needs more than the usual digits fits the same place in this format.
        return header.tobuf(tarfile.GNU_FORMAT)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file that appears under its name whole or not at all, readable by its owner alone.

    Each has a partial file of its own, so two backups at once under one name leave one of them whole. Raises
    `BackupError` where it cannot be made or written: no right to, no room, a disk that went away.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    except OSError as error:
        raise _not_made(error, path) from error
    partial = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except BaseException as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _not_made(error, path) from error
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    with suppress(OSError):  # some network file systems cannot
        os.fsync(folder)
    os.close(folder)


def _not_made(error: OSError, path: Path) -> BackupError:
    why = f"{error.strerror or type(error).__name__} ({error.filename or path})"
    return BackupError(f"The backup was not made: {why}.")


class Opened:
    """A backup whose manifest has been read, and whose parts can be."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members = {member.name: member for member in tar.getmembers()}
        text = self._read_small(MANIFEST)
        if hashlib.sha256(text).hexdigest().encode() != self._read_small(SEAL):
            raise BackupError(DAMAGED.format("its list of contents is not what was written"))
        self.manifest = read_manifest(text)

    def part(self, name: str) -> IO[bytes]:
        """Return a part, to be read."""
        member = self.members.get(name)
        file = self.tar.extractfile(member) if member is not None else None
        if file is None:
            raise BackupError(DAMAGED.format(f"{name} is missing"))
        return file

    def verify(self) -> None:
        """Read everything once; raises `BackupError` where a part is not what was written."""
        for part in self.manifest.parts:
            if _digest_of(self.part(part.name)) != part.sha256:
                raise BackupError(DAMAGED.format(f"{part.name} is not what was written"))

    def _read_small(self, name: str) -> bytes:
        with self.part(name) as file:
            return file.read()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a backup; raises `BackupError` for what is none, or cut off."""
    try:
        tar = tarfile.open(path, "r:")  # noqa: SIM115 - closed below
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{path} cannot be read as a backup.") from error
    with tar:
        try:
            found = Opened(tar)
        except tarfile.TarError as error:
            raise BackupError(DAMAGED.format("it is cut off")) from error
        yield found


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file piece by piece."""
    while chunk := file.read(CHUNK):
        yield chunk


def _digest_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    with file:
        try:
            for chunk in chunks_of(file):
                digest.update(chunk)
        except tarfile.TarError as error:
            raise BackupError(DAMAGED.format("it is cut off")) from error
    return digest.hexdigest()
