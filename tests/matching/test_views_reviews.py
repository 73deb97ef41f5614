"""The way into the review, putting it off, and looking at it later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, NextStep
from matching.models import Review, ReviewedGoal, ReviewedPerson
from matching.pages.goal_log import review_log_lines
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import NOBODY, local_today, make_contact, make_goal, make_step
from tests.matching.review_rooms import age_goal, make_review, new_draft

START, LIST, PUT_OFF = "matching:review", "matching:review-list", "matching:review-put-off"


def detail(review: Review) -> str:
    """Return the address of a review."""
    return reverse("matching:review-detail", args=[review.pk])


def keep_goal(review: Review, goal: Goal, **fields: object) -> ReviewedGoal:
    """Let a review have spoken of a goal."""
    with acting_as(review.owner):
        return ReviewedGoal.objects.create(owner=review.owner, review=review, goal=goal, **fields)


def keep_person(review: Review, contact: Contact, part: str, step: NextStep | None = None) -> None:
    """Let a review have decided something about somebody."""
    with acting_as(review.owner):
        ReviewedPerson.objects.create(owner=review.owner, review=review, contact=contact, part=part, step=step)


def test_opening_it_twice_makes_one_draft(alice: User, alice_client: Client) -> None:
    make_goal(alice)

    assert "Begin the review" in alice_client.get(reverse(START)).content.decode()
    first, second = alice_client.post(reverse(START)), alice_client.post(reverse(START))

    assert first["Location"] == second["Location"]
    assert first["Location"].endswith("/goals/")
    assert "Go on with the review" in alice_client.get(reverse(START)).content.decode()
    with acting_as(alice):
        assert Draft.objects.filter(wizard="review").count() == 1


def test_looking_at_the_way_in_writes_nothing(alice: User, alice_client: Client) -> None:
    make_goal(alice)

    alice_client.get(reverse(START))

    with acting_as(alice):
        assert not Draft.objects.exists()


def test_whoever_has_no_goal_begins_with_what_moved(alice_client: Client) -> None:
    assert alice_client.post(reverse(START))["Location"].endswith("/moved/")


def test_a_review_that_is_due_is_put_off_and_brought_back(alice: User, alice_client: Client) -> None:
    make_review(alice, local_today() - timedelta(days=200))
    assert "Ask again" in alice_client.get(reverse(START)).content.decode()

    response = alice_client.post(reverse(PUT_OFF), {"span": "1m", "next": reverse(LIST)})

    assert response["Location"] == reverse(LIST)
    [message] = get_messages(response.wsgi_request)
    assert "The review waits until" in str(message)
    assert "Ask again" not in alice_client.get(reverse(START)).content.decode()
    undo = message.extra_tags
    assert undo
    assert alice_client.post(undo)["Location"] == reverse(START)
    assert "Ask again" in alice_client.get(reverse(START)).content.decode()


@pytest.mark.parametrize("span", ["", "never", "a\0b", "x" * 10_000])
def test_an_unknown_time_puts_nothing_off(alice: User, alice_client: Client, span: str) -> None:
    response = alice_client.post(reverse(PUT_OFF), {"span": span})

    assert response.status_code == 302
    with acting_as(alice):
        assert not Review.objects.exists()


def test_putting_off_is_a_post(alice_client: Client) -> None:
    assert alice_client.get(reverse(PUT_OFF)).status_code == 405


def test_a_review_of_a_stranger_is_not_found(alice: User, charlie_client: Client) -> None:
    review = make_review(alice, date(2026, 1, 1))
    with acting_as(alice):
        put_off = Review.objects.create(owner=alice, since_on=date(2026, 1, 1), put_off_until=date(2026, 2, 1))

    assert charlie_client.get(detail(review)).status_code == 404
    assert charlie_client.post(reverse("matching:review-put-off-undo", args=[put_off.pk])).status_code == 404
    assert charlie_client.get(reverse(LIST), {"after": str(review.pk)}).status_code == 404
    with acting_as(alice):
        assert Review.objects.count() == 2


def test_a_finished_review_is_not_taken_back(alice: User, alice_client: Client) -> None:
    review = make_review(alice, date(2026, 1, 1))

    assert alice_client.post(reverse("matching:review-put-off-undo", args=[review.pk])).status_code == 404
    assert alice_client.get(detail(review)).status_code == 200


def test_the_page_says_figures_against_the_review_before(alice: User, alice_client: Client) -> None:
    goal, other = make_goal(alice), make_goal(alice, "Speak at two conferences")
    before, now = make_review(alice, date(2026, 1, 1)), make_review(alice, date(2026, 4, 1), moved="A lot", plan="Less")
    keep_goal(before, goal, people=3, moments=4, steps_done=2)
    keep_goal(now, goal, people=5, moments=1, steps_done=2, gap="expert", moved="Two commissions")
    keep_goal(now, other, verdict="changed", people=1)

    page = alice_client.get(detail(now)).content.decode()

    for words in (
        "2 more than before", "3 fewer than before", "as many as in the review before",
        "A lot", "Less", "Two commissions", "Expert", "Say it in other words",
    ):  # fmt: skip
        assert words in page
    assert page.count("than before") == 2
    assert "than before" not in alice_client.get(detail(before)).content.decode()


def test_the_page_says_what_became_of_each_step(alice: User, alice_client: Client) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    review = make_review(alice, date(2026, 1, 1))
    at, today = datetime(2026, 2, 1, 12, tzinfo=UTC), local_today()
    steps: dict[str, dict[str, Any]] = {
        "one": {"done_at": at}, "two": {"dropped_at": at},
        "three": {"due_on": today + timedelta(days=3)}, "four": {"due_on": today - timedelta(days=3)},
    }  # fmt: skip
    for text, fields in steps.items():
        keep_person(review, contact, "step", make_step(goal, contact, text, **fields))

    page = alice_client.get(detail(review)).content.decode()

    assert "Done on 1 Feb 2026" in page
    assert "Dropped on 1 Feb 2026" in page
    assert "Open, by" in page
    assert "Open since" in page


def test_somebody_who_rests_is_woken_from_the_page(alice: User, alice_client: Client) -> None:
    contact, gone = make_contact(alice, is_resting=True), make_contact(alice, "Zoe Weg", deleted_at=timezone.now())
    review = make_review(alice, date(2026, 1, 1))
    keep_person(review, contact, "rest")
    keep_person(review, gone, "thanked")

    page = alice_client.get(detail(review)).content.decode()
    assert "Wake" in page
    assert "Zoe Weg" not in page
    alice_client.post(reverse("contacts:contact-wake", args=[contact.pk]), {"next": detail(review)})

    assert "awake again" in alice_client.get(detail(review)).content.decode()


def test_the_list_is_empty_until_there_is_one(alice_client: Client) -> None:
    page = alice_client.get(reverse(LIST)).content.decode()

    assert "No review yet" in page
    assert reverse(START) in page


def test_the_list_has_pages_and_its_part(alice: User, alice_client: Client) -> None:
    reviews = [make_review(alice, date(2020, 1, 1) + timedelta(days=90 * n)) for n in range(23)]
    with acting_as(alice):
        Review.objects.create(owner=alice, since_on=date(2026, 1, 1), put_off_until=date(2026, 2, 1))

    page = alice_client.get(reverse(LIST)).content.decode()
    rest = alice_client.get(reverse(LIST), {"after": str(reviews[3].pk)}, headers={"HX-Request": "true"})

    assert page.count("/matching/reviews/0") == 20
    part = rest.content.decode()
    assert "<html" not in part
    assert detail(reviews[2]) in part
    assert detail(reviews[3]) not in part
    assert "HX-Request" in rest["Vary"]


@pytest.mark.parametrize("after", ["nonsense", NOBODY, "a\0b"])
def test_a_place_in_the_list_that_does_not_exist_is_not_found(alice_client: Client, after: str) -> None:
    assert alice_client.get(reverse(LIST), {"after": after}).status_code == 404


def test_queries_of_list_and_page_do_not_grow(alice: User, alice_client: Client) -> None:
    counts: list[tuple[int, int]] = []
    for number in (1, 5):
        review = make_review(alice, date(2026, 1, number))
        for n in range(number):
            goal, contact = make_goal(alice, f"Goal {number} {n}"), make_contact(alice, f"Somebody {number} {n}")
            keep_goal(review, goal)
            keep_person(review, contact, "step", make_step(goal, contact))
            keep_person(review, contact, "rest")
        alice_client.get(detail(review))
        with CaptureQueriesContext(connection) as page:
            alice_client.get(detail(review))
        with CaptureQueriesContext(connection) as listing:
            alice_client.get(reverse(LIST))
        counts.append((len(page), len(listing)))

    assert counts[0] == counts[1]


def test_the_log_of_a_goal_has_its_reviews(alice: User, charlie: User) -> None:
    goal = age_goal(make_goal(alice), datetime(2025, 1, 1, tzinfo=UTC))
    reviews = [make_review(alice, date(2026, month, 1)) for month in (1, 4, 7)]
    rows = [keep_goal(review, goal, moved=f"No. {place}") for place, review in enumerate(reviews)]

    with acting_as(alice):
        first = review_log_lines(alice, goal.pk, None, 2)
        rest = review_log_lines(alice, goal.pk, (first[-1].day, first[-1].pk), 2)
    with acting_as(charlie):
        assert review_log_lines(charlie, goal.pk, None, 2) == []

    assert [line.pk for line in (*first, *rest)] == [row.pk for row in reversed(rows)]
    assert (first[0].title, first[0].text, first[0].url) == ("Looked back: Still right", "No. 2", detail(reviews[2]))


def test_a_draft_is_gone_on_with_where_it_was_left(alice: User, alice_client: Client) -> None:
    make_goal(alice)
    draft = new_draft(alice)

    asked = alice_client.post(reverse(START) + "?step=plan")
    strange = alice_client.post(reverse(START) + "?step=nonsense")

    assert asked["Location"] == reverse("matching:review-step", args=[draft.pk, "plan"])
    assert strange["Location"] == reverse("matching:review-step", args=[draft.pk, "goals"])
