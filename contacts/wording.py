"""Sentences about a person and a moment, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, get_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext, pgettext_lazy

from contacts.labels import state_label
from contacts.models import Contact, Moment, Origin
from contacts.rules.cadence import Cadence, whole_months
from contacts.rules.partial_dates import AnnualDate, Precision
from contacts.rules.states import SILENT, State

_ANY_LEAP_YEAR = 2000
# So far away a day is told in days.
NEAR_DAYS = 60

# What vCards and the user call the same thing; other labels of the user's are kept as they are.
_KINDS: dict[str, Promise] = {
    "home": pgettext_lazy("kind of address", "home"),
    "work": pgettext_lazy("kind of address", "work"),
    "mobile": pgettext_lazy("kind of address", "mobile"),
    "fax": pgettext_lazy("kind of address", "fax"),
    "pager": pgettext_lazy("kind of address", "pager"),
    "main": pgettext_lazy("kind of address", "main"),
    "school": pgettext_lazy("kind of address", "school"),
    "other": pgettext_lazy("kind of address", "other"),
}

_ORIGINS: dict[str, Promise] = {
    Origin.CURRENT: gettext_lazy("From around you"),
    Origin.ACQUAINTANCE: gettext_lazy("Met briefly"),
    Origin.STUDIES: gettext_lazy("From your studies"),
    Origin.TRAINING: gettext_lazy("From your training"),
    Origin.FORMER_JOB: gettext_lazy("From a former job"),
    Origin.RELATIVES: gettext_lazy("A relative"),
    Origin.RELATIVES_KIN: gettext_lazy("Kin of a relative"),
    Origin.NETWORK: gettext_lazy("From a network"),
}


def kind_label(kind: str) -> str:
    """Return the word for a kind of address."""
    return str(_KINDS.get(kind, kind))


def kind_from_label(label: str) -> str:
    """Return the kind that a word stands for, in the reader's language or in English; unknown words stay."""
    by_label = {str(known).casefold(): kind for kind, known in _KINDS.items()}
    folded = label.casefold()
    return folded if folded in _KINDS else by_label.get(folded, label)


def origin_words(origin: str) -> str:
    """Return the origin as said about a person; nothing for *other*."""
    return str(_ORIGINS.get(origin, ""))


def dotted(*words: str) -> str:
    """Return the words with dots between them; a dot stays with the word before it when the line breaks."""
    return "\u00a0· ".join(word for word in words if word)


def position_words(contact: Contact) -> str:
    """Return what somebody does and where: editor, Nordlicht Verlag."""
    position = contact.current_position
    return ", ".join(filter(None, [position.role, position.organisation_name])) if position else ""


def subtitle_words(contact: Contact) -> str:
    """Return what stands below a name and tells namesakes apart: what they do and where, and the place."""
    return dotted(position_words(contact), contact.place)


def brief_words(contact: Contact) -> str:
    """Return what stands beside a name in a long list: the organisation, or else what they do, and the place."""
    position = contact.current_position
    return dotted(position.organisation_name or position.role if position else "", contact.place)


def day_words(day: date, precision: str = Precision.DAY) -> str:
    """Return a date as exactly as it is known: 14 Sep 2023, March 2021, 2019."""
    match Precision(precision):
        case Precision.DAY:
            return date_format(day, "DATE_FORMAT")
        case Precision.MONTH:
            return date_format(day, "YEAR_MONTH_FORMAT")
        case Precision.YEAR:
            return str(day.year)


def annual_words(annual: AnnualDate) -> str:
    """Return a birthday, with its year when that is known."""
    if annual.year:
        return date_format(date(annual.year, annual.month, annual.day), "DATE_FORMAT")
    return date_format(date(_ANY_LEAP_YEAR, annual.month, annual.day), "MONTH_DAY_FORMAT")


def soon_words(day: date, today: date) -> str:
    """Say how far away a day is: in days when it is near, otherwise in months."""
    days = (day - today).days
    if not days:
        return _("today")
    if days > NEAR_DAYS:
        months = whole_months(today, day)
        return ngettext("in %(count)s month", "in %(count)s months", months) % {"count": months}
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}


def number_words(number: Decimal) -> str:
    """Return a number as the reader's language writes it, without noughts at its end."""
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.replace(".", str(get_format("DECIMAL_SEPARATOR")))


def cadence_words(cadence: Cadence) -> str:
    """Return how often: every week, every 3 months, once a year."""
    if cadence.unit == "week":
        return ngettext("every week", "every %(count)s weeks", cadence.count) % {"count": cadence.count}
    if cadence.count == 12:
        return _("once a year")
    return ngettext("every month", "every %(count)s months", cadence.count) % {"count": cadence.count}


def silence_words(since: date, today: date) -> str:
    """Return how long it has been quiet, in whole years and months."""
    years, months = divmod(max(whole_months(since, today), 0), 12)
    parts = []
    if years:
        parts.append(npgettext("silent for", "%(count)s year", "%(count)s years", years) % {"count": years})
    if months or not years:
        parts.append(npgettext("silent for", "%(count)s month", "%(count)s months", months) % {"count": months})
    return length_words(*parts)


def length_words(first: str, second: str = "") -> str:
    """Return years and months, or one of them alone, as one length."""
    return _("%(years)s %(months)s") % {"years": first, "months": second} if second else first


def state_words(contact: Contact, today: date) -> str:
    """Return the state with the fact it rests on: Dormant for 3 years 2 months.

    Without a moment the silence counts from a rough answer, so the words are rough too.
    """
    state = contact.state_on(today)
    if state in SILENT:
        return _silent_words(contact, state, today)
    if state is State.DUE and contact.due_on:
        if contact.due_on == today:
            return _("Due today")
        return _("Due since %(date)s") % {"date": day_words(contact.due_on)}
    return capfirst(state_label(state))


def _silent_words(contact: Contact, state: State, today: date) -> str:
    time = {"time": silence_words(contact.silent_since, today)}
    is_exact = contact.last_moment_on is not None
    if state is State.DORMANT:
        return (_("Dormant for %(time)s") if is_exact else _("Dormant for about %(time)s")) % time
    return (_("Quiet for %(time)s") if is_exact else _("Quiet for about %(time)s")) % time


def moment_words(moment: Moment, contact: Contact, others: Sequence[Contact] = ()) -> str:
    """Return what it was and, where somebody can have begun it, who did: this contact, or one of several."""
    words = {"kind": moment.get_kind_display(), "name": contact.given_name or contact.name}
    match moment.initiator:
        case _any if moment.kind == Moment.Kind.EVENT:
            return words["kind"]
        case Moment.Initiator.ME:
            return _("%(kind)s, from you") % words
        case Moment.Initiator.THEM if others:
            return _("%(kind)s, from them") % words
        case Moment.Initiator.THEM:
            return _("%(kind)s, from %(name)s") % words
        case _other:
            return words["kind"]
