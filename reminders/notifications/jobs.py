"""Jobs that notify browsers: once for each digest that came by itself, and a test on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.utils import timezone, translation

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.jobs import extend_lease, job_handler
from netzwerk.core.models import Job
from netzwerk.core.queues import MAILS
from netzwerk.core.retries import Retries
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson, PushSubscription
from reminders.notifications import words
from reminders.notifications.post import Answer, PushSession, post_note
from reminders.services import push
from reminders.services.push_key import private_key_of, push_key
from reminders.words.names import short_name

# Half a day: what is told later than that, Today and the next one say better.
PATIENCE = Retries(first=timedelta(minutes=1), longest=timedelta(hours=1), lasts=timedelta(hours=12))


class PushServiceBusyError(Exception):
    """A push service did not take a notification now; the job tries again those browsers that have none yet."""


@job_handler(push.PUSH_KIND, retries=PATIENCE, queue=MAILS)
def push_digest(job: Job) -> None:
    """Notify each browser of the owner of what a digest says.

    A crash between a push service's yes and our note of it sends a second copy, which has the same tag and so takes
    the place of the first.
    """
    user = _user_of(job)
    if user is None or user.deletion_due_at is not None or job.object_id is None:
        return
    with _as_user(user):
        digest = Digest.objects.for_user(user).filter(pk=job.object_id).first()
        note = _note_of(digest, user, timezone.localdate()) if digest else None
        browsers = push.browsers_waiting(user=user, since=digest.created_at) if digest else []
    if note is None:
        return
    answers = _send(job, user, browsers, note, topic="digest")
    if Answer.LATER in answers:
        raise PushServiceBusyError


@job_handler(push.TEST_KIND)
def push_test(job: Job) -> None:
    """Send a test to each browser of the owner, once: what comes hours later tests nothing.

    It is no reminder, so it leaves no trace that could keep one back.
    """
    if user := _user_of(job):
        with _as_user(user):
            note, browsers = words.test_note(), list(push.browsers_of(user))
        _send(job, user, browsers, note, topic="test")


def _user_of(job: Job) -> User | None:
    return User.objects.filter(pk=job.owner_id, is_active=True).first() if job.owner_id else None


@contextmanager
def _as_user(user: User) -> Iterator[None]:
    with acting_as(user), translation.override(user.language), timezone.override(user.zone):
        yield


def _note_of(digest: Digest, user: User, on: date) -> dict[str, str] | None:
    """Return what to say about a digest now; None when whomever it named is not to be proposed any more."""
    rows = DigestPerson.objects.for_user(user).filter(digest=digest)
    named = list(rows.values_list("contact_id", flat=True))
    tag = str(digest.pk)
    if not named:
        return words.dates_note(tag)
    found = Contact.objects.for_user(user).suggestible(on=on).in_bulk(named)
    people = [found[pk] for pk in named if pk in found]
    if not people:
        return None
    names = [] if user.has_private_mails else [short_name(contact) for contact in people]
    return words.people_note(names, count=len(people), tag=tag)


def _send(
    job: Job, user: User, browsers: Sequence[PushSubscription], note: Mapping[str, str], *, topic: str
) -> set[Answer]:
    """Send a note to browsers one after the other, outside any transaction; return what was answered."""
    answers: set[Answer] = set()
    private_key = private_key_of(push_key()) if browsers else None
    with PushSession() as session:
        for browser in browsers:
            assert private_key is not None
            extend_lease(job)
            answer = post_note(browser=browser, note=note, topic=topic, private_key=private_key, session=session)
            _record(user, browser, answer, is_reminder=job.kind == push.PUSH_KIND)
            answers.add(answer)
    return answers


def _record(user: User, browser: PushSubscription, answer: Answer, *, is_reminder: bool) -> None:
    with acting_as(user):
        if answer is Answer.GONE:
            push.forget_browser(owner_id=user.pk, mark=browser.endpoint_hash)
        elif answer is Answer.TAKEN and is_reminder:
            push.record_push(browser=browser, at=timezone.now())
