"""What the columns of a table can be, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from contacts.rules.messengers import service_name
from transfer.tables.fields import ADDRESS, CHANNELS, DATES, KEPT_IN_NOTE, LEFT_OUT, MEETING, NAMES, OTHER, WORK
from transfer.tables.fields import common_fields as _common_fields

_BASES: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "prefix": gettext_lazy("Title or salutation"),
    "given_name": gettext_lazy("Given name"),
    "additional_names": gettext_lazy("Further given names"),
    "family_name": gettext_lazy("Family name"),
    "suffix": gettext_lazy("Name suffix"),
    "nickname": gettext_lazy("Nickname"),
    "former_name": gettext_lazy("Former name"),
    "phonetic_name": gettext_lazy("How the name is spoken"),
    "phonetic_given": gettext_lazy("How the given name is spoken"),
    "phonetic_family": gettext_lazy("How the family name is spoken"),
    "organisation": gettext_lazy("Organisation"),
    "unit": gettext_lazy("Department"),
    "title": pgettext_lazy("at work", "Position"),
    "email": gettext_lazy("Mail address"),
    "phone": gettext_lazy("Phone number"),
    "link": gettext_lazy("Link"),
    "messenger": gettext_lazy("Messenger"),
    "street": gettext_lazy("Street"),
    "po_box": gettext_lazy("PO box"),
    "postal_code": gettext_lazy("Postal code"),
    "city": gettext_lazy("Town"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "address": gettext_lazy("Whole address"),
    "birthday": gettext_lazy("Birthday"),
    "birth_day": gettext_lazy("Day of birth"),
    "birth_month": gettext_lazy("Month of birth"),
    "birth_year": gettext_lazy("Year of birth"),
    "anniversary": gettext_lazy("Anniversary"),
    "met_on": gettext_lazy("Met on"),
    "met_through": gettext_lazy("Met through"),
    "how_met": gettext_lazy("How you met"),
    "where_met": gettext_lazy("Where you met"),
    "place": gettext_lazy("Place"),
    "languages": gettext_lazy("Languages"),
    "tags": gettext_lazy("Tags"),
    "note": gettext_lazy("Note"),
    "event": gettext_lazy("Date that matters"),
    "relation": gettext_lazy("Somebody related"),
    "extra": gettext_lazy("Field of its own"),
}
# Columns that say of which kind the one beside them is.
_COMPANIONS: dict[str, str | Promise] = {
    "email_kind": gettext_lazy("Kind of mail address"),
    "email_format": gettext_lazy("Format of mail address"),
    "phone_kind": gettext_lazy("Kind of phone number"),
    "link_kind": gettext_lazy("Kind of link"),
    "messenger_kind": gettext_lazy("Kind of messenger"),
    "address_kind": gettext_lazy("Kind of address"),
    "event_kind": gettext_lazy("What the date is"),
    "relation_kind": gettext_lazy("How they are related"),
    "extra_kind": gettext_lazy("What the field is"),
}
_KINDS: dict[str, str | Promise] = {
    "home": pgettext_lazy("kind of address", "home"),
    "work": pgettext_lazy("kind of address", "work"),
    "mobile": pgettext_lazy("kind of address", "mobile"),
    "main": pgettext_lazy("kind of address", "main"),
    "fax": pgettext_lazy("kind of address", "fax"),
    "pager": pgettext_lazy("kind of address", "pager"),
    "other": pgettext_lazy("kind of address", "other"),
}


def column_label(key: str) -> str:
    """Return what a column is called that is this field: *Phone number, mobile*."""
    if key in (LEFT_OUT, KEPT_IN_NOTE):
        return _("Leave out") if key == LEFT_OUT else _("Into the note, with the heading")
    base, _dot, which = key.partition(".")
    label = str(_BASES.get(base) or _COMPANIONS.get(base, base))
    if not which:
        return label
    return f"{label} {which}" if which.isdigit() else f"{label}, {_KINDS.get(which) or service_name(which)}"


def grouped_fields(used: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a column can be, in groups for a select; with what a program uses beside the common fields."""
    common = _common_fields()
    special = [key for key in dict.fromkeys(used) if key not in {*common, LEFT_OUT, KEPT_IN_NOTE}]
    groups: list[tuple[str, list[str]]] = [
        (_("Not a field"), [KEPT_IN_NOTE, LEFT_OUT]),
        (pgettext("group of fields", "Name"), _of(common, NAMES)),
        (pgettext("group of fields", "Work"), _of(common, WORK)),
        (_("How to reach them"), _of(common, CHANNELS)),
        (_("Address"), _of(common, ADDRESS)),
        (_("Dates"), _of(common, DATES)),
        (_("How you met"), _of(common, MEETING)),
        (_("More"), _of(common, OTHER)),
        (_("As the program has it"), special),
    ]
    return [(label, [(key, column_label(key)) for key in keys]) for label, keys in groups if keys]


def _of(keys: Iterable[str], bases: Iterable[str]) -> list[str]:
    wanted = set(bases)
    return [key for key in keys if key.partition(".")[0] in wanted]


PROGRAMS = {
    "google": "Google",
    "outlook": "Outlook",
    "linkedin": "LinkedIn",
    "thunderbird": "Thunderbird",
    "netzwerk": "Netzwerk",
}


def program_name(program: str) -> str:
    """Return what a program is called, nothing for one that is not known."""
    return PROGRAMS.get(program, "")
