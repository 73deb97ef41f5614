"""What follows from a report: the mail has failed after all, an address is counted that refuses, mails pause."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.core.signing import BadSignature
from django.db.models import Q, QuerySet

from accounts.models import User
from netzwerk.core.delivery import DeliveryError, Stage
from netzwerk.core.mail_ids import MailKind
from netzwerk.core.walls import acting_as
from reminders.mail.problems import judge
from reminders.rules.bounces import Bounce, Complaint, Report, plain_address
from reminders.services import bounces
from reminders.tokens.mails import read_unsubscribe

logger = logging.getLogger(__name__)


def take_reports(reports: Iterable[Report], *, now: datetime) -> int:
    """Note each report about a mail that was really sent to its user, and return how many were news.

    Which mail it was is known to this site and to whoever got it. Together with the address that it was sent to, or
    with the link in it that stops all mails, it is what a forger would have to know, so anything else is passed over.
    """
    return sum(_take(report, now) for report in reports)


def _take(report: Report, now: datetime) -> bool:
    note = _note_bounce if isinstance(report, Bounce) else _note_complaint
    for user in _users_of(report):
        with acting_as(user):
            if note(report, user, now):
                return True
    return False


def _users_of(report: Report) -> QuerySet[User]:
    addresses = [address for address in report.addresses if plain_address(address) == address]
    found = Q(email__in=addresses)
    if isinstance(report, Complaint) and report.tokens:
        found |= Q(pk__in=_named_by(report.tokens))
    return User.objects.filter(found)


def _named_by(tokens: Iterable[str]) -> list[int]:
    found = []
    for token in tokens:
        with suppress(BadSignature):
            found.append(read_unsubscribe(token))
    return found


def _note_bounce(report: Report, user: User, now: datetime) -> bool:
    assert isinstance(report, Bounce)
    mail, verdict = report.mail, judge(DeliveryError(Stage.RECIPIENT, report.code, report.status))
    if mail.kind == MailKind.LOGIN:
        is_news = bounces.note_login_bounce(user=user, mail=mail, is_refusal=verdict.is_refusal, now=now)
    else:
        is_news = bounces.note_bounce(
            user=user, digest_id=mail.id, problem=verdict.problem, is_refusal=verdict.is_refusal, now=now
        )
    if is_news:
        logger.warning("%s %s came back: %s (%s)", mail.kind, mail.id, verdict.problem, report.status)
    return is_news


def _note_complaint(report: Report, user: User, now: datetime) -> bool:
    mail = report.mail
    if mail.kind == MailKind.LOGIN:
        is_news = bounces.note_login_complaint(user=user, mail=mail, now=now)
    else:
        is_news = bounces.note_complaint(user=user, digest_id=mail.id, now=now)
    if is_news:
        logger.warning("%s %s was called spam", mail.kind, mail.id)
    return is_news
