"""What speaks for somebody in each role, from what is known about them and what the goal wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from contacts.rules.search_words import words_of
from matching.rules import weights
from matching.rules.deciding import decides
from matching.rules.evidence import Evidence, EvidenceKind, weightiest_first
from matching.rules.known import Known, Place
from matching.rules.loose_ties import gain_of_tie
from matching.rules.wanted import Need

Kind = EvidenceKind
Needs = Sequence[Need]
# Of so many acquaintances the names are told.
MOST_NAMES = 2


def judge(kind: str, known: Known, needs: Needs) -> tuple[Evidence, ...]:
    """Return what speaks for somebody in a role, the weightiest first; nothing when nothing does.

    The kinds are those of `goals.models.Role`; another one raises KeyError.
    """
    return weightiest_first(_JUDGES[kind](known, needs))


def points_of(kind: str, known: Known, evidence: Iterable[Evidence]) -> float:
    """Return what orders the people: the facts together, and what a loose tie may bring on top.

    For supporters, close ones come first, and for multipliers it is the reach alone that counts.
    """
    total = weights.total_points(evidence)
    if kind in ("supporter", "multiplier"):
        return total
    return total + weights.LOOSE_TIE * gain_of_tie(known.closeness, known.reach.ties, is_silent=known.is_silent)


def _expert(known: Known, needs: Needs) -> Iterator[Evidence]:
    return _best_of_each(_said(known, needs))


def _insider(known: Known, needs: Needs) -> Iterator[Evidence]:
    return _best_of_each(_said(known, needs, of_industry=weights.INDUSTRY_OF_INSIDER))


def _door_opener(known: Known, needs: Needs) -> Iterator[Evidence]:
    yield from _best_of_each(_said(known, needs))
    place = next((place for place in known.places if _is_deciding_in_field(place, needs)), None)
    if place is not None:
        yield Evidence(
            Kind.DECIDES,
            weights.DECIDES,
            place.name or place.role,
            needs[0].text,
            place.organisation_id,
            role=place.role,
        )
    if known.knows:
        places = list(dict.fromkeys(one.place for one in known.knows))
        yield Evidence(
            Kind.KNOWS_THERE,
            weights.growing(weights.KNOWS_THERE, weights.HALF_OF_KNOWS_THERE, len(known.knows)),
            places[0] if len(places) == 1 else "",
            needs[0].text if needs else "",
            known.contact_id,
            count=len(known.knows),
            names=tuple(one.name for one in known.knows[:MOST_NAMES]),
        )
    yield from _marked(Kind.STANDING, known.marks.standing, weights.MARKED_STANDING)


def _multiplier(known: Known, needs: Needs) -> Iterator[Evidence]:
    reach = known.reach
    # One tie carries a word to one person.
    if reach.ties > 1:
        yield Evidence(Kind.TIES, weights.reach_points(Kind.TIES, reach.ties), count=reach.ties)
    yield from _several(Kind.CIRCLES, reach.circles, fewest=2)
    yield from _several(Kind.NETWORKS, reach.networks, fewest=1)
    if reach.betweenness > 0 and reach.ties > 1:
        yield Evidence(Kind.BETWEEN, weights.reach_points(Kind.BETWEEN, reach.betweenness))
    yield from _best_of_each(_said(known, needs))


def _supporter(known: Known, needs: Needs) -> Iterator[Evidence]:
    if points := weights.CLOSENESS.get(known.closeness):
        yield Evidence(Kind.CLOSENESS, points, known.closeness)
    yield from _marked(Kind.TRUST, known.marks.trust, weights.MARKED_TRUST)
    yield from _marked(Kind.WILLING, known.marks.willing_to_help, weights.MARKED_WILLING)
    yield from _best_of_each(_said(known, needs))


def _worth_reviving(known: Known, needs: Needs) -> Iterator[Evidence]:
    if not known.is_silent or sum(known.marks[:3]) < known.marks.shared_time:
        return
    yield Evidence(Kind.SILENCE, weights.SILENCE, count=known.silent_years, day=known.silent_since)
    yield from _best_of_each(_said(known, needs))
    yield from _marked(Kind.TRUST, known.marks.trust, weights.MARKED_TRUST)
    yield from _marked(Kind.WILLING, known.marks.willing_to_help, weights.MARKED_WILLING)
    yield from _marked(Kind.STANDING, known.marks.standing, weights.MARKED_STANDING)
    yield from _marked(Kind.SHARED_TIME, -known.marks.shared_time, weights.MARKED_TIME)


_JUDGES: Mapping[str, Callable[[Known, Needs], Iterator[Evidence]]] = {
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


def _best_of_each(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield facts without those that say the same again: one of each place, and one note for each need."""
    seen: set[object] = set()
    for one in weightiest_first(evidence):
        is_of_place = one.kind in (Kind.POSITION, Kind.INDUSTRY)
        said = (one.subject_id or one.text) if is_of_place else (one.kind, one.text, one.about)
        if said not in seen:
            seen.add(said)
            yield one


def _said(known: Known, needs: Needs, *, of_industry: float = weights.WORDS_STAND[Kind.INDUSTRY]) -> Iterator[Evidence]:
    """Yield where words of what the goal wants stand in what is known about somebody."""
    for need in needs:
        for place in known.places:
            yield from _at(place, need, of_industry)
        for tag_id, name in known.tags:
            yield from _stands(Kind.TAG, need, name, subject_id=tag_id)
        for text in known.offers:
            yield from _stands(Kind.OFFER, need, text)
        if met := need.met_by(known.noted - _words_of(*known.offers, *known.seeks)):
            yield Evidence(Kind.NOTE, met * weights.WORDS_STAND[Kind.NOTE], "", need.text, known.contact_id)
        yield from _told(known, need)


def _at(place: Place, need: Need, of_industry: float) -> Iterator[Evidence]:
    factor = weights.FORMER if place.is_former else 1.0
    about = (place.name, need.text, place.organisation_id)
    if met := need.met_by(_words_of(place.role, place.name)):
        points = met * weights.WORDS_STAND[Kind.POSITION] * factor
        yield Evidence(Kind.POSITION, points, *about, role=place.role, is_former=place.is_former)
    if met := need.met_by(_words_of(place.industry)):
        role, points = place.industry, met * of_industry * factor
        yield Evidence(Kind.INDUSTRY, points, *about, role=role, is_former=place.is_former)


def _stands(kind: Kind, need: Need, text: str, **more: object) -> Iterator[Evidence]:
    if met := need.met_by(_words_of(text)):
        yield Evidence(kind, met * weights.WORDS_STAND[kind], text, need.text, **more)  # type: ignore[arg-type]


def _told(known: Known, need: Need) -> Iterator[Evidence]:
    """Yield the moment that meets a need best; of several the newest."""
    if not known.told:
        return
    moment = max(known.told, key=lambda one: (need.met_by(one.words), one.day))
    if met := need.met_by(moment.words):
        points = met * weights.WORDS_STAND[Kind.MOMENT]
        yield Evidence(Kind.MOMENT, points, "", need.text, moment.moment_id, day=moment.day)


def _is_deciding_in_field(place: Place, needs: Needs) -> bool:
    words = _words_of(place.role, place.name, place.industry)
    return not place.is_former and decides(place.role) and any(need.met_by(words) for need in needs)


@lru_cache(maxsize=2**12)
def _words_of(*texts: str) -> frozenset[str]:
    return frozenset(words_of(*texts))
