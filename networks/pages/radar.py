"""The fits of some networks as a picture: an axis for each criterion, a line and a mark for each network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from networks.labels import SHORT_CRITERIA
from networks.queries.fits import NetworkFit
from networks.rules.fit import CRITERIA
from networks.rules.radar import Point, closed_runs, point_at

# In the units of the picture, which is 330 by 250 (`networks/_compare_picture.html`).
MIDDLE: Point = (165, 125)
RADIUS, STEPS, LABEL_GAP = 92, 5, 13
# Marks of about the same weight, around nought: circle, square, triangle, diamond, cross.
MARKS = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4-4h8v8h-8z",
    "M0-5.2L4.8 3.8h-9.6z",
    "M0-5.8L5.8 0L0 5.8L-5.8 0z",
    "M-4.5-4.5l9 9M4.5-4.5l-9 9",
)


@dataclass(frozen=True, slots=True)
class Axis:
    """A criterion: where its axis ends, and its name beside that; `anchor` is how the name is set."""

    end: str
    x: str
    y: str
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """A network: its lines and the places of its marks; `number` says in which manner, from 0 to 4."""

    number: int
    name: str
    mark: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """The whole picture, in numbers that are written as they are."""

    middle: str
    rings: tuple[str, ...]
    axes: tuple[Axis, ...]
    series: tuple[Series, ...]


def radar_of(fits: Sequence[NetworkFit]) -> Radar:
    """Return the picture of at most five fits; what is open has no mark, and a line has a gap there."""
    rings = tuple(_polygon([step * RADIUS / STEPS] * len(CRITERIA)) for step in range(1, STEPS + 1))
    axes = tuple(_axis(place, name) for place, name in enumerate(CRITERIA))
    return Radar(_written(MIDDLE), rings, axes, tuple(_series(number, one) for number, one in enumerate(fits)))


def _at(place: int, radius: float) -> Point:
    return point_at(MIDDLE, radius, place, len(CRITERIA))


def _written(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _polygon(radii: Sequence[float]) -> str:
    return " ".join(_written(_at(place, radius)) for place, radius in enumerate(radii))


def _axis(place: int, name: str) -> Axis:
    x, y = _at(place, RADIUS + LABEL_GAP)
    anchor = "middle" if abs(x - MIDDLE[0]) < 1 else "start" if x > MIDDLE[0] else "end"
    return Axis(_written(_at(place, RADIUS)), f"{x:g}", f"{y:g}", anchor, str(SHORT_CRITERIA[name]))


def _series(number: int, one: NetworkFit) -> Series:
    levels = [one.fit.levels[name] for name in CRITERIA]
    points = [None if level is None else _at(place, level * RADIUS / STEPS) for place, level in enumerate(levels)]
    lines = (" ".join(_written(point) for place in run if (point := points[place])) for run in closed_runs(levels))
    marks = tuple(_written(point) for point in points if point)
    return Series(number, one.network.name, MARKS[number % len(MARKS)], tuple(lines), marks)
