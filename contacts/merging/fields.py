"""The fields of a person in groups that only make sense together, as a merge asks about them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.languages import language_name
from contacts.merging.groups import FieldGroup, Values
from contacts.models import Closeness, Contact, LastInTouch, Origin
from contacts.rules.states import QuickMarks
from contacts.wording import annual_words, cadence_words, day_words, dotted
from contacts.words.lead_days import lead_days_words
from contacts.words.quick_marks import quick_mark_words


def _text(column: str, label: str | Promise) -> FieldGroup[Contact]:
    return FieldGroup(key=column, label=label, columns=(column,), words=lambda contact: getattr(contact, column))


def _flag(column: str, label: str | Promise) -> FieldGroup[Contact]:
    return FieldGroup(
        key=column,
        label=label,
        columns=(column,),
        words=lambda contact: _("yes") if getattr(contact, column) else "",
    )


def _birthday(contact: Contact) -> str:
    return annual_words(contact.birthday) if contact.birthday else ""


def _lead_days(contact: Contact) -> str:
    return "" if contact.date_lead_days is None else lead_days_words(contact.date_lead_days)


def _origin(contact: Contact) -> str:
    return "" if contact.origin == Origin.OTHER else contact.get_origin_display()


def _closeness(contact: Contact) -> str:
    cadence = contact.own_cadence
    known = "" if contact.closeness == Closeness.NOT_PLACED else contact.get_closeness_display()
    return dotted(known, cadence_words(cadence) if cadence else "")


def _last_in_touch(contact: Contact) -> str:
    return "" if contact.last_in_touch == LastInTouch.NOT_SURE else contact.get_last_in_touch_display()


def _standing(contact: Contact) -> str:
    until = contact.snoozed_until
    return dotted(
        _("in the archive") if contact.archived_at else "",
        _("resting") if contact.is_resting else "",
        _("snoozed until %(date)s") % {"date": day_words(until)} if until else "",
    )


def _languages(contact: Contact) -> str:
    return ", ".join(language_name(code) for code in contact.languages)


def _join_languages(survivor: Contact, absorbed: Contact) -> Values:
    return {"languages": list(dict.fromkeys([*survivor.languages, *absorbed.languages]))}


def _join_notes(survivor: Contact, absorbed: Contact) -> Values:
    longest = Contact._meta.get_field("note").max_length
    return {"note": f"{survivor.note}\n\n{absorbed.note}"[:longest]}


GROUPS: tuple[FieldGroup[Contact], ...] = (
    FieldGroup(key="name", label=gettext_lazy("Name"), columns=("name", "folded_name"), words=lambda one: one.name),
    _text("name_prefix", gettext_lazy("Title")),
    _text("given_name", gettext_lazy("Given name")),
    _text("family_name", gettext_lazy("Family name")),
    _text("name_suffix", gettext_lazy("Name suffix")),
    _text("nickname", gettext_lazy("Nickname")),
    _text("former_name", gettext_lazy("Former name")),
    _text("phonetic_name", gettext_lazy("How it is pronounced")),
    _text("place", gettext_lazy("Place")),
    FieldGroup(
        key="birthday",
        label=gettext_lazy("Birthday"),
        columns=("birthday_month", "birthday_day", "birthday_year"),
        words=_birthday,
        is_better=lambda survivor, absorbed: bool(absorbed.birthday_year and not survivor.birthday_year),
    ),
    FieldGroup(
        key="lead_days",
        label=gettext_lazy("Reminder of these days"),
        columns=("date_lead_days",),
        words=_lead_days,
    ),
    FieldGroup(key="origin", label=gettext_lazy("How you know each other"), columns=("origin",), words=_origin),
    _text("how_met", gettext_lazy("How you met")),
    _text("where_met", gettext_lazy("Where you met")),
    FieldGroup(
        key="closeness",
        label=gettext_lazy("Closeness and cadence"),
        columns=("closeness", "own_cadence_count", "own_cadence_unit"),
        words=_closeness,
    ),
    FieldGroup(
        key="last_in_touch",
        label=gettext_lazy("Last in touch, roughly"),
        columns=("last_in_touch", "anchor_on"),
        words=_last_in_touch,
        is_better=lambda survivor, absorbed: absorbed.anchor_on > survivor.anchor_on,
    ),
    FieldGroup(
        key="standing",
        label=pgettext_lazy("of somebody", "Set aside"),
        columns=("archived_at", "is_resting", "snoozed_until"),
        words=_standing,
        is_better=lambda survivor, absorbed: bool(survivor.archived_at and not absorbed.archived_at),
        is_nothing_known=True,
    ),
    _flag("is_close_to_heart", gettext_lazy("Close to the heart")),
    _flag("is_interesting", gettext_lazy("Interesting")),
    _flag("ended_in_conflict", gettext_lazy("Ended in conflict")),
    FieldGroup(
        key="quick_marks",
        label=gettext_lazy("Quick marks"),
        columns=QuickMarks._fields,
        words=lambda contact: quick_mark_words(contact.quick_marks),
    ),
    FieldGroup(
        key="languages",
        label=gettext_lazy("Languages"),
        columns=("languages",),
        words=_languages,
        join=_join_languages,
    ),
    FieldGroup(key="note", label=gettext_lazy("Note"), columns=("note",), words=lambda one: one.note, join=_join_notes),
    _text("data_source", gettext_lazy("Where the data comes from")),
    _text("data_purpose", gettext_lazy("What the data is for")),
    # Its words are never shown: the preview shows the two pictures.
    FieldGroup(
        key="photo", label=gettext_lazy("Photo"), columns=("photo_name",), words=lambda contact: contact.photo_name
    ),
)
GROUP_BY_KEY = {group.key: group for group in GROUPS}
# What follows from the rest, or says what this very row is.
NEVER_CHOSEN = frozenset((
    "id", "owner", "last_moment_on", "due_on", "created_at", "deleted_at", "merged_into",
    "data_reviewed_on", "anonymised_at",
))  # fmt: skip
