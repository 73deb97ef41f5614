"""Every page of reminders, and Today, for one user with 10,000 people and 1,000 mails.

Run as `python3 run.py test bench/reminders.py -s -n 0`. Prints queries, milliseconds of the processor here and in the
database, and the times without and with the planner's statistics: no page may depend on them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bench.crowd import as_owner
from bench.people import People
from bench.timing import compare_statistics, count_queries, processor
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from reminders.services.feeds import open_feed
from reminders.tokens.feeds import sign_feed
from reminders.tokens.mails import Act, ActToken, sign_act, sign_unsubscribe

MAILS, NAMED = 1_000, 3
PAGES = {
    "settings": "/reminders/settings/",
    "log": "/reminders/log/",
    "preview": "/reminders/preview/",
    "preview, HTML": "/reminders/preview/html/",
    "calendar": "/reminders/calendar/",
    "notifications": "/reminders/notifications/",
    "Today": "/",
    "Today, everybody": "/today/people/",
    "Today, everybody, page 20": "/today/people/?page=20",
    "link, been in touch": "/reminders/act/{act}/",
    "link, unsubscribe": "/reminders/unsubscribe/{unsubscribe}/",
    "feed": "/reminders/calendar/feed/{feed}/netzwerk.ics",
}


class Reminded(People):
    """One large user who has got mails for years."""

    def fill(self) -> None:
        """Write everything, and tell the planner nothing."""
        super().fill()
        with as_owner() as cursor:
            for table in ("reminders_digest", "reminders_digestperson"):
                cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
        with acting_as(self.large):
            _write_mails(self.large)

    def analyse(self) -> None:
        """Let the planner know."""
        super().analyse()
        with as_owner() as cursor:
            cursor.execute("ANALYZE reminders_digest, reminders_digestperson")


def _write_mails(user: User) -> None:
    today = timezone.localdate()
    people = list(Contact.objects.for_user(user).present().order_by("id")[:MAILS])
    days = [today - timedelta(days=2 * number + 1) for number in range(MAILS)]
    mails = Digest.objects.bulk_create(
        Digest(owner=user, for_date=day, sends_on=day, covers_until=day, state=Digest.State.SENT, attempts=1)
        for day in days
    )
    DigestPerson.objects.bulk_create(
        DigestPerson(owner=user, digest=mail, contact=people[(number + place * 7) % MAILS], named_on=mail.for_date)
        for number, mail in enumerate(mails)
        for place in range(NAMED)
    )


@pytest.fixture
def reminded(transactional_db: None) -> Reminded:  # noqa: ARG001 - for its effect
    """Fill the database."""
    reminded = Reminded()
    reminded.fill()
    return reminded


def test_pages_of_reminders(reminded: Reminded) -> None:
    """Print what each page costs; none may depend on statistics."""
    works = _works(reminded.large)
    wrong = compare_statistics(reminded.large, works, reminded.analyse)
    for name, work in works.items():
        here, there = processor(work)
        print(f"{name:34} {count_queries(work):3} queries, {here:6.0f} ms here, {there:6.0f} ms in the database")  # noqa: T201
    assert wrong == []


def _works(user: User) -> dict[str, Callable[[], object]]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    with acting_as(user):
        digest = Digest.objects.for_user(user).order_by("-for_date")[0]
        person = DigestPerson.objects.for_user(user).filter(digest=digest)[0]
        signed = {
            "act": sign_act(ActToken(user.pk, person.contact_id, digest.pk, Act.TOUCH)),
            "unsubscribe": sign_unsubscribe(user.pk),
            "feed": sign_feed(open_feed(user=user)),
        }
    return {f"page {name}": _page(client, path.format(**signed)) for name, path in PAGES.items()}


def _page(client: Client, path: str) -> Callable[[], object]:
    def get() -> object:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return b"".join(answer) if answer.streaming else answer

    return get
