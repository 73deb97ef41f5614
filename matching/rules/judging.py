"""What speaks for somebody in each role, from what is known about them and what the goal wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from contacts.rules.search_words import words_of
from matching.rules import weights
from matching.rules.deciding import decides
from matching.rules.evidence import Evidence, EvidenceKind, weightiest_first
from matching.rules.known import Known, Place, Told
from matching.rules.loose_ties import gain_of_tie
from matching.rules.wanted import Wanted

Kind = EvidenceKind
# Of so many acquaintances the names are told.
MOST_NAMES = 2


def judge(kind: str, known: Known, wanted: Wanted) -> tuple[Evidence, ...]:
    """Return what speaks for somebody in a role, the weightiest first; nothing when nothing does.

    The kinds are those of `goals.models.Role`; another one raises KeyError.
    """
    return weightiest_first(_JUDGES[kind](known, wanted))


def points_of(kind: str, known: Known, evidence: Iterable[Evidence]) -> float:
    """Return what orders the people: the facts together, and what a loose tie may bring on top.

    For supporters, close ones come first, and for multipliers it is the reach alone that counts.
    """
    total = weights.total_points(evidence)
    if kind in ("supporter", "multiplier"):
        return total
    return total + weights.LOOSE_TIE * gain_of_tie(known.closeness, known.reach.ties, is_silent=known.is_silent)


def _expert(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    return _best_of_each(_said(known, wanted))


def _insider(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    return _best_of_each(_said(known, wanted, of_industry=weights.INDUSTRY_OF_INSIDER))


def _door_opener(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    yield from _best_of_each(_said(known, wanted))
    place = next((place for place in known.places if _is_deciding_in_field(place, wanted)), None)
    if place is not None:
        yield Evidence(
            Kind.DECIDES,
            weights.DECIDES,
            place.name or place.role,
            wanted.needs[0].text,
            place.organisation_id,
            role=place.role,
        )
    if known.knows:
        places = list(dict.fromkeys(one.place for one in known.knows))
        yield Evidence(
            Kind.KNOWS_THERE,
            weights.growing(weights.KNOWS_THERE, weights.HALF_OF_KNOWS_THERE, len(known.knows)),
            places[0] if len(places) == 1 else "",
            wanted.needs[0].text if wanted.needs else "",
            known.contact_id,
            count=len(known.knows),
            names=tuple(one.name for one in known.knows[:MOST_NAMES]),
        )
    yield from _marked(Kind.STANDING, known.marks.standing, weights.MARKED_STANDING)


def _multiplier(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    return _beside(_reaching(known), known, wanted)


def _reaching(known: Known) -> Iterator[Evidence]:
    reach = known.reach
    # One tie carries a word to one person.
    if reach.ties > 1:
        yield Evidence(Kind.TIES, weights.reach_points(Kind.TIES, reach.ties), count=reach.ties)
    yield from _several(Kind.CIRCLES, reach.circles, fewest=2)
    yield from _several(Kind.NETWORKS, reach.networks, fewest=1)
    if reach.betweenness > 0 and reach.ties > 1:
        yield Evidence(Kind.BETWEEN, weights.reach_points(Kind.BETWEEN, reach.betweenness))


def _supporter(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    return _beside(_close(known), known, wanted)


def _close(known: Known) -> Iterator[Evidence]:
    if points := weights.CLOSENESS.get(known.closeness):
        yield Evidence(Kind.CLOSENESS, points, known.closeness)
    yield from _marked(Kind.TRUST, known.marks.trust, weights.MARKED_TRUST)
    yield from _marked(Kind.WILLING, known.marks.willing_to_help, weights.MARKED_WILLING)


def _worth_reviving(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    if not known.is_silent or sum(known.marks[:3]) < known.marks.shared_time:
        return
    yield Evidence(Kind.SILENCE, weights.SILENCE, count=known.silent_years, day=known.silent_since)
    yield from _best_of_each(_said(known, wanted))
    yield from _marked(Kind.TRUST, known.marks.trust, weights.MARKED_TRUST)
    yield from _marked(Kind.WILLING, known.marks.willing_to_help, weights.MARKED_WILLING)
    yield from _marked(Kind.STANDING, known.marks.standing, weights.MARKED_STANDING)
    yield from _marked(Kind.SHARED_TIME, -known.marks.shared_time, weights.MARKED_TIME)


_JUDGES: Mapping[str, Callable[[Known, Wanted], Iterator[Evidence]]] = {
    "door_opener": _door_opener,
    "expert": _expert,
    "insider": _insider,
    "multiplier": _multiplier,
    "supporter": _supporter,
    "worth_reviving": _worth_reviving,
}


def _several(kind: Kind, names: tuple[str, ...], *, fewest: int) -> Iterator[Evidence]:
    if len(names) >= fewest:
        yield Evidence(kind, weights.reach_points(kind, len(names)), count=len(names), names=names)


def _marked(kind: Kind, mark: int, points: float) -> Iterator[Evidence]:
    """Yield a quick mark: a good one speaks for somebody, a bad one against."""
    if mark:
        yield Evidence(kind, mark * points, count=mark)


def _beside(primary: Iterable[Evidence], known: Known, wanted: Wanted) -> Iterator[Evidence]:
    """Yield what makes somebody fit for a role, and only then, and for less, what has to do with the goal."""
    makes_fit = tuple(primary)
    yield from makes_fit
    if any(one.points > 0 for one in makes_fit):
        yield from (replace(one, points=one.points * weights.BESIDE) for one in _best_of_each(_said(known, wanted)))


def _thing_of(one: Evidence) -> object:
    """Return what a fact rests on: a place, a tag, an offer, a moment; of notes each need finds its own piece."""
    if one.kind in (Kind.POSITION, Kind.INDUSTRY):
        return one.subject_id or one.text
    return (one.kind, one.about) if one.kind is Kind.NOTE else (one.kind, one.subject_id or one.text)


def _best_of_each(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield facts without those that say the same again; of several needs the one that it fits best stays."""
    seen: set[object] = set()
    for one in weightiest_first(evidence):
        said = _thing_of(one)
        if said not in seen:
            seen.add(said)
            yield one


