"""What the sample account says about who helps: every part of matching has something to show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from accounts.models import User
from contacts.models import Contact
from goals.models import Competence, Goal, LogEntry, NextStep, Role
from matching.models import Approach, Holder, Review, Revival
from matching.pages.reviews import review_page
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from transfer.sample import fill_with_sample


@pytest.fixture(scope="module")
def sample_user(module_transaction: None) -> User:
    """A user with sample data."""
    user = make_user()
    with acting_as(user):
        fill_with_sample(user=user, today=TODAY)
    return user


@pytest.fixture
def jana(sample_user: User, taken_back: None) -> Iterator[User]:
    """Whoever looks around in it."""
    with acting_as(sample_user):
        yield sample_user


def test_there_are_more_than_ten_old_ties_worth_reviving_and_some_with_marks(jana: User) -> None:
    worth = Contact.objects.for_user(jana).worth_reviving(on=TODAY)
    assert worth.count() > 10
    assert worth.filter(trust=1, standing=1).exists()


def test_the_leading_goal_has_progress_and_one_competence_that_nobody_has(jana: User) -> None:
    leading = Goal.objects.for_user(jana).get(is_leading=True)
    progress = LogEntry.objects.for_user(jana).filter(goal=leading, kind="progress").order_by("happened_on")
    assert list(progress.values_list("number", flat=True)) == [1, 2]
    without = Competence.objects.for_user(jana).filter(goal=leading, holders=None)
    assert without.count() == 1
    assert not Role.objects.for_user(jana).filter(goal=leading, kind="insider").exists()


def test_steps_were_done_and_dropped_and_what_to_give_is_known_before_what_to_ask(jana: User) -> None:
    steps = NextStep.objects.for_user(jana)
    assert (steps.filter(done_at__isnull=False).count(), steps.filter(dropped_at__isnull=False).count()) == (3, 1)
    assert all(one.gives and one.asks and one.offer_id for one in Approach.objects.for_user(jana))
    assert Holder.objects.for_user(jana).count() == 3


def test_old_ties_came_to_different_ends_and_the_next_look_back_is_due(jana: User) -> None:
    assert set(Revival.objects.for_user(jana).values_list("outcome", flat=True)) == {"helped", "answered", "no_answer"}
    review = Review.objects.for_user(jana).finished().get()
    assert review.finished_on is not None
    assert (TODAY - review.finished_on).days > 92


def test_each_old_tie_that_was_taken_up_has_its_first_words_in_both_languages(jana: User) -> None:
    openers = set(Revival.objects.for_user(jana).values_list("opener", flat=True))
    assert "" not in openers
    assert len(openers) == 3
    german = make_user("sample-de@example.org", language="de")
    with acting_as(german):
        fill_with_sample(user=german, today=TODAY)
        in_german = set(Revival.objects.for_user(german).values_list("opener", flat=True))
    assert len(in_german - openers) == 3
    assert "" not in in_german


def test_the_page_of_the_look_back_shows_a_plan_of_which_something_is_done_dropped_and_open(jana: User) -> None:
    review = Review.objects.for_user(jana).finished().get()
    with override("en"):
        page = review_page(jana, review, TODAY)
        became = [part.outcome.words.split(" on ")[0].split(" since ")[0] for part in page.steps]
    assert became == ["Done", "Done", "Dropped", "Open"]
    assert [contact.name for contact in page.thanked] == ["Ruth Sommer"]
    assert all(part.step.created_at.date() == review.finished_on for part in page.steps)


def test_everything_is_older_than_what_came_of_it(jana: User) -> None:
    goal = Goal.objects.for_user(jana).get(is_leading=True)
    assert all(role.created_at >= goal.created_at for role in Role.objects.for_user(jana).filter(goal=goal))
    ended = [(step.created_at, step.done_at or step.dropped_at) for step in NextStep.objects.for_user(jana)]
    assert all(ended_at is None or made_at < ended_at for made_at, ended_at in ended)
