"""The sections of a network's page: each a template, and what it shows; a module that adds one adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from networks.models import Network
from networks.views.checks import load_fit
from networks.views.events import load_events
from networks.views.happenings import load_happenings
from networks.views.ideas import load_ideas
from networks.views.members import load_members
from networks.views.memberships import load_membership
from networks.views.merging import load_merging
from networks.views.stages import load_stages
from netzwerk.core.requests import UserRequest


@dataclass(frozen=True, slots=True)
class Section:
    """A card on a network's page. Its template gets `network`, `today`, and what `load` returns as `data`.

    `load` asks a fixed number of queries; a section that has nothing to show and nothing to offer returns None.
    """

    template: str
    load: Callable[[UserRequest, Network, date], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its data."""

    template: str
    data: dict[str, Any]


MAIN: tuple[Section, ...] = (
    Section("networks/sections/fit.html", load_fit),
    Section("networks/sections/members.html", load_members),
    Section("networks/sections/happenings.html", load_happenings),
)
ASIDE: tuple[Section, ...] = (
    Section("networks/sections/membership.html", load_membership),
    Section("networks/sections/events.html", load_events),
    Section("networks/sections/ideas.html", load_ideas),
    Section("networks/sections/stages.html", load_stages),
    Section("networks/sections/merging.html", load_merging),
)


def shown_sections(
    sections: tuple[Section, ...], request: UserRequest, network: Network, today: date
) -> list[ShownSection]:
    """Return the sections that have something to show."""
    loaded = [(section.template, section.load(request, network, today)) for section in sections]
    return [ShownSection(template, data) for template, data in loaded if data is not None]
