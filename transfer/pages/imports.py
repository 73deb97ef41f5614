"""What the pages of imports show: one page for each state, and the preview row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.quotas import FullError, Quota, use_of
from accounts.words import Choice, full_sentence
from contacts.models import Contact, Tag
from contacts.services.completing import fetch_known, news_of
from transfer.models import Import, ImportRow
from transfer.queries.differing import FIELDS_BY_KEY
from transfer.queries.imports import (
    can_be_undone,
    count_decisions,
    count_happened,
    count_photos_coming,
    happenings_found,
    kept_rows,
    people_found,
    undo_until,
)
from transfer.queries.namesakes import perhaps_same
from transfer.records import PersonRecord
from transfer.records.stored import read_person
from transfer.services.details import details_of
from transfer.words.failures import failure_sentence, reason_sentence
from transfer.words.findings import (
    coming_words,
    field_label,
    field_words,
    gains_words,
    kept_sentence,
    perhaps_same_words,
    telling_line,
    why_known,
)
from transfer.words.happenings import happening_words
from transfer.words.left_out import left_out_words
from transfer.words.photos import coming_photos_sentence, photos_left_out_sentences

PAGE = 50
Finding, State = ImportRow.Finding, Import.State
TOLD, LEFT = "told", "left"
LONGEST_NAME = 120
MOST_TAGS_A_DAY = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the preview asks for: which tab, behind which number, and for whom by name."""

    show: str = ""
    after: int = 0
    name: str = ""

    def query(self, **changed: Any) -> str:
        """Return the part of an address that asks for this."""
        said = {"show": self.show, "q": self.name, **changed}
        return "?" + urlencode({key: value for key, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the preview."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field that both sides know, and not the same."""

    key: str
    label: str
    ours: str
    theirs: str
    takes_file: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the preview shows it."""

    row: ImportRow
    line: str = ""
    why: SafeString | str = ""
    fields: Sequence[FieldChoice] = field(default_factory=tuple)
    gains: str = ""
    file_name: str = ""

    @property
    def can_be_new(self) -> bool:
        """Whether somebody who seems to be known can come in as a new person."""
        return self.row.finding in {Finding.FILLS, Finding.DIFFERS, Finding.KNOWN}

    @property
    def can_be_left_out(self) -> bool:
        """Whether there is anything to leave out."""
        return self.row.finding in {Finding.NEW, Finding.FILLS, Finding.DIFFERS}


def tabs_of(imported: Import) -> list[Tab]:
    """Return the parts of a preview that hold something; the first of them is shown unasked."""
    counts = (
        (Finding.NEW, _("New"), imported.new_count),
        (Finding.FILLS, _("Gain something"), imported.fills_count),
        (Finding.DIFFERS, _("To merge"), imported.differs_count),
        (Finding.KNOWN, _("There already"), imported.known_count),
        (TOLD, _("Moments and ties"), imported.moment_count + imported.tie_count),
        (Finding.BROKEN, _("Broken"), imported.broken_count),
        (LEFT, _("No place here"), sum(imported.left_out.values())),
    )
    return [Tab(str(key), label, count) for key, label, count in counts if count]


def page_of(imported: Import, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """Return the context of an import's page, by its state; the number of queries does not depend on the rows."""
    context: dict[str, Any] = {"imported": imported, "template": TEMPLATES[imported.state]}
    if imported.state == State.READY:
        return {**context, **_preview(imported, asked, now)}
    if imported.state in {State.FAILED, State.ASKING}:
        files = [(file, failure_sentence(file.failure) if file.failure else "") for file in imported.files.all()]
        waiting = next((file for file, _why in files if not file.is_read and not file.failure), None)
        return {**context, "failure": failure_sentence(imported.failure), "files": files, "waiting": waiting}
    if imported.state == State.DONE:
        until = undo_until(imported)
        can_undo = can_be_undone(imported, now=now)
        happened = count_happened(imported)
        context |= {"until": until, "can_undo": can_undo, "happened": happened, **_broken(imported, asked)}
        return {**context, "photos_left_out": photos_left_out_sentences(imported.left_out)}
    if imported.state == State.UNDONE:
        return {**context, **_kept(imported, asked)}
    return {**context, **_progress(imported)}


TEMPLATES: dict[str, str] = {
    State.READING: "transfer/_import_progress.html",
    State.ACCEPTING: "transfer/_import_progress.html",
    State.UNDOING: "transfer/_import_progress.html",
    State.ASKING: "transfer/_import_asking.html",
    State.READY: "transfer/_import_preview.html",
    State.DONE: "transfer/_import_done.html",
    State.FAILED: "transfer/_import_failed.html",
    State.UNDONE: "transfer/_import_undone.html",
}


def tag_by_default(owner: User, day: date) -> str:
    """Return what the tag of an import is called unless the user says otherwise: that of no other one; one query."""
    first = _("Import, %(date)s") % {"date": date_format(day, "DATE_FORMAT")}
    names = [first, *(f"{first} ({number})" for number in range(2, MOST_TAGS_A_DAY))]
    taken = set(Tag.objects.for_user(owner).filter(name__in=names).values_list("name", flat=True))
    return next((name for name in names if name not in taken), first)


def shown_row(row: ImportRow) -> ShownRow:
    """Return one row as the preview shows it, alone."""
    return shown_rows([row])[0]


def shown_rows(rows: Sequence[ImportRow]) -> list[ShownRow]:
    """Return rows as the preview shows them; a fixed number of queries."""
    ids = {row.contact_id for row in rows if row.contact_id}
    contacts: dict[UUID, Contact] = {}
    if ids and rows:
        contacts = Contact.objects.for_user(rows[0].owner).in_bulk(ids)
        fetch_known(list(contacts.values()))
    doubtful = perhaps_same(rows)
    return [
        replace(shown, why=perhaps_same_words()) if shown.row.pk in doubtful else shown
        for shown in (_shown(row, contacts.get(row.contact_id) if row.contact_id else None) for row in rows)
    ]


def summary_of(imported: Import) -> dict[str, Any]:
    """Return what would come of an import by the decisions so far: counts in words; one query."""
    decided = count_decisions(imported)
    coming = imported.new_count - decided["skipped_new"] + decided["as_new"]
    skipped = decided["skipped_new"] + decided["skipped_known"]
    happened = imported.moment_count + imported.tie_count
    filled = imported.fills_count - decided["not_filled"]
    keeping = imported.differs_count - decided["not_merged"] - decided["taking"]
    return {
        "sums": coming_words(
            new=coming,
            filled=filled,
            keeping=keeping,
            taking=decided["taking"],
            happened=happened,
            skipped=skipped,
            is_anybody_known=bool(imported.known_count + imported.fills_count + imported.differs_count),
        ),
        "full": _full(imported.owner, coming),
        "few_photos": _few_photos(imported),
        "can_accept": bool(coming or imported.fills_count or imported.differs_count or happened),
    }


def _full(owner: User, coming: int) -> str:
    """Return that so many have no room; nothing where they have, and without a limit nobody is counted."""
    use = use_of(owner, Quota.PEOPLE) if coming else None
    return full_sentence(FullError(use, coming), Choice.THE_NEW) if use and coming > use.room else ""


def _few_photos(imported: Import) -> str:
    """Return for how many photos there is room; nothing where there is for all, and without a limit none is counted."""
    use = use_of(imported.owner, Quota.STORAGE)
    return coming_photos_sentence(use, count_photos_coming(imported)) if use else ""


def _preview(imported: Import, asked: Asked, now: datetime) -> dict[str, Any]:
    tabs = tabs_of(imported)
    shown = asked.show if asked.show in {tab.key for tab in tabs} else (tabs[0].key if tabs else "")
    asked = Asked(shown, asked.after, asked.name)
    rows, next_url = _page(imported, asked)
    return {
        "tabs": [(tab, Asked(tab.key, 0, "").query()) for tab in tabs],
        "shown": shown,
        "rows": shown_rows(rows),
        "next_url": next_url,
        "left_out": left_out_words(imported.left_out) if shown == LEFT else [],
        "q": asked.name,
        **summary_of(imported),
        "tag_name": imported.tag_name or tag_by_default(imported.owner, timezone.localdate(now, imported.owner.zone)),
        "tables": [file for file in imported.files.all() if file.source in {"csv", "xlsx"}],
        "failed_files": [(file, failure_sentence(file.failure)) for file in imported.files.all() if file.failure],
    }


def _page(imported: Import, asked: Asked) -> tuple[list[ImportRow], str]:
    """Return a page of rows, and where the next one begins."""
    if asked.show == LEFT or not asked.show:
        return [], ""
    if asked.show == TOLD:
        found = happenings_found(imported, after=asked.after, name=asked.name)
    else:
        found = people_found(imported, asked.show, after=asked.after, name=asked.name)
    rows = list(found.select_related("file")[: PAGE + 1])
    for row in rows:
        row.owner = imported.owner
    return rows[:PAGE], asked.query(after=rows[PAGE - 1].number) if len(rows) > PAGE else ""


def _broken(imported: Import, asked: Asked) -> dict[str, Any]:
    if not imported.broken_count:
        return {"rows": [], "next_url": ""}
    rows, next_url = _page(imported, Asked(Finding.BROKEN, asked.after))
    return {"rows": shown_rows(rows), "next_url": next_url}


def _kept(imported: Import, asked: Asked) -> dict[str, Any]:
    rows = list(kept_rows(imported, after=asked.after).select_related("contact")[: PAGE + 1])
    kept = [(row, kept_sentence(row.trail.get("kept", []))) for row in rows[:PAGE] if row.contact]
    next_url = Asked(after=rows[PAGE - 1].number).query(after=rows[PAGE - 1].number) if len(rows) > PAGE else ""
    return {"kept": kept, "next_url": next_url}


def _progress(imported: Import) -> dict[str, Any]:
    """Return how far the work is, and what is being done."""
    if imported.state == State.READING:
        return {"value": imported.position, "max": imported.total, "label": _("Entries read")}
    if imported.state == State.ACCEPTING:
        return {"value": imported.done_count, "max": imported.total, "label": _("Entries dealt with")}
    return {
        "value": imported.done_count,
        "max": imported.created_count + imported.changed_count,
        "label": _("People taken back"),
    }


def _shown(row: ImportRow, contact: Contact | None) -> ShownRow:
    if row.finding == Finding.BROKEN:
        return ShownRow(row, why=reason_sentence(row.reason), file_name=row.file.name)
    if row.subject != ImportRow.Subject.PERSON:
        return ShownRow(row, line=happening_words(row))
    line = telling_line(row.record, row.name)
    if row.finding == Finding.NEW:
        return ShownRow(row, line=line)
    why, record = why_known(row.reason, contact), read_person({"name": row.name, **row.record})
    if contact is not None and contact.deleted_at:
        return ShownRow(row, line, why)  # thrown away since: they stay as they are
    tells = contact is not None and row.finding in {Finding.FILLS, Finding.DIFFERS}
    gains = gains_words(contact, record, news_of(contact, details_of(record, Import()))) if contact and tells else ""
    return ShownRow(row, line, why, tuple(_fields(row, contact, record)), gains=gains)


def _fields(row: ImportRow, contact: Contact | None, record: PersonRecord) -> Iterable[FieldChoice]:
    if contact is None:
        return
    for key in row.differing:
        if single := FIELDS_BY_KEY.get(key):
            ours, theirs = field_words(single.ours(contact) or "–"), field_words(single.theirs(record) or "–")
            yield FieldChoice(key, field_label(key), ours, theirs, key in row.chosen)
