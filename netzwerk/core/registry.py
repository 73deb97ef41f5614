"""Small registries: how an upper app adds to a lower one, in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User
    from contacts.filters import Filter
    from contacts.rules.ties import Stand

T = TypeVar("T")


class Registry(Generic[T]):
    """Things that apps added, in the order of their `order`."""

    def __init__(self) -> None:
        self._things: list[tuple[int, T]] = []

    def add(self, thing: T, *, order: int = 0) -> None:
        """Add one thing; lower orders come first."""
        self._things.append((order, thing))
        self._things.sort(key=lambda pair: pair[0])

    def __iter__(self) -> Iterator[T]:
        return (thing for _order, thing in self._things)


@dataclass(frozen=True)
class NavigationEntry:
    """A page of the main navigation: `namespace` tells which pages count as inside it.

    `pages` are further ones by name, and `holds` those of another registry, that count as inside it and so inside no
    other. `opens_sheet`: the page has a part for the sheet. `key`: the single key that opens it from anywhere.
    """

    url_name: str
    icon: str
    label: _StrPromise
    namespace: str = ""
    count: Callable[[User], int | None] | None = None
    is_shown: Callable[[User], bool] | None = None
    opens_sheet: bool = False
    key: str = ""
    pages: frozenset[str] = frozenset()
    holds: Registry[NavigationEntry] | None = None

    def claims(self, view_name: str) -> bool:
        """Whether this page is its own, or one of those that it names or holds."""
        if view_name == self.url_name or view_name in self.pages:
            return True
        return self.holds is not None and any(entry.claims(view_name) for entry in self.holds)


@dataclass(frozen=True)
class Panel:
    """A fragment that an upper app shows on a lower app's page, fetched by URL name and the object's id.

    With a `label` there is a link to it where nothing is fetched, without JavaScript.
    """

    url_name: str
    label: _StrPromise | str = ""


@dataclass(frozen=True)
class SearchHit:
    """Something of an upper app's that a search found."""

    title: str
    url: str
    icon: str
    detail: str = ""


@dataclass(frozen=True)
class SearchSource:
    """Where the search looks beside people, moments and organisations; `find` asks a fixed number of queries."""

    key: str
    label: _StrPromise
    find: Callable[[User, str], list[SearchHit]]


@dataclass(frozen=True)
class GoalLogLine:
    """One line in the log of a goal: what happened on a day, and the page that tells more of it.

    `pk` decides within a day, so it has to be another one for each line of a day.
    """

    day: date
    pk: UUID
    title: str
    icon: str
    url: str = ""
    text: str = ""


@dataclass(frozen=True)
class Purge:
    """What is kept for a time: its name for operators, and what forgets it and returns how many there were."""

    name: str
    forget: Callable[[datetime], int]


# Called with a user, the id of a goal, the place (day and id) behind which the lines are to lie (None: the newest), and
# how many are wanted. It returns them the newest first, a higher id first within a day, in a fixed number of queries.
GoalLogSource = Callable[["User", UUID, "tuple[date, UUID] | None", int], Sequence[GoalLogLine]]

navigation: Registry[NavigationEntry] = Registry()
navigation_foot: Registry[NavigationEntry] = Registry()
add_entries: Registry[NavigationEntry] = Registry()
settings_pages: Registry[NavigationEntry] = Registry()
contact_panels: Registry[Panel] = Registry()
goal_panels: Registry[Panel] = Registry()
# What upper apps know about the way to a goal, for its log.
goal_log_sources: Registry[GoalLogSource] = Registry()
# Called with a user and the first and last day of a time: how often mails named people in it without anything
# following, by the id of the person.
unanswered_namings: Registry[Callable[[User, date, date], Mapping[UUID, int]]] = Registry()
# What the list of people can be narrowed by, beside what the contacts know themselves.
contact_filters: Registry[Filter] = Registry()
search_sources: Registry[SearchSource] = Registry()
# Called with a new sample user, as that user; each app that has something to show adds its own.
sample_fillers: Registry[Callable[[User], None]] = Registry()
# Called with a user whose mail address was just confirmed: a new one, or one with a new address. Nobody is acted as.
address_confirmed_hooks: Registry[Callable[[User], None]] = Registry()
# Called with a user who has just saved language, time zone and the like.
preferences_changed_hooks: Registry[Callable[[User], None]] = Registry()
# Called with a user, as that user: how many people they have, and how many bytes their files take, each by whoever
# keeps some. Asked only where there is a limit.
counted_people: Registry[Callable[[User], int]] = Registry()
stored_bytes: Registry[Callable[[User], int]] = Registry()
# What goes at night once it is old.
purges: Registry[Purge] = Registry()
# Called with a user who has just removed a tie, or said something else of it, in the same transaction.
tie_removed_hooks: Registry[Callable[[User, Stand], None]] = Registry()
