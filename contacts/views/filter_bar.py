"""What stands above the list of people: quick choices, conditions, views, and their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.filtering import Meaning, Understood
from contacts.filters import Asking, Choices, all_filters
from contacts.models.orders import ORDERS
from contacts.rules.conditions import Condition, Query, write_query

# What one narrows by most often: always in sight.
QUICK_CHOICES, QUICK_FLAGS = ("origin", "closeness", "state"), ("due", "heart")
_FLAGS: dict[str, Promise] = {"due": gettext_lazy("Only who is due"), "heart": gettext_lazy("Close to the heart")}
_ORDERS: dict[str, Promise] = {
    "name": pgettext_lazy("order", "Name"),
    "last": pgettext_lazy("order", "Last moment"),
    "due": pgettext_lazy("order", "Due date"),
    "created": pgettext_lazy("order", "Newest first"),
    "closeness": pgettext_lazy("order", "Closeness"),
}


@dataclass(frozen=True, slots=True)
class Quick:
    """A select or a tick box that states one condition."""

    key: str
    label: str
    choices: Choices
    value: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in words, and the address without it."""

    label: str
    value: str
    is_negated: bool
    is_gone: bool
    without_url: str


class FilterBar:
    """The conditions of a list as a page shows them; `view` is the saved view they began with."""

    def __init__(self, meaning: Meaning, asking: Asking, *, view: str = "") -> None:
        self.meaning, self.query, self.asking, self.view = meaning, meaning.query, asking, view
        self.filters = all_filters()

    def address(self, query: Query | None = None, **more: object) -> str:
        """Return the address of the list with these conditions, or with others."""
        words = write_query(self.query if query is None else query)
        rest = urlencode({**({"view": self.view} if self.view else {}), **more})
        together = "&".join(filter(None, [words, rest]))
        path = reverse("contacts:contact-list")
        return f"{path}?{together}" if together else path

    def context(self) -> dict[str, Any]:
        """Return what the templates show."""
        return {
            "quick_choices": [self._quick(key) for key in QUICK_CHOICES],
            "quick_flags": [self._quick(key) for key in QUICK_FLAGS],
            "orders": [(key, label) for key, label in _ORDERS.items() if key in ORDERS],
            "order": self.query.sort if self.query.sort in ORDERS else "name",
            "kept": [(each.parameter, each.value) for each in self._kept()],
            "must": [self._chip(each) for each in self.meaning.conditions if not each.condition.is_alternative],
            "one_of": [self._chip(each) for each in self.meaning.conditions if each.condition.is_alternative],
            "problems": list(self._problems()),
            "add_menu": [(each.label, self.address(add=each.key)) for each in self.filters.values()],
            **self._joins(),
        }

    def _quick(self, key: str) -> Quick:
        stated = next((each.value for each in self.query.conditions if _is_plain(each, key)), "")
        label = _FLAGS.get(key, self.filters[key].label)
        return Quick(key, str(label), self.filters[key].choices(self.asking), stated)

    def _kept(self) -> list[Condition]:
        """Return the conditions that no quick choice states: they go along when one is made."""
        quick = {
            next((each for each in self.query.conditions if _is_plain(each, key)), None)
            for key in (*QUICK_CHOICES, *QUICK_FLAGS)
        }
        return [each for each in self.query.conditions if each not in quick]

    def _chip(self, each: Understood) -> Chip:
        return Chip(
            label=str(each.filter.label),
            value=_("no longer there") if each.words is None else each.words,
            is_negated=each.condition.is_negated,
            is_gone=each.is_gone,
            without_url=self.address(self.query.without(each.condition)),
        )

    def _joins(self) -> dict[str, str]:
        """Return where all conditions are joined the other way; nothing for one alone."""
        if len(self.query.conditions) < 2:
            return {}
        all_url, any_url = (self.address(self.query.joined(by_any=by_any)) for by_any in (False, True))
        here = self.address()
        return {"all_url": all_url if all_url != here else "", "any_url": any_url if any_url != here else ""}

    def _problems(self) -> Iterator[str]:
        for each in self.meaning.not_understood:
            words = {"condition": f"{each.parameter}={each.value}"[:80]}
            yield _("“%(condition)s” in the address makes no sense here and was left out.") % words
        for gone in self.meaning.conditions:
            if gone.is_gone:
                yield _("%(label)s: what this asks for is no longer there, so nobody fits.") % {
                    "label": gone.filter.label
                }
        if self.query.is_cut:
            yield _("There are too many conditions; some were left out.")


def _is_plain(condition: Condition, key: str) -> bool:
    return condition.key == key and not condition.is_negated and not condition.is_alternative
