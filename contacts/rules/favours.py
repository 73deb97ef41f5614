"""Five-minute favours: who seeks what somebody else offers, by the words of both, the rare ones first."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, product
from typing import NamedTuple
from uuid import UUID

import Stemmer

from contacts.rules.search_words import STOP_WORDS, words_of

# Words of seeking and offering themselves, which say nothing about what.
_GENERAL = frozenset(
    """anderen anderer angebot bekannt biete bieten bietet brauche braucht dringend eigene erfahrung erfahrene frage
    fragen gern gerne gesucht gut gute guten guter hilfe idee ideen jemand jemanden jemandem kennt kontakt kontakte
    leute mehr mensch menschen neue neuen neuer person sache sachen suche suchen sucht thema themen tipp tipps
    unterstutzung wissen zeit
    advice anybody anyone around contact contacts experience experienced find good help idea ideas know knows like
    look looking need needs new offer offering offers people question questions seek seeking seeks somebody someone
    something support thing things tip tips topic want wants""".split()  # noqa: SIM905 - one word a line is long
)
SHORTEST_WORD, SHORTEST_PART, SHORTEST_REST = 2, 6, 4
SHORTEST_WITH_GENDER = 8
# A part of a compound fits less well than the word: an illustrator for children's books is an illustrator.
PART_FACTOR = 0.6
# So many pairs are looked at, beginning with the rarest words; what comes after says little.
MOST_VISITS = 50_000


class Topic(NamedTuple):
    """What somebody seeks or offers, in their words."""

    contact_id: UUID
    text: str


class Favour(NamedTuple):
    """That one person seeks what another offers: both texts, the words in common, and how telling these are."""

    seeker_id: UUID
    helper_id: UUID
    seeks: str
    offers: str
    words: frozenset[str]
    weight: float


def match_favours(
    seeks: Sequence[Topic],
    offers: Sequence[Topic],
    *,
    is_settled: Callable[[UUID, UUID, frozenset[str]], bool],
    limit: int,
    about: UUID | None = None,
) -> list[Favour]:
    """Return the best favours, one for each seeker and helper; `about` wants those of one person alone.

    `is_settled` leaves out pairs about these words. Nobody is compared with everybody: people meet at a word that
    one of them seeks and the other offers, and so many meetings are looked at, the rarest words first.
    """
    lexicon = _Lexicon(topic.text for topic in chain(seeks, offers))
    words: dict[tuple[int, int], list[str]] = defaultdict(list)
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for meeting in _meetings(lexicon, seeks, offers, about):
        words[meeting.pair].append(meeting.word)
        weights[meeting.pair] += meeting.weight
    # The best come first out of the heap, so that the others need never be sorted.
    heap = [(-round(weight, 6), pair) for pair, weight in weights.items()]
    heapq.heapify(heap)
    best: dict[tuple[UUID, UUID], Favour] = {}
    while heap and len(best) < limit:
        weight, (one, other) = heapq.heappop(heap)
        seek, offer, shared = seeks[one], offers[other], frozenset(words[one, other])
        pair = (seek.contact_id, offer.contact_id)
        if pair not in best and not is_settled(*pair, shared):
            best[pair] = Favour(*pair, seek.text, offer.text, shared, -weight)
    return list(best.values())


class _Meeting(NamedTuple):
    pair: tuple[int, int]
    word: str
    weight: float


def _meetings(
    lexicon: _Lexicon, seeks: Sequence[Topic], offers: Sequence[Topic], about: UUID | None
) -> Iterator[_Meeting]:
    """Yield where what is sought, by number, and what is offered have a word in common, within the budget."""
    sought, offered = lexicon.index(seeks), lexicon.index(offers)
    if about is not None:
        own = {topic.text for topic in chain(seeks, offers) if topic.contact_id == about}
        telling = lexicon.words_in(own)
        sought = {word: sought[word] for word in sought.keys() & telling}
    left = MOST_VISITS
    for word in sorted(sought.keys() & offered.keys(), key=lambda word: (len(sought[word]) * len(offered[word]), word)):
        weight = lexicon.weight(word)
        pairs = product(sought[word].items(), offered[word].items())
        for (one, first), (other, second) in islice(pairs, left):
            people = (seeks[one].contact_id, offers[other].contact_id)
            if people[0] != people[1] and (about is None or about in people):
                yield _Meeting((one, other), word, weight * min(first, second))
        left -= len(sought[word]) * len(offered[word])
        if left <= 0:
            return


class _Lexicon:
    """All words of some texts: which are forms of one word, which are parts of others, and how rare they are."""

    def __init__(self, texts: Iterable[str]) -> None:
        times = Counter(texts)
        self._words = {text: _telling(text) for text in times}
        stems = _stems({word for words in self._words.values() for word in words})
        self._keys = _join(stems)
        by_stem = {stems[word][0]: key for word, key in self._keys.items()} | self._keys
        self._parts = {word: _parts(word, stems[word][0], by_stem) - {self._keys[word]} for word in stems}
        counts: Counter[str] = Counter()
        for text, words in self._words.items():
            for key in {self._keys[word] for word in words}:
                counts[key] += times[text]
        all_texts = times.total() + 2
        self._weights = {key: math.log(all_texts / count) for key, count in counts.items()}

    def weight(self, key: str) -> float:
        """Return how telling a word is: more, the fewer texts have it."""
        return self._weights[key]

    def words_in(self, texts: Iterable[str]) -> set[str]:
        """Return the words of these texts, with those that are parts of them."""
        found = {word for text in texts for word in self._words[text]}
        return {key for word in found for key in (self._keys[word], *self._parts[word])}

    def index(self, topics: Sequence[Topic]) -> dict[str, dict[int, float]]:
        """Return for each word the topics that have it, by number, and how well it fits there."""
        index: dict[str, dict[int, float]] = defaultdict(dict)
        for number, topic in enumerate(topics):
            for word in self._words[topic.text]:
                for part in self._parts[word]:
                    index[part].setdefault(number, PART_FACTOR)
            for word in self._words[topic.text]:
                index[self._keys[word]][number] = 1.0
        return index


def _telling(text: str) -> list[str]:
    words = (word for word in words_of(text) if len(word) >= SHORTEST_WORD)
    return [word for word in words if word not in STOP_WORDS and word not in _GENERAL]


def _stems(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the German stem of each word, the English one, and the English one of the German one.

    The last is for words that both languages have: an illustrator does illustrations, or Illustrationen.
    """
    german, english = Stemmer.Stemmer("german"), Stemmer.Stemmer("english")
    ordered = sorted(words)
    plain = [_without_gender(word) for word in ordered]
    in_german = german.stemWords(plain)
    stems = zip(in_german, english.stemWords(plain), english.stemWords(in_german), strict=True)
    return dict(zip(ordered, stems, strict=True))


def _without_gender(word: str) -> str:
    """Return a German word for a woman or for women as that for a man; others lose nothing that tells them apart."""
    for ending in ("innen", "in"):
        if len(word) >= SHORTEST_WITH_GENDER and word.endswith(ending):
            return word.removesuffix(ending)
    return word


def _join(stems: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return one key for all words that share a stem: the German stem of the first by alphabet."""
    firsts: dict[tuple[int, str], str] = {}
    keys: dict[str, str] = {}
    for word, found in stems.items():
        known = [firsts[stem] for stem in enumerate(found) if stem in firsts]
        keys[word] = min(known, default=found[0])
        for stem in enumerate(found):
            firsts.setdefault(stem, keys[word])
    return keys


def _parts(word: str, stem: str, known: dict[str, str]) -> set[str]:
    """Return the keys of known words and stems that a word is composed of."""
    if len(word) < SHORTEST_PART + SHORTEST_REST:
        return set()
    ends = (stem[cut:] for cut in range(SHORTEST_REST, len(stem) - SHORTEST_PART + 1))
    beginnings = (word[:cut] for cut in range(SHORTEST_PART, len(word) - SHORTEST_REST + 1))
    return {known[part] for part in chain(ends, beginnings) if part in known}
