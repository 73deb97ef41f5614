"""The words of the reconnect mail around its people: subject, greeting, opening, and why one gets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from contacts.models import Moment
from contacts.wording import day_words
from matching.rules.openers import shortened
from netzwerk.core.lines import one_line
from netzwerk.core.markdown import without_marks
from reminders.models import Digest
from reminders.tokens.mails import Act
from reminders.words.names import NAME_LENGTH
from reminders.words.when import place_of

NAMES_IN_SUBJECT = 3
FORENOON, EVENING = 11, 18
# A note is shown up to here, cut after a word.
NOTE_LENGTH = 140


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


def day_subject(names: Sequence[str], *, are_birthdays: bool) -> str:
    """Return the subject of a mail on the day itself: whose birthday or other date it is."""
    words = {"names": _some(names)}
    if are_birthdays:
        return ngettext("A birthday today: %(names)s", "Birthdays today: %(names)s", len(names)) % words
    return ngettext("A day to remember today: %(names)s", "Days to remember today: %(names)s", len(names)) % words


def test_subject(words: str) -> str:
    """Return the subject of a test mail; `words` are those of the mail itself."""
    return _("Test: %(subject)s") % {"subject": words}


def nobody_subject() -> str:
    """Return the subject of a mail that has nothing to say, but was to go out all the same."""
    return _("Nothing to do today")


def news_subject(titles: Sequence[str], *, is_private: bool = False) -> str:
    """Return the subject of a mail that names nobody, but says what comes up; in private mails not even that."""
    if is_private:
        return _("Something is coming up")
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


def day_opening(count: int) -> str:
    """Return the sentence after the greeting of a mail on the day itself."""
    return ngettext("today is a day to remember.", "today there are %(number)s occasions to remember.", count) % {
        "number": str(apnumber(count))
    }


def nobody_opening(next_at: datetime | None) -> str:
    """Return the sentence after the greeting when there is nothing to say: when the next mail comes."""
    if next_at is None:
        return _("there is nothing to do today, and no mail is planned at the moment.")
    words = {
        "weekday": date_format(next_at, "l"),
        "day": date_format(next_at, "MONTH_DAY_FORMAT"),
        "time": date_format(next_at, "G:i"),
    }
    return _("there is nothing to do today. The next mail comes on %(weekday)s, %(day)s, at %(time)s.") % words


def last_words(moment: Moment) -> str:
    """Return the last moment, as exactly as its date is known, with the beginning of its note."""
    words = {"kind": _kind_words(moment.kind), "day": day_words(moment.happened_on, moment.precision)}
    if moment.precision == Moment.Precision.DAY:
        last = pgettext("last moment", "Last: %(kind)s on %(day)s") % words
    else:
        last = pgettext("last moment", "Last: %(kind)s in %(day)s") % words
    note = note_words(moment)
    return _("%(last)s: “%(note)s”") % {"last": last, "note": note} if note else f"{last}."


def note_words(moment: Moment) -> str:
    """Return the beginning of a note as plain text in one line."""
    return one_line(shortened(without_marks(moment.note), NOTE_LENGTH))


def _kind_words(kind: str) -> str:
    return {
        Moment.Kind.CALL: pgettext("kind of moment in a sentence", "call"),
        Moment.Kind.VIDEO: pgettext("kind of moment in a sentence", "video call"),
        Moment.Kind.MEETING: pgettext("kind of moment in a sentence", "meeting"),
        Moment.Kind.MESSAGE: pgettext("kind of moment in a sentence", "message"),
        Moment.Kind.MAIL: pgettext("kind of moment in a sentence", "mail"),
        Moment.Kind.LETTER: pgettext("kind of moment in a sentence", "letter"),
        Moment.Kind.EVENT: pgettext("kind of moment in a sentence", "event"),
    }[Moment.Kind(kind)]


def gives_words(gives: str) -> str:
    """Return what one could give, as a line."""
    return _("You could give: %(gives)s") % {"gives": one_line(gives)} if gives else ""


def test_notice() -> str:
    """Return what stands on top of a test mail."""
    return _("This is a test: the mail as it would be now. It does not replace the next one.")


def late_notice(days: int) -> str:
    """Return what stands on top of a mail that comes later than it should have."""
    return ngettext(
        "This mail comes %(days)s day late, and also tells what was due meanwhile.",
        "This mail comes %(days)s days late, and also tells what was due meanwhile.",
        days,
    ) % {"days": days}


def since_notice(since: date) -> str:
    """Return what stands on top of a mail that also tells of days before its own."""
    day = date_format(since, "MONTH_DAY_FORMAT")
    return _("This mail also covers the days since %(day)s.") % {"day": day}


def reason_for_mail(user: User, kind: str) -> str:
    """Return why the user gets this mail: on which days and when, because of the day, or because they asked."""
    if kind in (Digest.Kind.NOW, Digest.Kind.TEST):
        return _("You asked for this mail in the settings.")
    if kind == Digest.Kind.DAY:
        return _("You get this on days to remember, as you chose in the settings.")
    words = {
        "days": days_in_words(user.digest_weekdays),
        "hour": user.digest_hour,
        "place": place_of(user.zone),
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


def call_label() -> str:
    """Return the label of the link that dials."""
    return pgettext("to a person", "Call")


def page_label() -> str:
    """Return the label of the link to a person's page, behind the log-in."""
    return _("Open the page")


def act_label(act: Act) -> str:
    """Return the label of a link that does something."""
    return {
        Act.TOUCH: _("Been in touch"),
        Act.TWO_WEEKS: _("In 2 weeks"),
        Act.THREE_MONTHS: _("In 3 months"),
        Act.REST: _("Let rest"),
    }.get(act) or _("Undo")
