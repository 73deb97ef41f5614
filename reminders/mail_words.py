"""The words of the reconnect mail around its people: subject, greeting, opening, and why one gets it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from contacts.models import Contact
from reminders.tokens import Act

NAMES_IN_SUBJECT = 3
NAME_LENGTH = 40
FORENOON, EVENING = 11, 18
TITLES = {"herr", "frau", "mr", "mrs", "ms", "dr", "prof"}


def one_line(text: str) -> str:
    """Return the text without line breaks and control signs: nothing that could start a header of its own."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def short_name(contact: Contact) -> str:
    """Return what one calls somebody: the given name or, of a plain name, its first word."""
    name = one_line(contact.given_name) or _first_word(one_line(contact.name))
    return name[:NAME_LENGTH]


def _first_word(name: str) -> str:
    first = name.split(" ", maxsplit=1)[0]
    is_title = first.endswith((".", ",")) or first.lower() in TITLES
    return name if is_title else first


def subject(names: Sequence[str], date_names: Sequence[str], *, are_birthdays: bool = True) -> str:
    """Return a subject that says how many and who; without people it tells whose birthday or other date comes."""
    if not names:
        words = {"names": _some(date_names)}
        if not are_birthdays:
            return ngettext("A day to remember: %(names)s", "Days to remember: %(names)s", len(date_names)) % words
        return ngettext("A birthday: %(names)s", "Birthdays: %(names)s", len(date_names)) % words
    words = {"number": capfirst(str(apnumber(len(names)))), "names": _some(names)}
    if len(names) == 1:
        return _("Worth a message: %(names)s") % words
    return _("%(number)s people worth a message: %(names)s") % words


def news_subject(titles: Sequence[str]) -> str:
    """Return the subject of a mail that names nobody, but says what comes up."""
    return _("Coming up: %(names)s") % {"names": _some([title[:NAME_LENGTH] for title in titles])}


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:NAMES_IN_SUBJECT], *(["…"] if len(names) > NAMES_IN_SUBJECT else [])])


def greeting(first_name: str, hour: int) -> str:
    """Return the first line, as it fits the hour."""
    hello = _("Hello")
    if hour < FORENOON:
        hello = _("Good morning")
    elif hour >= EVENING:
        hello = _("Good evening")
    return f"{hello} {first_name}," if first_name else f"{hello},"


def opening(count: int, *, is_nobody_due: bool, has_dates: bool = True) -> str:
    """Return the sentence after the greeting, which goes on in lower case."""
    if count == 0 and not has_dates:
        return _("nobody is waiting for a message, but something is coming up.")
    if count == 0:
        return _("nobody is waiting for a message, but there are days to remember.")
    if is_nobody_due:
        return _("nobody is due right now. If you have ten minutes all the same:")
    words = {"number": str(apnumber(count))}
    return ngettext("there is one person worth ten minutes.", "these %(number)s are worth ten minutes.", count) % words


def reason_for_mail(user: User, *, is_asked_for: bool) -> str:
    """Return why the user gets this mail: on which days and when, or because they asked."""
    if is_asked_for:
        return _("You asked for this mail in the settings.")
    words = {
        "days": days_in_words(user.digest_weekdays),
        "hour": user.digest_hour,
        "place": user.time_zone.rpartition("/")[2].replace("_", " "),
    }
    return _("You get this %(days)s at %(hour)s:00 (%(place)s time).") % words


def days_in_words(weekdays: Sequence[int]) -> str:
    """Return when in the week: "on Mondays and Fridays"."""
    every = [
        _("Mondays"),
        _("Tuesdays"),
        _("Wednesdays"),
        _("Thursdays"),
        _("Fridays"),
        _("Saturdays"),
        _("Sundays"),
    ]
    days = [every[day] for day in sorted(set(weekdays))]
    if len(days) == len(every):
        return _("every day")
    if len(days) > 1:
        days = [_("%(days)s and %(last_day)s") % {"days": ", ".join(days[:-1]), "last_day": days[-1]}]
    return _("on %(days)s") % {"days": "".join(days)}


def write_label() -> str:
    """Return the label of the link that opens the mail program."""
    return pgettext("to a person", "Write")


def log_label() -> str:
    """Return the label of the link to the page where a moment is written down."""
    return _("Add a moment")


def act_label(act: Act) -> str:
    """Return the label of a link that does something."""
    return {
        Act.TOUCH: _("Been in touch"),
        Act.TWO_WEEKS: _("In 2 weeks"),
        Act.THREE_MONTHS: _("In 3 months"),
        Act.REST: _("Let rest"),
    }.get(act) or _("Undo")
