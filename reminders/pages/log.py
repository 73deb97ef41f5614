"""The log of mails in words: what became of each, whom it named, and what can be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from contacts.models import Contact
from contacts.queries.nameable import not_in_bin
from netzwerk.core.ids import read_id
from netzwerk.core.keyset import behind
from reminders.models import Digest, DigestPerson
from reminders.words.when import day_words, time_words

PAGE_SIZE = 25
SHOWN_IN_SETTINGS = 5
_State = Digest.State
# Icon, and how the chip looks: as what the same colour says of a relation.
LOOKS = {
    _State.WAITING: ("hourglass-split", "quiet"),
    _State.SENT: ("check2-circle", "fresh"),
    _State.EMPTY: ("dash-circle", ""),
    _State.REPLACED: ("arrow-right", ""),
    _State.FAILED: ("exclamation-circle", "due"),
}
# For so long the settings look again by themselves how one goes that waits.
WATCHED_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One mail; `told` says in whole sentences what became of it; `day` is when it was for or was asked for."""

    digest: Digest
    day: date
    people: Sequence[Contact]
    icon: str
    look: str
    told: Sequence[str]

    @property
    def can_be_tried_again(self) -> bool:
        """Whether there is a button for it."""
        return self.digest.state == _State.FAILED


@dataclass(frozen=True, slots=True)
class Log:
    """Some mails, the newest first; `older_url` leads to those behind them."""

    rows: Sequence[LogRow]
    older_url: str = ""
    is_older: bool = False
    is_moving: bool = False


def log_of(user: User, *, before: str = "", now: datetime) -> Log:
    """Return one page of the log, behind the mail that an address names; at most three queries."""
    start = _start(user, before)
    found = list(_digests(user, start)[: PAGE_SIZE + 1])
    older = f"{reverse('reminders:log')}?before={found[PAGE_SIZE - 1].pk}" if len(found) > PAGE_SIZE else ""
    return Log(_rows(user, found[:PAGE_SIZE], now), older, is_older=start is not None)


def last_mails(user: User, *, now: datetime) -> Log:
    """Return the last few, and whether something about them may change at any moment; two queries."""
    found = list(_digests(user)[:SHOWN_IN_SETTINGS])
    return Log(_rows(user, found, now), is_moving=any(_is_moving(digest, now) for digest in found))


def _start(user: User, before: str) -> Digest | None:
    pk = read_id(before)
    return Digest.objects.for_user(user).filter(pk=pk).first() if pk else None


def _digests(user: User, start: Digest | None = None) -> QuerySet[Digest]:
    digests = Digest.objects.for_user(user).order_by("-created_at", "-id")
    if start is None:
        return digests
    return digests.filter(behind(("created_at", start.created_at), ("id", start.pk), is_descending=True))


def _is_moving(digest: Digest, now: datetime) -> bool:
    since = max(digest.created_at, digest.next_try_at or digest.created_at)
    return digest.state == _State.WAITING and since - now < WATCHED_FOR and now - since < WATCHED_FOR


def _rows(user: User, digests: Sequence[Digest], now: datetime) -> list[LogRow]:
    people = _people(user, digests)
    return [
        LogRow(
            digest,
            _day(digest, user.zone),
            people.get(digest.pk, ()),
            *LOOKS[_State(digest.state)],
            told_of(digest, user.zone, now),
        )
        for digest in digests
    ]


def _day(digest: Digest, zone: ZoneInfo) -> date:
    """Return the day a mail was for; a test is of the next mail's day, so one that was asked for is of its own."""
    return digest.for_date if digest.kind in Digest.BY_ITSELF else digest.created_at.astimezone(zone).date()


def _people(user: User, digests: Sequence[Digest]) -> dict[UUID, list[Contact]]:
    """Return whom these mails named, in their order, but for those who lie in the bin."""
    named = DigestPerson.objects.for_user(user).filter(not_in_bin(user, "contact"), digest__in=[*digests])
    found: dict[UUID, list[Contact]] = defaultdict(list)
    for row in named.order_by("position").select_related("contact").only("digest_id", "contact__name"):
        found[row.digest_id].append(row.contact)
    return found


def told_of(digest: Digest, zone: ZoneInfo, now: datetime) -> list[str]:
    """Return what became of a mail, in sentences, with the clock of its reader."""
    match digest.state:
        case _State.SENT:
            return [_sent(digest, zone), *_problem(digest)]
        case _State.EMPTY:
            return [_("There was nobody to name and nothing to tell, or it was no longer wanted: no mail went out.")]
        case _State.REPLACED:
            return [_("It came too late; what it would have said is in a later mail.")]
        case _State.WAITING:
            return _waiting(digest, zone, now)
        case _:
            return [*_problem(digest), *_tries(digest)]


def _sent(digest: Digest, zone: ZoneInfo) -> str:
    if digest.sent_at is None:
        return _("It went out.")
    day = digest.sent_at.astimezone(zone).date()
    words = {"day": day_words(day), "time": time_words(digest.sent_at, zone)}
    # The day of the mail stands above.
    told = _("It went out at %(time)s.") if day == _day(digest, zone) else _("It went out on %(day)s at %(time)s.")
    return told % words


def _waiting(digest: Digest, zone: ZoneInfo, now: datetime) -> list[str]:
    if not digest.attempts:
        return [_("It is on its way.")]
    if digest.next_try_at is None:
        return [*_problem(digest), *_tries(digest)]
    words = {"day": day_words(digest.next_try_at.astimezone(zone).date()), "time": time_words(digest.next_try_at, zone)}
    is_today = digest.next_try_at.astimezone(zone).date() == now.astimezone(zone).date()
    again = _("The next try is at %(time)s.") if is_today else _("The next try is on %(day)s at %(time)s.")
    return [*_problem(digest), *_tries(digest), again % words]


def _problem(digest: Digest) -> list[str]:
    return [str(digest.get_problem_display())] if digest.problem else []


def _tries(digest: Digest) -> list[str]:
    count = digest.attempts
    if not count:
        return []
    return [ngettext("Tried %(count)s time.", "Tried %(count)s times.", count) % {"count": count}]
