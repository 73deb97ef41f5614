"""The people of the day as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contacts.models import Contact
from contacts.reaching import ways_to_reach
from contacts.wording import position_words
from goals.labels import ROLES
from goals.models import Role
from reminders.services import Suggestion


@dataclass(frozen=True, slots=True)
class Chip:
    """A short fact: an icon and a few words."""

    icon: str
    label: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody worth a message, why, and how to write."""

    contact: Contact
    state: str
    position: str
    sentences: tuple[str, ...]
    roles: tuple[Chip, ...]
    gives: str
    write_url: str
    call_url: str

    @property
    def is_reachable(self) -> bool:
        """Whether there is a way to write or to call."""
        return bool(self.write_url or self.call_url)


def person_card(suggestion: Suggestion, on: date) -> PersonCard:
    """Return what the page says about one suggestion."""
    contact = suggestion.contact
    links = [way.href for way in ways_to_reach(contact)]
    return PersonCard(
        contact=contact,
        state=contact.state_on(on),
        position=position_words(contact),
        sentences=suggestion.sentences,
        roles=tuple(
            dict.fromkeys(Chip(ROLES[Role.Kind(role.kind)].icon, role.get_kind_display()) for role in suggestion.roles)
        ),
        gives=suggestion.gives,
        write_url=next((link for link in links if link.startswith("mailto:")), ""),
        call_url=next((link for link in links if link.startswith("tel:")), ""),
    )
