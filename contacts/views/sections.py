"""The sections of a person's page: each a template, and what it shows; a module that adds one adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from contacts.models import Contact
from contacts.views.exchange_lists import load_exchanges
from contacts.views.favours import load_favours
from contacts.views.ties import load_ties
from netzwerk.core.requests import UserRequest


@dataclass(frozen=True, slots=True)
class Section:
    """A card on a person's page. Its template gets `contact`, `today`, and what `load` returns as `data`.

    `load` asks a fixed number of queries; a section that has nothing to show and nothing to offer returns None.
    """

    template: str
    load: Callable[[UserRequest, Contact, date], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its data."""

    template: str
    data: dict[str, Any]


# In the narrow column, below the panels of other apps.
SECTIONS: tuple[Section, ...] = (
    Section("contacts/sections/exchanges.html", load_exchanges),
    Section("contacts/sections/favours.html", load_favours),
    Section("contacts/sections/ties.html", load_ties),
)


def shown_sections(request: UserRequest, contact: Contact, today: date) -> list[ShownSection]:
    """Return the sections that have something to show."""
    loaded = [(section.template, section.load(request, contact, today)) for section in SECTIONS]
    return [ShownSection(template, data) for template, data in loaded if data is not None]
