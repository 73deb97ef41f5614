"""Whole mails as files, in English, in German with *Sie* and with *du*; each run compares what is written now.

`NETZWERK_WRITE_DOCS=1 python3 run.py test tests/reminders/test_mail_snapshots.py` writes them anew: look at what
changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from tests.factories import TODAY, make_goal, make_user
from tests.reminders.mail_cast import furnish_ten, furnish_three, make_miriam, steady, watch, write_mail
from tests.reminders.people import give_date, make_fresh, make_offer, make_overdue

FOLDER = Path(__file__).parent / "snapshots"
MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)
LANGUAGES = ("en", "de", "de-du")


@dataclass(frozen=True)
class Since:
    """A mail that tells of days before its own."""

    since: date


def three(user: User) -> EmailMultiAlternatives:
    furnish_three(user)
    return write_mail(user)


def one(user: User) -> EmailMultiAlternatives:
    make_miriam(user, make_goal(user, is_leading=True))
    make_offer(user, "A look at a layout")
    return write_mail(user, hour=19)


def two(user: User) -> EmailMultiAlternatives:
    make_overdue(user, "Miriam Kessler")
    make_overdue(user, "Tomasz Bielak")
    return write_mail(user, hour=12)


def ten(user: User) -> EmailMultiAlternatives:
    furnish_ten(user)
    return write_mail(user)


def dates(user: User) -> EmailMultiAlternatives:
    user.digest_people = 0
    give_date(make_fresh(user, "Ruth Albers", birthday_month=3, birthday_day=19), "Anniversary", 3, 18, 2016)
    make_fresh(user, "Aylin Demir", birthday_month=3, birthday_day=17, birthday_year=1986)
    return write_mail(user)


def news(user: User) -> EmailMultiAlternatives:
    watch(user, make_goal(user))
    return write_mail(user)


def private(user: User) -> EmailMultiAlternatives:
    user.has_private_mails = True
    furnish_three(user)
    return write_mail(user)


def private_news(user: User) -> EmailMultiAlternatives:
    user.has_private_mails = True
    watch(user, make_goal(user))
    return write_mail(user)


def a_test(user: User) -> EmailMultiAlternatives:
    furnish_three(user)
    return write_mail(user, kind=Digest.Kind.TEST)


def nobody(user: User) -> EmailMultiAlternatives:
    user.next_digest_at = datetime(2026, 3, 23, 7, tzinfo=UTC)
    return write_mail(user, kind=Digest.Kind.TEST)


def day(user: User) -> EmailMultiAlternatives:
    user.digest_people = 0
    user.digest_weekdays = [0, 1, 2, 3, 4, 5, 6]
    aylin = make_fresh(user, "Aylin Demir", birthday_month=3, birthday_day=16, birthday_year=1986)
    give_date(aylin, "Anniversary", 3, 16)
    return write_mail(user, kind=Digest.Kind.DAY)


def late(user: User) -> EmailMultiAlternatives:
    make_overdue(user)
    return write_mail(user, for_date=date(2026, 3, 14))


def one_day_late(user: User) -> EmailMultiAlternatives:
    make_overdue(user)
    return write_mail(user, for_date=date(2026, 3, 15))


def covering(user: User) -> EmailMultiAlternatives:
    make_overdue(user)
    return write_mail(user, covered=Since(date(2026, 3, 9)))


CASES: dict[str, Callable[[User], EmailMultiAlternatives]] = {
    "three": three, "one": one, "two": two, "ten": ten, "dates": dates, "news": news, "private": private,
    "private-news": private_news, "test": a_test, "test-with-nobody": nobody, "day": day, "late": late,
    "one-day-late": one_day_late, "covering": covering,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Ids differ from run to run, and with them whose turn a question is.
    monkeypatch.setattr("reminders.mail.questions.turn_of", lambda *_seed: 0)
    settings.BASE_URL = "https://netzwerk.example"
    with time_machine.travel(MONDAY_8, tick=False):
        yield


def read(mail: EmailMultiAlternatives) -> EmailMessage:
    """Return the mail as a mail program reads its bytes."""
    message = message_from_bytes(mail.message().as_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def parts_of(message: EmailMessage) -> tuple[str, str]:
    """Return headers and text, and the HTML, without what differs from run to run."""
    headers = [f"{name}: {value}" for name, value in message.items() if name != "Content-Type"]
    plain, html = (str(part.get_content()) for part in message.iter_parts() if isinstance(part, EmailMessage))
    return steady("\n".join([*headers, "", plain])), steady(html)


def compare(path: Path, text: str) -> None:
    if os.environ.get("NETZWERK_WRITE_DOCS"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_mail_reads_as_it_did(db: None, case: str, language: str) -> None:
    user = make_user(language=language)
    with acting_as(user):
        message = read(CASES[case](user))

    text, html = parts_of(message)

    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_content_type() == "multipart/alternative"
    compare(FOLDER / f"{case}.{language}.txt", text)
    compare(FOLDER / f"{case}.{language}.html", html)


@pytest.mark.parametrize("case", CASES)
def test_no_line_is_too_long_for_a_mail_server_and_no_mail_for_a_phone(as_alice: User, case: str) -> None:
    as_alice.language = "de"
    mail = CASES[case](as_alice)
    sent = mail.message().as_bytes()

    assert max(map(len, sent.splitlines())) <= 998
    # From 102 KB on, some programs cut the end off, where the links to stop the mails are.
    assert len(parts_of(read(mail))[1].encode()) < 60_000


def test_there_is_no_file_without_a_mail() -> None:
    names = {f"{case}.{language}{end}" for case in CASES for language in LANGUAGES for end in (".txt", ".html")}

    assert {path.name for path in FOLDER.iterdir()} == names
    assert TODAY.weekday() == 0
