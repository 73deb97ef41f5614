"""What is said about meetings: when, how they come again, and why somebody is proposed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.models import Moment
from contacts.wording import day_words, dotted, position_words, silence_words, soon_words
from goals.models import Role
from networks.models import Event, Network
from networks.queries.events import Meeting
from networks.queries.preparing import Preparation
from networks.queries.proposals import Proposal
from netzwerk.core.markdown import without_marks

# Enough of a note to remember the moment by.
NOTE_LENGTH = 160
# Short in a list, and the same in both languages.
CLOCK = "%H:%M"

_TITLES: dict[str, Promise] = {
    Network.Kind.ROUND: gettext_lazy("Regulars' table: %(network)s"),
    Network.Kind.CLUB: gettext_lazy("Club evening: %(network)s"),
    Network.Kind.ALUMNI: gettext_lazy("Alumni meeting: %(network)s"),
    Network.Kind.ONLINE_GROUP: gettext_lazy("Online meeting: %(network)s"),
}
_ORDINALS: tuple[Promise, ...] = (
    pgettext_lazy("weekday of a month", "first"),
    pgettext_lazy("weekday of a month", "second"),
    pgettext_lazy("weekday of a month", "third"),
    pgettext_lazy("weekday of a month", "fourth"),
    pgettext_lazy("weekday of a month", "last"),
)


def title_for(network: Network) -> str:
    """Return what a meeting of this network may be called, by its kind."""
    pattern = _TITLES.get(network.kind) or gettext_lazy("Meeting: %(network)s")
    return str(pattern) % {"network": network.name}


def weekday_words(day: date) -> str:
    """Return a day with its weekday: Tue, 14 Apr 2026."""
    return _("%(weekday)s, %(day)s") % {"weekday": date_format(day, "D"), "day": day_words(day)}


def when_words(meeting: Meeting) -> str:
    """Return when a meeting is, on the clock of the place: Tue, 14 Apr 2026, 18:30 to 20:00."""
    event, day = meeting.event, weekday_words(meeting.on)
    if event.starts_at is None:
        return day
    start = datetime.combine(meeting.on, event.starts_at)
    words = {"day": day, "start": event.starts_at.strftime(CLOCK)}
    if not event.minutes:
        return _("%(day)s, %(start)s") % words
    words["end"] = (start + timedelta(minutes=event.minutes)).strftime(CLOCK)
    return _("%(day)s, %(start)s to %(end)s") % words


def repeat_words(event: Event) -> str:
    """Return how a meeting comes again: every month, on the second Tuesday; nothing for one that is once."""
    if not event.repeats:
        return ""
    rhythm = _rhythm_words(event)
    if event.repeats_until is None:
        return rhythm
    return _("%(rhythm)s, until %(date)s") % {"rhythm": rhythm, "date": day_words(event.repeats_until)}


def _rhythm_words(event: Event) -> str:
    weekday = {"weekday": date_format(event.starts_on, "l")}
    match Event.Repeats(event.repeats):
        case Event.Repeats.WEEKLY:
            return _("Every week, on %(weekday)s") % weekday
        case Event.Repeats.FORTNIGHTLY:
            return _("Every two weeks, on %(weekday)s") % weekday
        case Event.Repeats.MONTHLY_WEEKDAY:
            ordinal = str(_ORDINALS[(event.starts_on.day - 1) // 7])
            return _("Every month, on the %(ordinal)s %(weekday)s") % {"ordinal": ordinal, **weekday}
        case Event.Repeats.MONTHLY:
            return _("Every month, on day %(day)s") % {"day": event.starts_on.day}
        case _other:
            return str(event.get_repeats_display())


def nearness_words(meeting: Meeting, today: date) -> str:
    """Return how far ahead a meeting is; nothing for one that is past or called off."""
    return "" if meeting.is_called_off or meeting.on < today else soon_words(meeting.on, today)


def reason_words(proposal: Proposal, today: date) -> str:
    """Return why somebody is proposed, in one sentence (product rule 8)."""
    if proposal.role is not None:
        role = str(Role.Kind(proposal.role.kind).label)
        return _("%(role)s for “%(goal)s”.") % {"role": role, "goal": proposal.role.goal.statement}
    contact = proposal.contact
    if not proposal.is_silent:
        return _("You would like to know %(name)s better.") % {"name": contact.given_name or contact.name}
    if contact.last_moment_on:
        return _("You last had contact on %(date)s.") % {"date": day_words(contact.last_moment_on)}
    return _("You have not been in touch for about %(time)s.") % {"time": silence_words(contact.anchor_on, today)}


def who_words(preparation: Preparation) -> str:
    """Return who somebody is: what they do and where, as what they are in the network, the place."""
    role = preparation.member.role if preparation.member else ""
    here = _("here: %(role)s") % {"role": role} if role else ""
    return dotted(position_words(preparation.contact), here, preparation.contact.place)


def last_words(moment: Moment | None) -> str:
    """Return what was last, with the beginning of its note; that there was nothing yet."""
    if moment is None:
        return _("Nothing written down yet.")
    what = _("%(kind)s, %(date)s") % {
        "kind": moment.get_kind_display(),
        "date": day_words(moment.happened_on, moment.precision),
    }
    note = " ".join(without_marks(moment.note).split())
    short = note if len(note) <= NOTE_LENGTH else f"{note[:NOTE_LENGTH].rstrip()}…"
    return f"{what}: {short}" if short else what


def give_words(preparation: Preparation) -> str:
    """Return what the user could give: what the person seeks, and one of the user's offers."""
    seeks = _("Seeks %(what)s.") % {"what": ", ".join(preparation.seeks)} if preparation.seeks else ""
    offer = _("You could give: %(what)s.") % {"what": preparation.offer.text} if preparation.offer else ""
    return " ".join(filter(None, [seeks, offer])) or _("Ask what would help them, and listen.")


def ask_words(preparation: Preparation) -> str:
    """Return a question to ask, with what the person knows about."""
    offers = _("Offers %(what)s.") % {"what": ", ".join(preparation.offers)} if preparation.offers else ""
    question = preparation.question.text if preparation.question else _("What are you working on at the moment?")
    return " ".join(filter(None, [offers, question]))