def _said(
    known: Known, wanted: Wanted, *, of_industry: float = weights.WORDS_STAND[Kind.INDUSTRY]
) -> Iterator[Evidence]:
    """Yield where words of what the goal wants stand in what is known about somebody."""
    for place in known.places:
        yield from _at(place, wanted, of_industry)
    for tag_id, name in known.tags:
        for need, met in wanted.met_by(_words_of(name)):
            yield Evidence(Kind.TAG, met * weights.WORDS_STAND[Kind.TAG], name, need.text, tag_id)
    for text in known.offers:
        for need, met in wanted.met_by(_words_of(text)):
            yield Evidence(Kind.OFFER, met * weights.WORDS_STAND[Kind.OFFER], text, need.text)
    for need, met in wanted.met_by(known.noted - _words_of(*known.offers, *known.seeks)):
        yield Evidence(Kind.NOTE, met * weights.WORDS_STAND[Kind.NOTE], "", need.text, known.contact_id)
    yield from _told(known, wanted)


def _at(place: Place, wanted: Wanted, of_industry: float) -> Iterator[Evidence]:
    factor = weights.FORMER if place.is_former else 1.0
    for need, met in wanted.met_by(_words_of(place.role, place.name)):
        points, where = (
            met * weights.WORDS_STAND[Kind.POSITION] * factor,
            (place.name, need.text, place.organisation_id),
        )
        yield Evidence(Kind.POSITION, points, *where, role=place.role, is_former=place.is_former)
    for need, met in wanted.met_by(_words_of(place.industry)):
        points = met * of_industry * factor
        where = (place.name, need.text, place.organisation_id)
        yield Evidence(Kind.INDUSTRY, points, *where, role=place.industry, is_former=place.is_former)


def _told(known: Known, wanted: Wanted) -> Iterator[Evidence]:
    """Yield for each need the moment that meets it best; of several the newest."""
    best: dict[str, tuple[float, Told]] = {}
    for moment in sorted(known.told, key=lambda one: one.day, reverse=True):
        for need, met in wanted.met_by(moment.words):
            if met > best.get(need.text, (0.0, moment))[0]:
                best[need.text] = met, moment
    for about, (met, moment) in best.items():
        points = met * weights.WORDS_STAND[Kind.MOMENT]
        yield Evidence(Kind.MOMENT, points, "", about, moment.moment_id, day=moment.day)


def _is_deciding_in_field(place: Place, wanted: Wanted) -> bool:
    words = _words_of(place.role, place.name, place.industry)
    return not place.is_former and decides(place.role) and not wanted.words.isdisjoint(words)


@lru_cache(maxsize=2**12)
def _words_of(*texts: str) -> frozenset[str]:
    return frozenset(words_of(*texts))
