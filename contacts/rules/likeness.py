"""How likely two entries are the same person, and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from contacts.rules.names import EQUAL, NameWords, name_words, word_likeness
from contacts.rules.partial_dates import AnnualDate

# From here on two people are shown as perhaps the same.
LIKELY = 0.6

_NOT_A_DIGIT = re.compile(r"\D+")
# The end of a phone number, which is the same with and without country code.
_PHONE_TAIL, _SHORTEST_PHONE = 8, 6

_NAME, _SINGLE_NAME, _PART_OF_NAME = 0.75, 0.4, 0.3
_MAIL, _PHONE, _BIRTHDAY, _DAY = 0.6, 0.5, 0.4, 0.25
_MISSING_WORD = 0.97
_OTHER_NAME, _OTHER_FAMILY, _OTHER_GENERATION = 0.5, 0.87, 0.5
_OTHER_BIRTHDAY, _OTHER_BIRTHDAY_BUT_REACHED = 0.5, 0.7


class Fact(StrEnum):
    """Something that two entries have in common, or not."""

    SAME_NAME = "same_name"
    ALIKE_NAME = "alike_name"
    PART_OF_NAME = "part_of_name"
    SAME_MAIL = "same_mail"
    SAME_PHONE = "same_phone"
    SAME_BIRTHDAY = "same_birthday"
    OTHER_NAME = "other_name"
    OTHER_BIRTHDAY = "other_birthday"


@dataclass(frozen=True)
class Entry:
    """What is known about somebody that tells them from others; `more_names` are nicknames and former names."""

    name: str
    more_names: tuple[str, ...] = ()
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    birthday: AnnualDate | None = None

    @cached_property
    def all_words(self) -> tuple[NameWords, ...]:
        """The comparable words of each name."""
        found = (name_words(name) for name in (self.name, *self.more_names))
        return tuple(each for each in found if each.words)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two entries are the same, from 0 to 1, and what speaks for and against it."""

    score: float
    facts: tuple[Fact, ...] = ()
    mails: tuple[str, ...] = field(default=())
    phones: tuple[str, ...] = field(default=())

    @property
    def is_likely(self) -> bool:
        """Whether it is worth asking the user."""
        return self.score >= LIKELY


def mail_key(address: str) -> str:
    """Return what two spellings of a mail address have in common; Google ignores dots, and all ignore case."""
    name, _, host = address.strip().lower().rpartition("@")
    if host in ("gmail.com", "googlemail.com"):
        return f"{name.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{name}@{host}"


def phone_key(number: str) -> str:
    """Return the digits by which two spellings of a number are the same; nothing for what is too short to tell."""
    digits = _NOT_A_DIGIT.sub("", number)
    return digits[-_PHONE_TAIL:] if len(digits) >= _SHORTEST_PHONE else ""


def entry_of(
    name: str,
    *,
    more_names: Iterable[str] = (),
    mails: Iterable[str] = (),
    phones: Iterable[str] = (),
    birthday: AnnualDate | None = None,
) -> Entry:
    """Return an entry with addresses and numbers made comparable."""
    return Entry(
        name=name,
        more_names=tuple(filter(None, more_names)),
        mails=frozenset(mail_key(address) for address in mails if "@" in address),
        phones=frozenset(filter(None, (phone_key(number) for number in phones))),
        birthday=birthday,
    )


def likeness_of(one: Entry, other: Entry) -> Likeness:
    """Compare two entries; the order does not matter."""
    weight, factor, facts = _names(one.all_words, other.all_words)
    mails, phones = one.mails & other.mails, one.phones & other.phones
    is_reached = bool(mails or phones)
    doubt = 1 - weight
    if mails:
        doubt *= 1 - _MAIL
        facts.append(Fact.SAME_MAIL)
    if phones:
        doubt *= 1 - _PHONE
        facts.append(Fact.SAME_PHONE)
    agreement = _birthdays(one.birthday, other.birthday)
    if agreement > 0:
        doubt *= 1 - agreement
        facts.append(Fact.SAME_BIRTHDAY)
    elif agreement < 0:
        factor *= _OTHER_BIRTHDAY_BUT_REACHED if is_reached else _OTHER_BIRTHDAY
        facts.append(Fact.OTHER_BIRTHDAY)
    return Likeness((1 - doubt) * factor, tuple(facts), tuple(sorted(mails)), tuple(sorted(phones)))


def _names(ones: Sequence[NameWords], others: Sequence[NameWords]) -> tuple[float, float, list[Fact]]:
    """Return how much the names say that it is one person, what a contradiction leaves of all evidence, and why."""
    best: tuple[float, float, list[Fact]] = (0.0, _OTHER_NAME, [Fact.OTHER_NAME])
    if not ones or not others:
        return 0.0, 1.0, []
    for one in ones:
        for other in others:
            found = _compare(one, other)
            if (found[0] * found[1], found[1]) > (best[0] * best[1], best[1]):
                best = found
    return best


def _compare(one: NameWords, other: NameWords) -> tuple[float, float, list[Fact]]:
    likenesses = _match(one.words, other.words)
    shorter, longer = sorted((len(one.words), len(other.words)))
    factor = 1.0 if one.generation == other.generation else _OTHER_GENERATION
    if len(likenesses) < shorter:
        # Somebody who has married keeps the given name; two in a family share the other one.
        if shorter > 1 and one.words[0] == other.words[0]:
            return _PART_OF_NAME, factor * _OTHER_FAMILY, [Fact.PART_OF_NAME]
        return 0.0, factor * _OTHER_NAME, [Fact.OTHER_NAME]
    product = _MISSING_WORD ** (longer - shorter)
    for likeness in likenesses:
        product *= likeness
    if shorter == 1:
        is_same = longer == 1 and product == EQUAL
        weight = _SINGLE_NAME if longer == 1 else _PART_OF_NAME
        return weight * product**2, factor, [Fact.SAME_NAME if is_same else Fact.PART_OF_NAME]
    fact = Fact.SAME_NAME if product == EQUAL else Fact.ALIKE_NAME
    return _NAME * product**1.8, factor, [fact]


def _match(ones: tuple[str, ...], others: tuple[str, ...]) -> list[float]:
    """Pair the words off, the likest first, and return how alike the pairs are."""
    if ones == others:
        return [EQUAL] * len(ones)
    pairs = sorted(
        (
            (likeness, sorted((one, other)), here, there)
            for here, one in enumerate(ones)
            for there, other in enumerate(others)
            if (likeness := word_likeness(one, other))
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    used_here, used_there, found = set(), set(), []
    for likeness, _words, here, there in pairs:
        if here not in used_here and there not in used_there:
            used_here.add(here)
            used_there.add(there)
            found.append(likeness)
    return found


def _birthdays(one: AnnualDate | None, other: AnnualDate | None) -> float:
    """Return how much the birthdays say for it; less than nothing when they differ."""
    if one is None or other is None:
        return 0.0
    if (one.month, one.day) != (other.month, other.day):
        return -1.0
    if one.year and other.year:
        return _BIRTHDAY if one.year == other.year else -1.0
    return _DAY
