"""What one property says about days of the year that matter: birthdays and days of one's own."""

from __future__ import annotations

from collections.abc import Iterable

from contacts.rules.partial_dates import AnnualDate
from transfer.cleaning import LABEL_LENGTH, clean_line
from transfer.records import DateRecord
from transfer.vcard.kinds import Labels, label_of
from transfer.vcard.properties import Property
from transfer.vcard.values import read_date, split

ANNIVERSARY = "anniversary"
ANDROID = "X-ANDROID-CUSTOM"
_ANDROID_EVENT = "vnd.android.cursor.item/contact_event"
_ANDROID_NICKNAME = "vnd.android.cursor.item/nickname"
_ANDROID_ANNIVERSARY, _ANDROID_OWN = "1", "0"
DATE_NAMES = (
    "ANNIVERSARY",
    "X-ANNIVERSARY",
    "X-EVOLUTION-ANNIVERSARY",
    "X-KADDRESSBOOK-X-ANNIVERSARY",
    "X-MS-ANNIVERSARY",
    "X-ABDATE",
    ANDROID,
)
_NO_LABELS = frozenset({"home", "work", "pref", ""})


def day_of(found: Property) -> AnnualDate | None:
    """Return the day; Apple's parameter says which year stands for none."""
    return read_date(found.text(), found.params.get("X-APPLE-OMIT-YEAR", [""])[0])


def own_date_of(found: Property, labels: Labels) -> Iterable[DateRecord]:
    """Return the day with what it is called: `anniversary` where nobody says anything else."""
    if found.name == ANDROID:
        return _android_date(found)
    day = day_of(found)
    if day is None:
        return ()
    label = label_of(found, labels, LABEL_LENGTH)
    label = label or next((each for each in found.types() if each not in _NO_LABELS), "")
    return (_dated(label, day),)


def date_key(date: DateRecord) -> tuple[str, int, int]:
    """Return by what two days are the same: what they are called and when they are, whatever the year."""
    return (date.label.casefold(), date.day.month, date.day.day)


def android_nickname(found: Property) -> str:
    """Return the nickname that Android writes where vCard 2.1 knows none."""
    kind, value, *_ = [*split(found.text(), ";"), "", ""]
    return clean_line(value) if kind.strip() == _ANDROID_NICKNAME else ""


def _android_date(found: Property) -> Iterable[DateRecord]:
    kind, value, type_, label, *_ = [*split(found.text(), ";"), "", "", "", ""]
    day = read_date(value) if kind.strip() == _ANDROID_EVENT else None
    if day is None or type_ not in {_ANDROID_OWN, _ANDROID_ANNIVERSARY}:
        return ()
    return (_dated(label if type_ == _ANDROID_OWN else "", day),)


def _dated(label: str, day: AnnualDate) -> DateRecord:
    label = clean_line(label, LABEL_LENGTH)
    return DateRecord(ANNIVERSARY if label.lower() in {"", ANNIVERSARY} else label, day)
