"""Goals, and what is asked and planned for them, for the search."""

from __future__ import annotations

from collections.abc import Iterator

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
    for goal in Goal.objects.for_user(user).order_by("-is_leading", "created_at")[:MOST_ROWS]:
        words = " ".join((goal.statement, goal.field, goal.own_purpose, goal.sign_of_success))
        yield words, SearchHit(goal.statement, _url(goal), "bullseye", goal.get_status_display())


def _questions(user: User) -> Iterator[tuple[str, SearchHit]]:
    for question in Question.objects.for_user(user).select_related("goal")[:MOST_ROWS]:
        detail = dotted(_("Question"), question.goal.statement)
        yield question.text, SearchHit(question.text, _url(question.goal), "question-circle", detail)


def _next_steps(user: User) -> Iterator[tuple[str, SearchHit]]:
    steps = NextStep.objects.for_user(user).open().filter(contact__deleted_at=None)
    for step in steps.select_related("goal", "contact").order_by("due_on")[:MOST_ROWS]:
        detail = dotted(_("Next step"), step.contact.name)
        address = reverse("contacts:contact-detail", args=[step.contact_id])
        yield step.text, SearchHit(step.text, address, "flag", detail)


def _url(goal: Goal) -> str:
    return reverse("goals:goal-detail", args=[goal.pk])
