"""What happened in words, by year, and their years as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contacts.models import Contact, Exchange, Moment
from contacts.rules.years import Bar, bars_of
from contacts.wording import day_words, dotted, moment_words
from contacts.words.exchanges import ICONS, exchange_title, progress_words
from netzwerk.core.companions import Companion


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One moment, in words."""

    moment: Moment
    title: str
    date: str
    people: list[Contact]
    beside: Sequence[Companion] = ()


@dataclass(frozen=True, slots=True)
class ExchangeItem:
    """Something given or taken, in words."""

    exchange: Exchange
    icon: str
    title: str
    date: str
    progress: str
    beside: Sequence[Companion] = ()
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class YearOfItems:
    """What happened in one year; the heading is left out where the page before ended in the same year."""

    heading: str
    items: list[TimelineItem | ExchangeItem]


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year of the picture, where it leads, and whether it is the one that is shown."""

    bar: Bar
    url: str
    kinds: str
    is_chosen: bool

    @property
    def x(self) -> int:
        """Where its place begins; each is ten wide."""
        return 10 * self.bar.place


@dataclass(frozen=True, slots=True)
class YearsPicture:
    """Moments by year: the bars from the oldest on, and the same figures from the newest on."""

    bars: list[YearBar]
    total: int

    @property
    def width(self) -> int:
        """The width of the picture."""
        return 10 * len(self.bars)

    @property
    def most(self) -> int:
        """The count of the highest bar."""
        return max(each.bar.count for each in self.bars)

    @property
    def rows(self) -> list[YearBar]:
        """Return the years with anything in them, the newest first."""
        return [each for each in reversed(self.bars) if each.bar.count]


def item_of(
    moment: Moment, people: list[Contact], *, about: Contact | None = None, beside: Sequence[Companion] = ()
) -> TimelineItem:
    """Return a moment in words, with what else it belongs to; on the page of somebody, they go without saying."""
    others = [contact for contact in people if contact != about]
    subject = about or (people[0] if people else None)
    more = others if about else people[1:]
    title = moment_words(moment, subject, more) if subject else moment.get_kind_display()
    return TimelineItem(moment, title, day_words(moment.happened_on, moment.precision), others, beside)


def exchange_item(
    exchange: Exchange, *, contact: Contact | None = None, beside: Sequence[Companion] = ()
) -> ExchangeItem:
    """Return something given or taken in words; `contact` where it has to be said with whom."""
    title, progress, day = exchange_title(exchange), progress_words(exchange), day_words(exchange.happened_on)
    return ExchangeItem(exchange, ICONS[exchange.direction], title, day, progress, beside, contact)


def by_year(items: Sequence[TimelineItem | ExchangeItem], *, after: date | None) -> list[YearOfItems]:
    """Return the items by year; `after` is the day of the last one of the page before."""
    shown = after.year if after else None
    years: list[YearOfItems] = []
    for item in items:
        year = _day_of(item).year
        if year != shown or not years:
            years.append(YearOfItems("" if year == shown else str(year), []))
        years[-1].items.append(item)
        shown = year
    return years


def _day_of(item: TimelineItem | ExchangeItem) -> date:
    return item.moment.happened_on if isinstance(item, TimelineItem) else item.exchange.happened_on


def years_picture(
    counts: Mapping[int, Mapping[str, int]], *, today: date, address: Callable[[int], str], chosen: int | None = None
) -> YearsPicture | None:
    """Return the picture of these counts by year and kind; `address` says where a year leads. Nothing without any."""
    totals = {year: sum(kinds.values()) for year, kinds in counts.items()}
    bars = bars_of(totals, today.year)
    if not bars:
        return None
    years = [YearBar(bar, address(bar.year), _kind_words(counts.get(bar.year, {})), bar.year == chosen) for bar in bars]
    return YearsPicture(years, sum(totals.values()))


def _kind_words(kinds: Mapping[str, int]) -> str:
    """Return how many of which kind, in the order of the kinds: Call 3 · Meeting 2."""
    return dotted(*(f"{label} {kinds[kind]}" for kind, label in Moment.Kind.choices if kind in kinds))
