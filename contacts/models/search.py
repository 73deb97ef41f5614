"""What the search looks at: a row for each word of each thing, in the order of owner and word.

Under row-level security only comparisons that are leakproof reach an index; those of text are, LIKE and @@ are not.
So a word, the beginning of a word and a list of words are ranges of the primary key, and no other owner's row is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Q

from contacts.models.contact import Contact
from contacts.models.moment import Moment
from contacts.models.organisation import Organisation
from contacts.rules.search_words import (
    LONGEST_WORD,
    MOST_LISTED,
    SHORTEST_STEM,
    Term,
    beginning_of_forms,
    can_be_guessed,
    end_of,
    guesses_for,
    term_of,
    wanted_words,
)
from netzwerk.core.owned import OwnedPart, OwnedQuerySet


def is_word(term: Term) -> Q:
    """Return the condition on `word` that it is what a term looks for: one list or one range of the index.

    Two of them joined by OR would be no condition of an index, and every word of the owner's would be read.
    """
    return begins_with(term.key) if term.words is None else Q(word__in=sorted(term.words))


def begins_with(beginning: str) -> Q:
    """Return the condition on `word` that it begins like this."""
    return Q(word__gte=beginning, word__lt=end_of(beginning))


class WordQuerySet(OwnedQuerySet["Word"]):
    """Questions about the words that somebody uses."""

    def terms_of(self, text: str) -> list[Term]:
        """Return what a text looks for: its words with their forms, and with guesses for those that nobody has."""
        wanted = wanted_words(text)
        bases = [beginning_of_forms(word) for word in wanted]
        known = self._beginning_with([base for base in bases if len(base) >= SHORTEST_STEM])
        terms = [
            term_of(word, [each for each in known if each.startswith(base)])
            for word, base in zip(wanted, bases, strict=True)
        ]
        return [Term(term.key, self._guesses(term.key)) if term.words == frozenset() else term for term in terms]

    def _beginning_with(self, bases: Sequence[str]) -> list[str]:
        found = [self.filter(begins_with(base)).values_list("word", flat=True)[: MOST_LISTED + 1] for base in bases]
        return list(found[0].union(*found[1:], all=True)) if found else []

    def _guesses(self, word: str) -> frozenset[str]:
        if not can_be_guessed(word):
            return frozenset()
        # Few err in the first letter, and most words begin with another one.
        alike = guesses_for(word, self.filter(begins_with(word[0]))._all_words())
        return alike or guesses_for(word, self._all_words())

    def _all_words(self) -> list[str]:
        # One long text is fetched in a fraction of the time of as many rows.
        joined = self.aggregate(all=StringAgg("word", delimiter=" "))["all"]
        return joined.split(" ") if joined else []


class _Indexed(OwnedPart):
    """A word of a thing, without an id of its own: the word with its owner and its thing is the key.

    The composite key of the thing vouches for the owner. A mere word has none, and goes with the account nevertheless.
    """

    id = None  # type: ignore[assignment]
    word = models.CharField(max_length=LONGEST_WORD, db_collation="C")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.word


class Word(_Indexed):
    """A word that some thing of the owner's has, or once had: where forms and typing errors are looked up."""

    pk = models.CompositePrimaryKey("owner", "word")

    objects = WordQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager


class ContactWord(_Indexed):
    """A word by which a person is found, and where it stands."""

    class Part(models.IntegerChoices):
        """Where a word stands; what comes first outranks what follows."""

        NAME = 0
        STANDING = 1
        REACHING = 2
        TEXT = 3

    pk = models.CompositePrimaryKey("owner", "word", "part", "contact")
    part = models.SmallIntegerField(choices=Part)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="words", db_constraint=False, db_index=False)

    class Meta:
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_words_of_contact")]


class MomentWord(_Indexed):
    """A word of a moment's note, with the moment's day, so that the newest are found without a look at each."""

    pk = models.CompositePrimaryKey("owner", "word", "happened_on", "moment")
    happened_on = models.DateField()
    moment = models.ForeignKey(Moment, models.CASCADE, related_name="words", db_constraint=False, db_index=False)

    class Meta:
        indexes = [models.Index(fields=["owner", "moment"], name="contacts_words_of_moment")]


class OrganisationWord(_Indexed):
    """A word of an organisation's name."""

    pk = models.CompositePrimaryKey("owner", "word", "organisation")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="words", db_constraint=False, db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["owner", "organisation"], name="contacts_words_of_place")]
