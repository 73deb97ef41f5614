"""What a goal wants of people, in words, and how far somebody's words meet it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from contacts.rules.search_words import STOP_WORDS, words_of

# Words with which one asks, and which tell nothing about what is asked; and those that tell by whom somebody is paid,
# not what they know about: a freelance developer is no expert on contracts. As the search spells them.
SAYING_NOTHING = STOP_WORDS.union(
    """jemand jemanden wer was wann welche welcher welches welchen wieviel warum wo wohin gibt geben haben kennt kennen
    weiss wissen konnen konnte sagen machen wird werden anderen andere anderes gute guter gutes guten neue neuer neues
    neuen meine meinen meiner mehr viel viele alle allem ohne gegen zwischen unter dieser diese dieses uns unsere
    kontakt kontakte leute menschen person personen ziel hilfe ubliche ublich brauche braucht suche sucht
    somebody someone anybody who whom whose why where which many much more most some any give gives have having know
    knows knowing tell tells says said say make makes find finds good better best new other others usual need needs
    want wants contact contacts people person persons goal help very without between should could must does done get
    gets how first last erste ersten erster erstes letzte letzten letzter letztes
    frei freie freien freier freies freiberufler freiberuflerin freiberuflich freiberufliche selbststandig
    selbststandige freelance freelancer freelancers freelancing""".split()  # noqa: SIM905 - one word a line would fill the screen
)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a goal wants: a competence, a question or its field, as the user said it.

    `words` has for each of its telling words those of the user's words that fit it. Of a field any word is enough, as
    its words stand beside each other ("books, museums"); of a competence each further word says more.
    """

    text: str
    words: tuple[frozenset[str], ...]
    is_field: bool = False
    # What each of its words tells: the fewer people have it, the more. Without them all tell the same.
    tells: tuple[float, ...] = ()

    @property
    def all_words(self) -> frozenset[str]:
        """Every word that fits any of its words."""
        return frozenset().union(*self.words)

    def met_by(self, words: Collection[str]) -> float:
        """Return from 0 to 1 how far some words meet it: the root of the share of its words that are there."""
        tells = self.tells or (1.0,) * len(self.words)
        met = sum(told for each, told in zip(self.words, tells, strict=True) if not each.isdisjoint(words))
        if not met:
            return 0.0
        return 1.0 if self.is_field else math.sqrt(min(1.0, met / sum(tells)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that a goal wants of somebody in a role, with every word that fits any of it."""

    needs: tuple[Need, ...] = ()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, needs: Iterable[Need]) -> Wanted:
        """Return these needs, without those for which there is no word."""
        telling = tuple(need for need in needs if need.all_words)
        return cls(telling, frozenset().union(*(need.all_words for need in telling)))

    def met_by(self, words: frozenset[str]) -> Iterator[tuple[Need, float]]:
        """Yield the needs that some words meet, and how far."""
        # Most texts have none of the words, and that is told at once.
        here = words & self.words
        if here:
            yield from ((need, met) for need in self.needs if (met := need.met_by(here)))


def tells(people: int) -> float:
    """Return what a word tells that so many people have: 1 for nobody, less and less for many, never nothing."""
    return 1 / (1 + math.log2(1 + max(people, 0)))


def telling_words(text: str) -> list[str]:
    """Return the words of a competence or question that tell what it is about; of one that has none, all."""
    words = [word for word in words_of(text) if not word.isdigit()]
    return [word for word in words if len(word) > 1 and word not in SAYING_NOTHING] or words
