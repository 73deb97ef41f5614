"""The field of a goal: the words that belong to it, and where they stand in what is known about somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from accounts.models import User
from contacts.models import Contact, Word
from contacts.models.search import begins_with
from contacts.rules.search_words import MOST_LISTED, beginning_of_forms, is_form_of, wanted_words, words_of
from goals.models import Goal

# A shorter word at the beginning of a compound is a coincidence: Verlag in Verlagswesen is none.
SHORTEST_HEAD = 5
SHORTEST_WORD = 4
# What a word may have where the compound that begins with it has none: Verlage in Verlagswesen.
ENDINGS = ("", "e", "en", "er", "n", "s")


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
    return words_about(owner, field_of(goal))


def words_about(owner: User, text: str) -> frozenset[str]:
    """Return those of the user's words that belong to a text that names a field; one query."""
    return frozenset().union(*words_belonging_to(owner, telling_words(text)).values())


def telling_words(text: str) -> list[str]:
    """Return the words of a text that are long enough to tell of a field."""
    return [word for word in wanted_words(text) if len(word) >= SHORTEST_WORD and not word.isdigit()]


def field_of(goal: Goal) -> str:
    """Return the field of a goal in the user's words; without one, what the goal says."""
    return " ".join(filter(None, [goal.field, goal.own_purpose])) or goal.statement


def words_belonging_to(owner: User, wanted: Collection[str]) -> dict[str, frozenset[str]]:
    """Return for each wanted word those of the user's words that belong to it: its forms, and heads of its compounds.

    Of a short word only itself. One query.
    """
    if not wanted:
        return {}
    words = Word.objects.for_user(owner)
    long = [word for word in wanted if len(word) >= SHORTEST_WORD]
    heads = {word[:length] for word in long for length in range(SHORTEST_HEAD, len(word))}
    exactly = {*(f"{head}{ending}" for head in heads for ending in ENDINGS), *wanted}
    asked = [words.filter(word__in=sorted(exactly)), *(words.filter(begins_with(beginning_of_forms(w))) for w in long)]
    first, *others = [each.order_by().values_list("word", flat=True)[: MOST_LISTED + 1] for each in asked]
    found = list(first.union(*others))
    return {each: frozenset(_belonging(found, each)) for each in wanted}


def _belonging(words: Collection[str], wanted: str) -> Iterator[str]:
    if len(wanted) < SHORTEST_WORD:
        yield from (word for word in words if word == wanted)
        return
    base = beginning_of_forms(wanted)
    for word in words:
        # Most begin otherwise, and stems take time.
        is_form = word.startswith(base) and (word.startswith(wanted) or is_form_of(wanted, word))
        if is_form or _is_head_of(word, wanted):
            yield word


def _is_head_of(word: str, compound: str) -> bool:
    """Tell whether a compound begins with a word or, but for its ending, with another form of it."""
    heads = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
    return any(len(head) >= SHORTEST_HEAD and compound.startswith(head) and head != compound for head in heads)


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
