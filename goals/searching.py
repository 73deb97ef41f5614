"""Goals, and what is asked and planned for them, for the search."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.rules.search_words import holds, terms_among, words_of
from contacts.wording import dotted
from goals.models import Goal, NextStep, Question
from netzwerk.core.registry import SearchHit

# Goals are few; their questions and open next steps may be more.
MOST_ROWS = 500


def find_goals(user: User, text: str) -> list[SearchHit]:
    """Return goals, questions and open next steps that have every word, in this order; three queries."""
    found = [*_goals(user), *_questions(user), *_next_steps(user)]
    terms = terms_among(text, words_of(*(words for words, _hit in found)))
    return [hit for words, hit in found if holds(words, terms)]


def _goals(user: User) -> Iterator[tuple[str, SearchHit]]:
    goals = Goal.objects.for_user(user).only("statement", "field", "own_purpose", "sign_of_success", "status")
    for goal in goals.order_by("-is_leading", "created_at")[:MOST_ROWS]:
        words = " ".join((goal.statement, goal.field, goal.own_purpose, goal.sign_of_success))
        yield words, SearchHit(goal.statement, _url(goal.pk), "bullseye", goal.get_status_display())


def _questions(user: User) -> Iterator[tuple[str, SearchHit]]:
    questions = Question.objects.for_user(user).values_list("text", "goal_id", "goal__statement")
    for text, goal_id, statement in questions[:MOST_ROWS]:
        yield text, SearchHit(text, _url(goal_id), "question-circle", dotted(_("Question"), statement))


def _next_steps(user: User) -> Iterator[tuple[str, SearchHit]]:
    steps = NextStep.objects.for_user(user).open().filter(contact__deleted_at=None)
    for text, contact_id, name in steps.order_by("due_on").values_list("text", "contact_id", "contact__name")[
        :MOST_ROWS
    ]:
        address = reverse("contacts:contact-detail", args=[contact_id])
        yield text, SearchHit(text, address, "flag", dotted(_("Next step"), name))


def _url(goal_id: UUID) -> str:
    return reverse("goals:goal-detail", args=[goal_id])
