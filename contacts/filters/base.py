"""What a filter is: how its value is read, offered and said, and whom it fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose people are asked for, and on which day."""

    user: User
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One thing that people can be narrowed by; `key` is its word in the address. Made by the functions of `kinds`."""

    key: str
    label: str | _StrPromise
    # How the builder asks for a value: "choice", "flag", "text", "day", "number".
    kind: str
    # The value in its one spelling, or None when it makes no sense.
    read: Callable[[str], str | None]
    # What holds for the people with this value; what is not the user's fits nobody.
    fits: Callable[[str, Asking], Q]
    # The value in the reader's words, by the names of the choices; None when it is about something that is gone.
    words: Callable[[str, Mapping[str, str]], str | None]
    # The values to choose from with their names: at most one query.
    choices: Callable[[Asking], Choices] = lambda _asking: ()
    # Whether words are known only by the choices, so that they have to be asked for.
    is_named_by_choices: bool = True
