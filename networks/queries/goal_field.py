"""The field of a goal: the words that belong to it, and where they stand in what is known about somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from contacts.models import Contact, Word
from contacts.models.search import begins_with
from contacts.rules.search_words import MOST_LISTED, beginning_of_forms, is_form_of, wanted_words, words_of
from goals.models import Goal

# A shorter word at the beginning of a compound is a coincidence: Verlag in Verlagswesen is none.
SHORTEST_HEAD = 5
SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Where the field stands in what is known about somebody: `place` is an industry, a role, a tag and so on."""

    place: str
    text: str
    word: str = ""


def field_words(owner: User, goal: Goal) -> frozenset[str]:
    """Return those of the user's words that belong to the field of a goal: its forms, and heads of its compounds.

    Without a field the words of the statement count. One query.
    """
    text = " ".join(filter(None, [goal.field, goal.own_purpose])) or goal.statement
    wanted = [word for word in wanted_words(text) if len(word) >= SHORTEST_WORD and not word.isdigit()]
    if not wanted:
        return frozenset()
    words = Word.objects.for_user(owner)
    heads = [word[:length] for word in wanted for length in range(SHORTEST_HEAD, len(word))]
    asked = [words.filter(begins_with(beginning_of_forms(word))) for word in wanted] + [words.filter(word__in=heads)]
    first, *others = [each.order_by().values_list("word", flat=True)[: MOST_LISTED + 1] for each in asked]
    return frozenset(word for word in first.union(*others) if any(_belongs(word, each) for each in wanted))


def _belongs(word: str, wanted: str) -> bool:
    return word.startswith(wanted) or wanted.startswith(word) or is_form_of(wanted, word)


def found_in(contact: Contact, words: frozenset[str]) -> Found | None:
    """Return the first place that tells of the field: where somebody works tells more than what a note says."""
    for place, text in _texts(contact):
        said = next((word for word in _spoken(text) if set(words_of(word)) & words), "")
        if said:
            return Found(place, text if place != "note" else "", said)
    return None


def _texts(contact: Contact) -> Iterator[tuple[str, str]]:
    positions = [position for position in contact.positions.all() if position.organisation or position.role]
    for position in positions:
        place = position.organisation
        if place and place.industry:
            at = "industry" if not position.has_ended else "former_industry"
            yield at, f"{place.name} ({place.industry})"
    for position in positions:
        yield "organisation" if not position.has_ended else "former_organisation", position.organisation_name
        yield "role", position.role
    yield from (("tag", tagging.tag.name) for tagging in contact.taggings.all())
    yield from (("topic", topic.text) for topic in contact.topics.all())
    yield "note", contact.note
    yield "name", contact.name


def _spoken(text: str) -> list[str]:
    return [word.strip(".,;:!?()[]\"'„“”»«*_#") for word in text.split()]
