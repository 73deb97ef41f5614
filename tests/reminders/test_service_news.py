"""What the mail says about networks: once, behind the log-in, and alone when nobody is to be named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.models import User
from goals.models import Goal
from matching.words.reviews import title_words
from networks.models import LookingPlace
from networks.services.wanted import want_people
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.mail.message import compose_digest
from reminders.models import Digest
from reminders.services import news_of_mail, propose_people
from reminders.services.ordering import order_digest
from tests.factories import TODAY, make_check, make_contact, make_event, make_goal, make_membership, make_network
from tests.reminders.mail_cast import Links, html_of
from tests.reminders.people import make_fresh, make_overdue

MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)
    with time_machine.travel(MONDAY_8, tick=False):
        yield


def watch(user: User, days: int = 0, text: str = "Börsenblatt") -> LookingPlace:
    again = TODAY + timedelta(days=days)
    goal = make_goal(user, f"Goal of {text}")
    with acting_as(user):
        return LookingPlace.objects.create(
            owner=user, goal=goal, kind="press", text=text, watched_weeks=4, look_again_on=again
        )


def digest_on(user: User, days: int, **fields: object) -> Digest:
    return Digest.objects.create(owner=user, for_date=TODAY + timedelta(days=days), **fields)


def compose(user: User) -> EmailMultiAlternatives:
    digest, proposal = digest_on(user, 0), propose_people(user=user, on=TODAY)
    with translation.override(user.language), timezone.override(user.zone):
        news = news_of_mail(user=user, on=TODAY, digest=digest)
        return compose_digest(digest=digest, user=user, proposal=proposal, news=news, at=timezone.localtime())


def told(user: User, days: int = 0, digest: Digest | None = None) -> list[str]:
    return [line.title for line in news_of_mail(user=user, on=TODAY + timedelta(days=days), digest=digest)]


def test_the_mail_has_a_block_with_a_link_behind_the_log_in(as_alice: User) -> None:
    make_overdue(as_alice)
    place = watch(as_alice)

    mail = compose(as_alice)

    assert mail.subject == "Worth a message: Tomasz"
    for text in (mail.body, html_of(mail)):
        assert "Coming up" in text
        assert "Look here again: Goal of Börsenblatt." in text
    links = Links(html_of(mail)).found
    assert f"{settings.BASE_URL}/networks/places/{place.pk}/look/" in links
    assert f"{settings.BASE_URL}/networks/agenda/" in links
    assert all(link in mail.body for link in links)


def test_without_news_there_is_no_block(as_alice: User) -> None:
    make_overdue(as_alice)

    assert "Coming up" not in compose(as_alice).body


def test_a_mail_that_names_nobody_is_about_the_networks(as_alice: User) -> None:
    watch(as_alice)

    mail = compose(as_alice)

    assert mail.subject == "Coming up: Börsenblatt"
    assert "nobody is waiting for a message, but something is coming up." in mail.body


def test_a_birthday_comes_before_networks_in_the_subject(as_alice: User) -> None:
    watch(as_alice)
    as_alice.digest_people = 0
    make_fresh(as_alice, "Aylin Demir", birthday_month=3, birthday_day=19)

    assert compose(as_alice).subject == "A birthday: Aylin"


def test_what_the_user_wrote_is_no_header_and_no_markup(as_alice: User) -> None:
    watch(as_alice, text="<b>Bold</b>\r\nBcc: everybody@example.org")

    mail = compose(as_alice)

    assert mail.message()["Bcc"] is None
    assert "\n" not in mail.subject
    assert "<b>" not in html_of(mail)


def test_it_speaks_german(as_alice: User) -> None:
    as_alice.language = "de"
    watch(as_alice)

    mail = compose(as_alice)

    assert mail.subject == "Was ansteht: Börsenblatt"
    assert "niemand wartet auf eine Nachricht, aber es steht etwas an." in mail.body
    assert "Mehr aus Ihren Netzwerken: http" in mail.body
    Digest.objects.for_user(as_alice).delete()
    as_alice.language = "de-du"
    assert "Mehr aus deinen Netzwerken: http" in compose(as_alice).body


def test_a_look_back_is_told_when_it_falls_due_and_once_more_two_weeks_later(as_alice: User) -> None:
    goal = make_goal(as_alice)
    Goal.objects.filter(pk=goal.pk).update(created_at=datetime(2025, 12, 16, 12, tzinfo=UTC))
    weeks = [digest_on(as_alice, 7 * week, state="sent") for week in range(-1, 4)]

    kinds = [[line.kind for line in news_of_mail(user=as_alice, on=digest.for_date, digest=digest)] for digest in weeks]

    assert kinds == [[], ["review"], [], ["review"], []]


def test_a_mail_with_nothing_but_a_look_back_names_it_and_leads_to_no_network(as_alice: User) -> None:
    goal = make_goal(as_alice)
    Goal.objects.filter(pk=goal.pk).update(created_at=datetime(2025, 12, 16, 12, tzinfo=UTC))

    mail = compose(as_alice)

    assert mail.subject == f"Coming up: {title_words()}"
    assert f"{settings.BASE_URL}/matching/review/" in mail.body
    assert "networks" not in mail.body


def test_each_thing_is_told_by_the_mail_that_covers_its_day_alone(as_alice: User) -> None:
    watch(as_alice, 3)

    first, second = digest_on(as_alice, 0, state="sent"), digest_on(as_alice, 7)

    assert told(as_alice, 0, first) == ["Börsenblatt"]
    assert told(as_alice, 7, second) == []


def test_after_mails_that_did_not_go_out_the_next_one_tells_what_they_left_out(as_alice: User) -> None:
    watch(as_alice, 10)
    digest_on(as_alice, 0, state="sent")
    digest_on(as_alice, 7, state="failed")

    assert told(as_alice, 14, digest_on(as_alice, 14)) == ["Börsenblatt"]


def test_an_empty_mail_has_told_all_there_was(as_alice: User) -> None:
    digest_on(as_alice, -7, state="empty")
    watch(as_alice, -3)

    assert told(as_alice, 0, digest_on(as_alice, 0)) == []


def test_a_mail_tried_again_on_the_next_day_tells_the_same(as_alice: User) -> None:
    watch(as_alice, 0)
    first = digest_on(as_alice, 0)

    assert told(as_alice, 1, first) == ["Börsenblatt"]


def test_a_mail_asked_for_takes_nothing_from_the_next(as_alice: User) -> None:
    watch(as_alice, 3)
    asked = digest_on(as_alice, 0, kind=Digest.Kind.NOW, state="sent")

    assert told(as_alice, 0, asked) == ["Börsenblatt"]
    assert told(as_alice, 1, digest_on(as_alice, 1)) == ["Börsenblatt"]


def test_a_mail_asked_for_says_all_that_waits(as_alice: User) -> None:
    watch(as_alice, -20)
    watch(as_alice, 7, "Next week")

    assert told(as_alice, 0, digest_on(as_alice, 0, kind=Digest.Kind.NOW)) == ["Börsenblatt"]
    assert told(as_alice, 0, digest_on(as_alice, 0)) == []


def test_a_mail_can_be_asked_for_when_only_networks_have_news(as_alice: User) -> None:
    assert order_digest(user=as_alice, on=TODAY) is None

    watch(as_alice)

    assert order_digest(user=as_alice, on=TODAY) is not None


def test_news_alone_are_worth_a_mail(alice: User, mailoutbox: list[EmailMultiAlternatives]) -> None:
    make_fresh(alice)
    watch(alice, 2)
    with acting_as(alice):
        digest = digest_on(alice, 0)
    job = enqueue_job(kind="digest", owner=alice, object_id=digest.pk)

    run_job(str(job.pk))
    run_job(str(job.pk))

    assert [mail.subject for mail in mailoutbox] == ["Coming up: Börsenblatt"]


def test_no_name_of_a_network_writes_a_header_or_a_tag(as_alice: User) -> None:
    name = "Choir\r\nBcc: eve@example.org\u2028<script>alert(1)</script>"
    make_check(make_network(as_alice, name), make_goal(as_alice), review_on=TODAY)

    mail = compose(as_alice)
    message = mail.message()

    assert mail.subject.startswith("Coming up: Choir Bcc: eve@example.org")
    assert message["Bcc"] is None
    assert len(str(message["Subject"]).splitlines()) == 1
    assert "<script>" not in html_of(mail)
    assert "&lt;script&gt;" in html_of(mail)
    assert all(link.startswith((settings.BASE_URL, "mailto:")) for link in Links(html_of(mail)).found)


def test_nothing_of_a_strangers_and_nothing_of_the_bin_is_in_the_mail(as_alice: User, charlie: User) -> None:
    for owner, fields in ((charlie, {}), (as_alice, {"deleted_at": timezone.now()})):
        network = make_network(owner, "Guild", stage="member", **fields)
        make_membership(network, since_on=TODAY - timedelta(days=400))
        make_check(network, make_goal(owner), review_on=TODAY)
    make_overdue(as_alice)

    mail = compose(as_alice)

    assert "Guild" not in mail.body + html_of(mail) + mail.subject


@pytest.mark.parametrize("gone", [{"deleted_at": MONDAY_8}, {"archived_at": MONDAY_8}, {"ended_in_conflict": True}])
def test_whoever_may_not_be_named_is_not_named_among_those_who_are_wanted(
    as_alice: User, gone: dict[str, object]
) -> None:
    event, contact = make_event(make_network(as_alice)), make_contact(as_alice, "Xaver", **gone)
    with acting_as(as_alice):
        want_people(event=event, planned_on=TODAY, contacts=[contact], names=[], why="", today=TODAY)
        assert told(as_alice) == []
        want_people(event=event, planned_on=TODAY, contacts=[make_contact(as_alice)], names=[], why="", today=TODAY)
        [line] = news_of_mail(user=as_alice, on=TODAY)
    assert "Xaver" not in line.sentence
    assert "Miriam Kessler" in line.sentence
