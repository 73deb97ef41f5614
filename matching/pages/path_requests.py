"""What the page of a request for an introduction shows: what to give, how to talk, the text, and what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from contacts.reaching import letter_link
from contacts.words.manners import MANNERS, chosen_manner
from goals.models import Goal
from matching.pages.gifts import Gift, chosen_gift, gifts_for
from matching.words.path_requests import Asking, request_subject, request_text


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request as the address chooses it."""

    gifts: list[Gift]
    chosen: Gift | None
    manner: str
    language: str
    text: str
    mail_href: str


def request_shown(owner: User, asking: Asking, asked: Mapping[str, str]) -> RequestShown:
    """Return the request, with the gift and in the manner that the address says; three queries."""
    contact = asking.contact
    gifts = gifts_for(owner, contact, asking.goal)
    chosen = chosen_gift(gifts, asked.get("offer", ""), contact)
    manner = chosen_manner(asked.get("as", ""), owner, contact)
    text = request_text(asking, gift=chosen.text if chosen else "", manner=manner, sender=owner.first_name)
    href = letter_link(contact, subject=request_subject(manner), text=text)
    return RequestShown(gifts, chosen, manner, MANNERS[manner], text, href)


def goals_to_name(owner: User) -> list[Goal]:
    """Return the goals for which one could ask, the leading one first; one query."""
    return list(Goal.objects.for_user(owner).active())
