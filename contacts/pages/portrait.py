"""What the page of a person says about them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from contacts.labels import ORIGIN_ICONS
from contacts.models import Closeness, Contact, Moment, Origin
from contacts.pages.marks import mark_choices
from contacts.reaching import Way, mail_ways, phone_ways
from contacts.rules.partial_dates import next_occurrence, years_on
from contacts.rules.states import SILENT, State
from contacts.wording import (
    NEAR_DAYS,
    cadence_words,
    day_words,
    dotted,
    origin_words,
    soon_words,
    state_words,
    subtitle_words,
)


@dataclass(frozen=True, slots=True)
class Chip:
    """A short fact with its icon."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person as the page shows them on one day."""

    state: State
    state_words: str
    subtitle: str
    chips: list[Chip]
    mail_href: str
    call_href: str
    closeness: str
    cadence: str
    has_own_cadence: bool
    next_due: str
    is_snoozed: bool
    is_silent: bool
    openings: list[str]


def portrait_of(contact: Contact, user: User, today: date) -> Portrait:
    """Put a person into words; asks the database only for the newest moment of somebody silent."""
    state = contact.state_on(today)
    is_silent = state in SILENT and not contact.ended_in_conflict
    cadence = contact.cadence
    return Portrait(
        state=state,
        state_words=state_words(contact, today),
        subtitle=subtitle_words(contact),
        chips=list(_chips(contact, state, today)),
        mail_href=_first_link(mail_ways(contact)),
        call_href=_first_link(phone_ways(contact)),
        closeness=contact.get_closeness_display(),
        cadence=cadence_words(cadence) if cadence else "",
        has_own_cadence=contact.own_cadence is not None,
        next_due=day_words(contact.due_on) if contact.due_on and contact.due_on > today else "",
        is_snoozed=_is_snoozed(contact, today),
        is_silent=is_silent,
        openings=list(_openings(contact, user, birthday_soon(contact, user, today))) if is_silent else [],
    )


def _first_link(ways: list[Way]) -> str:
    return next((way.href for way in ways if way.href), "")


def _is_snoozed(contact: Contact, today: date) -> bool:
    return contact.snoozed_until is not None and contact.snoozed_until > today


def _chips(contact: Contact, state: State, today: date) -> Iterator[Chip]:
    if contact.snoozed_until and _is_snoozed(contact, today):
        yield Chip("moon", _("Snoozed until %(date)s") % {"date": day_words(contact.snoozed_until)})
    if origin := origin_words(contact.origin):
        yield Chip(ORIGIN_ICONS[contact.origin], origin)
    if contact.closeness != Closeness.NOT_PLACED:
        cadence = contact.cadence
        words = [contact.get_closeness_display(), cadence_words(cadence) if cadence else ""]
        yield Chip("people", ", ".join(filter(None, words)))
    if state is State.FRESH and contact.due_on:
        yield Chip("calendar-event", _("Due on %(date)s") % {"date": day_words(contact.due_on)})
    yield from _marks(contact)


def _marks(contact: Contact) -> Iterator[Chip]:
    return (Chip(each.mark.icon, str(each.mark.label)) for each in mark_choices(contact) if each.is_set)


def birthday_soon(contact: Contact, user: User, today: date) -> str:
    """Return how soon the birthday is, when it is soon."""
    if contact.birthday is None:
        return ""
    day = next_occurrence(contact.birthday, today, user.leap_day)
    if (day - today).days > NEAR_DAYS:
        return ""
    age, when = years_on(contact.birthday, day), soon_words(day, today)
    return _("turns %(age)d %(when)s") % {"age": age, "when": when} if age else when


def _openings(contact: Contact, user: User, birthday: str) -> Iterator[str]:
    """Yield what is known that a first message after a long time can build on."""
    last = Moment.objects.for_user(user).present().with_contact(contact).first()
    if last:
        what = {"kind": last.get_kind_display(), "date": day_words(last.happened_on, last.precision)}
        yield _("Your last moment: %(kind)s, %(date)s.") % what
    if birthday:
        yield _("Birthday: %(when)s.") % {"when": birthday}
    if contact.origin == Origin.STUDIES:
        yield _("You share your time as students.")
    elif contact.origin == Origin.TRAINING:
        yield _("You share your training.")
    elif contact.origin == Origin.FORMER_JOB:
        yield _("You used to work together.")


def full_name(contact: Contact) -> str:
    """Return the name with title and suffix, where it does not have them already."""
    more = [part if part not in contact.name else "" for part in (contact.name_prefix, contact.name_suffix)]
    return " ".join(filter(None, [more[0], contact.name, more[1]]))


def also_called(contact: Contact) -> str:
    """Return nickname, former name and pronunciation in a line."""
    said = []
    if contact.nickname:
        said.append(_("called %(name)s") % {"name": contact.nickname})
    if contact.former_name:
        said.append(_("formerly %(name)s") % {"name": contact.former_name})
    if contact.phonetic_name:
        said.append(_("pronounced %(name)s") % {"name": contact.phonetic_name})
    return dotted(*said)
