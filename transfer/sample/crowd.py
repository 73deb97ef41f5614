"""The many other people of the sample, drawn from the circles of life."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from transfer.sample.circles import CIRCLES, FAMILY_NAMES, MEN, PLACES, WOMEN
from transfer.sample.people import Birthday, SamplePerson
from transfer.sample.texts import NOTHING


class _Group(NamedTuple):
    """So many people of one closeness, silent for a number of days within a range."""

    closeness: str
    size: int
    silent: range
    moments: range
    # What is said of those without any moment; nobody is without one when this is empty.
    last_in_touch: str = ""


# A year of silence is quiet, three are dormant; the ranges keep away from both edges.
_GROUPS = (
    _Group("close", 4, range(1, 25), range(6, 11)),
    _Group("close", 2, range(34, 70), range(5, 9)),
    _Group("good", 16, range(3, 80), range(3, 8)),
    _Group("good", 5, range(97, 170), range(3, 6)),
    _Group("good", 3, range(385, 1000), range(2, 5)),
    _Group("good", 2, range(1110, 2500), range(1, 4)),
    _Group("wide", 22, range(10, 340), range(1, 4)),
    _Group("wide", 5, range(385, 1000), range(1, 3), "one_to_three"),
    _Group("wide", 5, range(1110, 3000), range(1, 3), "longer"),
    _Group("not_placed", 22, range(5, 340), range(1, 2), "this_year"),
    _Group("not_placed", 16, range(385, 1000), range(1, 4), "one_to_three"),
    _Group("not_placed", 18, range(1110, 3000), range(1, 4), "longer"),
)
_WITHOUT_MOMENT, _WITH_BIRTHDAY, _WITH_NOTE, _WITH_PHONE, _WITH_MAIL = 0.35, 0.45, 0.5, 0.4, 0.85
_INTERESTING = 0.3


def crowd(random: Random, taken: set[str]) -> Iterator[SamplePerson]:
    """Yield people of all origins in turn; their names differ from those that are taken and from each other."""
    origins = list(CIRCLES)
    for group in _GROUPS:
        for _number in range(group.size):
            origin = origins.pop(0)
            origins.append(origin)
            yield _person(random, group, origin, taken)


def _person(random: Random, group: _Group, origin: str, taken: set[str]) -> SamplePerson:
    is_woman = random.random() < 0.55
    circle = CIRCLES[origin]
    has_moments = not group.last_in_touch or random.random() > _WITHOUT_MOMENT
    is_loose = group.closeness in {"wide", "not_placed"}
    return SamplePerson(
        name=_new_name(random, WOMEN if is_woman else MEN, taken),
        origin=origin,
        closeness=group.closeness,
        silent=random.choice(group.silent),
        moments=random.choice(group.moments) if has_moments else 0,
        last_in_touch="not_sure" if has_moments else group.last_in_touch,
        organisation=random.choice(circle.organisations),
        role=random.choice(circle.jobs).of(is_woman),
        place=random.choice(PLACES),
        note=random.choice(circle.notes) if random.random() < _WITH_NOTE else NOTHING,
        birthday=_birthday(random) if random.random() < _WITH_BIRTHDAY else None,
        mail=random.random() < _WITH_MAIL,
        phone=random.random() < _WITH_PHONE,
        is_interesting=is_loose and origin in {"acquaintance", "network"} and random.random() < _INTERESTING,
    )


def _new_name(random: Random, given_names: tuple[str, ...], taken: set[str]) -> str:
    while True:
        name = f"{random.choice(given_names)} {random.choice(FAMILY_NAMES)}"
        if name not in taken:
            taken.add(name)
            return name


def _birthday(random: Random) -> Birthday:
    return Birthday(random.randint(30, 364), random.randint(28, 68) if random.random() < 0.75 else None)
