"""What the page of a request for an introduction shows: what to give, how to talk, the text, and what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from accounts.models import User
from contacts.reaching import mail_link
from goals.models import Goal, Offer
from matching.models import Approach
from matching.words.path_requests import Asking, request_subject, request_text
from networks.words.inquiries import MANNERS, usual_manner

NO_GIFT = "none"
APPROACH = "approach"


@dataclass(frozen=True, slots=True)
class Gift:
    """Something that the user could give: its word in the address, and what it is."""

    key: str
    text: str


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
    gifts = _gifts(owner, asking)
    chosen = _chosen(gifts, asking, asked.get("offer", ""))
    manner = asked.get("as", "")
    manner = manner if manner in MANNERS else usual_manner(owner, asking.contact)
    text = request_text(asking, gift=chosen.text if chosen else "", manner=manner, sender=owner.first_name)
    return RequestShown(gifts, chosen, manner, MANNERS[manner], text, _mail_href(asking, manner, text))


def goals_to_name(owner: User) -> list[Goal]:
    """Return the goals for which one could ask, the leading one first; one query."""
    return list(Goal.objects.for_user(owner).active())


def _gifts(owner: User, asking: Asking) -> list[Gift]:
    """Return what was noted for this person and goal, then all offers."""
    approaches = Approach.objects.for_user(owner).filter(contact=asking.contact, goal=asking.goal).exclude(gives="")
    noted = [Gift(APPROACH, approach.gives) for approach in approaches[:1]] if asking.goal else []
    return [*noted, *(Gift(str(offer.pk), offer.text) for offer in Offer.objects.for_user(owner))]


def _chosen(gifts: list[Gift], asking: Asking, key: str) -> Gift | None:
    """Return the gift of this key; without one, what was noted, or else an offer, another for the next person."""
    if key == NO_GIFT or not gifts:
        return None
    usual = gifts[0] if gifts[0].key == APPROACH else gifts[asking.contact.pk.int % len(gifts)]
    return next((gift for gift in gifts if gift.key == key), usual)


def _mail_href(asking: Asking, manner: str, text: str) -> str:
    links = (mail_link(each.address) for each in asking.contact.emails.all())
    link = next(filter(None, links), "")
    query = {"subject": request_subject(manner), "body": text}
    return f"{link}?{urlencode(query, quote_via=quote)}" if link else ""
