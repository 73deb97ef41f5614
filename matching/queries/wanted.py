"""What a goal wants of people, with those of the user's words that fit it, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count

from accounts.models import User
from contacts.models import ContactWord
from goals.models import Competence, Goal, Question, Role
from matching.rules.wanted import Need, Wanted, telling_words, tells
from networks.queries.goal_field import field_of, words_belonging_to

# So many competences and questions count, and so many of their words: each is a look into the index.
MOST_NEEDS = 16
MOST_WORDS = 48

Kind = Role.Kind
# For whom the field of the goal counts, and for whom its competences and questions.
BY_FIELD = (Kind.INSIDER, Kind.DOOR_OPENER)


def wanted_of(owner: User, goal: Goal, kind: str, *, about: str = "") -> Wanted:
    """Return what a goal wants of somebody in a role: its competences and questions, its field, or both.

    With `about` it is that text alone. Four queries at most.
    """
    texts = [about] if about else _wanted(owner, goal, kind)
    telling = {text: telling_words(text) for text in dict.fromkeys(texts)}
    every = list(dict.fromkeys(word for words in telling.values() for word in words))[:MOST_WORDS]
    fitting = words_belonging_to(owner, every)
    field = "" if about else field_of(goal)
    found = Wanted.of(
        Need(text, tuple(fitting[word] for word in words if word in fitting), is_field=text == field)
        for text, words in telling.items()
    )
    return _weighed(owner, found)


def _weighed(owner: User, wanted: Wanted) -> Wanted:
    """Return the same needs, each of their words with what it tells by how many people have it; one query."""
    several = [need for need in wanted.needs if len(need.words) > 1 and not need.is_field]
    words = frozenset().union(*(need.all_words for need in several))
    rows = ContactWord.objects.for_user(owner).filter(word__in=sorted(words)).order_by()
    people = dict(rows.values_list("word").annotate(Count("contact")))
    return Wanted.of(
        replace(need, tells=tuple(tells(sum(people.get(word, 0) for word in each)) for each in need.words))
        if need in several
        else need
        for need in wanted.needs
    )


def _wanted(owner: User, goal: Goal, kind: str) -> list[str]:
    if kind in BY_FIELD:
        return [field_of(goal)]
    needed = [
        text
        for model in (Competence, Question)
        for text in model.objects.for_user(owner).filter(goal=goal).values_list("text", flat=True)[:MOST_NEEDS]
    ]
    if kind == Kind.EXPERT:
        return needed or [field_of(goal)]
    return [field_of(goal), *needed]
