"""Translations without system gettext: extract with Babel, keep in .po files, compile to .mo.

Each part of the project has a catalogue of its own under `locale/<part>/`: the apps by name, and `netzwerk` for the
project, its core and the templates that belong to no app. `de` is the formal German, `de_DU` holds only the sentences
that differ when the reader is addressed as du; compiled, it holds the others, too. Left to gettext, the words of
other packages would come before our formal ones.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

FORMAL, INFORMAL = "de", "de_DU"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
PARTS = (
    "netzwerk",
    "accounts",
    "contacts",
    "goals",
    "networks",
    "matching",
    "reminders",
    "transfer",
    "today",
)
# allauth's pages and mails belong to accounts.
TEMPLATE_FOLDERS = {"account": "accounts", "mfa": "accounts", "socialaccount": "accounts", "components": "netzwerk"}


@dataclass(frozen=True)
class Problem:
    """Something that keeps a catalogue from being complete."""

    catalogue: str
    text: str


def update_catalogues(root: Path, part: str = "") -> None:
    """Bring the .po files of one part, or of all, in line with the sources; translations that exist stay."""
    for name in [part] if part else _parts(root):
        _update_part(root, name)


def _update_part(root: Path, part: str) -> None:
    template = extract_part(root, part)
    formal = _load(root, part, FORMAL)
    formal.update(template, no_fuzzy_matching=True)
    formal.obsolete.clear()
    _save(root, part, FORMAL, formal)
    informal = _load(root, part, INFORMAL)
    for message in list(informal):
        if message.id and template.get(message.id, message.context) is None:
            informal.delete(message.id, message.context)
    informal.obsolete.clear()
    _save(root, part, INFORMAL, informal)


def check_catalogues(root: Path, part: str = "") -> list[Problem]:
    """Return what is missing, stale, fuzzy or uses other placeholders than its source."""
    return [problem for name in ([part] if part else _parts(root)) for problem in _check_part(root, name)]


def compile_catalogues(root: Path) -> int:
    """Write a .mo beside each .po; return how many."""
    paths = sorted((root / "locale").glob("*/*/LC_MESSAGES/django.po"))
    catalogs = {path: _read(path) for path in paths}
    informal = [message for path in paths if _is_informal(path) for message in catalogs[path] if message.id]
    for path in paths:
        catalog = catalogs[path]
        if _is_informal(path):
            catalog = _read(_po_path(root, path.parts[-4], FORMAL))
            # Also what another part says as du: all parts end in one catalogue, and the last one wins.
            for message in informal:
                if known := catalog.get(message.id, message.context):
                    known.string = message.string
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalog)
    return len(paths)


def _is_informal(path: Path) -> bool:
    return path.parts[-3] == INFORMAL


def extract_part(root: Path, part: str) -> Catalog:
    """Return a catalogue of all translatable sentences of one part, with the files they stand in."""
    catalog = _empty()
    for path, source in _sources(root, part):
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def _parts(root: Path) -> list[str]:
    return [part for part in PARTS if (root / part).is_dir()]


def _sources(root: Path, part: str) -> Iterator[tuple[str, str]]:
    for path in sorted((root / part).rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(root)), path.read_text("utf-8")
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file() and _template_part(path.relative_to(root / "templates")) == part:
            name = str(path.relative_to(root))
            yield name, "\n".join(_calls(templatize(path.read_text("utf-8"), origin=name)))


def _calls(templatized: str) -> Iterator[str]:
    """Yield the gettext calls that `templatize` writes between its filler, which is no valid Python."""
    for match in _CALL.finditer(templatized):
        yield f"{match[1]}({match[2]})"


def _template_part(path: Path) -> str:
    if len(path.parts) == 1:
        return "netzwerk"
    folder = TEMPLATE_FOLDERS.get(path.parts[0], path.parts[0])
    return folder if folder in PARTS else "netzwerk"


def _check_part(root: Path, part: str) -> Iterator[Problem]:
    name = f"{part}/{FORMAL}"
    wanted, formal, informal = (
        extract_part(root, part),
        _load(root, part, FORMAL),
        _load(root, part, INFORMAL),
    )
    for message in wanted:
        if message.id:
            known = formal.get(message.id, message.context)
            if known is None or not _is_translated(known):
                yield Problem(name, f"not translated: {message.id!r}")
    for catalog, label in ((formal, name), (informal, f"{part}/{INFORMAL}")):
        yield from _check_messages(catalog, wanted, label)


def _check_messages(catalog: Catalog, wanted: Catalog, name: str) -> Iterator[Problem]:
    for message in catalog:
        if not message.id:
            continue
        if wanted.get(message.id, message.context) is None:
            yield Problem(name, f"no longer in the sources: {message.id!r}")
        if message.fuzzy:
            yield Problem(name, f"fuzzy: {message.id!r}")
        for error in message.check(catalog):
            yield Problem(name, f"{error}: {message.id!r}")


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(texts) and all(texts)


def _empty() -> Catalog:
    # A fixed date: a file changes only when a sentence does.
    return Catalog(
        locale=FORMAL, project="Netzwerk", charset="utf-8", fuzzy=False, creation_date=BEGINNING,
        revision_date=BEGINNING, header_comment="# German translations of Netzwerk.", last_translator="Netzwerk",
        language_team="German", msgid_bugs_address="",
    )  # fmt: skip


def _po_path(root: Path, part: str, locale: str) -> Path:
    return root / "locale" / part / locale / "LC_MESSAGES" / "django.po"


def _load(root: Path, part: str, locale: str) -> Catalog:
    path = _po_path(root, part, locale)
    return _read(path) if path.exists() else _empty()


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=FORMAL)


def _save(root: Path, part: str, locale: str, catalog: Catalog) -> None:
    path = _po_path(root, part, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=110, omit_header=False, sort_output=True, no_location=True)
