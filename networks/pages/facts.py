"""What is known about a network, as labels and words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.languages import language_name
from contacts.models import Contact
from contacts.rules.links import link_name
from goals.models import IdealNetwork
from networks.models import Network, NetworkLink
from networks.words.money import fee_words, money_words
from networks.words.numbers import about
from netzwerk.core.markdown import is_safe_link


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with what is known; `contact_id` makes a link of it."""

    label: str
    text: str
    contact_id: UUID | None = None


def facts_shown(network: Network) -> list[Fact]:
    """Return what is known; what is not is left out. One query where somebody among the contacts named it."""
    known = [
        Fact(_("Kind"), network.get_kind_display()),
        Fact(_("Mostly for"), network.get_sphere_display()),
        Fact(_("Reach"), ", ".join(filter(None, [network.get_reach_display(), network.place]))),
        Fact(_("Members"), about(network.size) if network.size else ""),
        Fact(_("How it meets"), _format(network)),
        Fact(_("How often"), network.get_rhythm_display()),
        Fact(_("Languages"), ", ".join(language_name(code) for code in network.languages)),
        Fact(_("Fee"), capfirst(fee_words(network))),
        Fact(_("On top in a year"), _extra(network)),
        *_sources(network),
    ]
    return [fact for fact in known if fact.text]


def documents_of(network: Network) -> list[tuple[str, str]]:
    """Return the documents of a network: the address, none where it is unsafe, and what it is called; one query."""
    links = NetworkLink.objects.for_user(network.owner).filter(network=network)
    return [(safe_address(link.url), link.label or link_name(link.url).text) for link in links]


def safe_address(address: str) -> str:
    """Return an address that a page may lead to, or nothing: forms check it, but rows may come from elsewhere."""
    return address if is_safe_link(address) else ""


def _format(network: Network) -> str:
    is_both = network.format == IdealNetwork.Format.BOTH
    return _("In person and online") if is_both else network.get_format_display()


def _extra(network: Network) -> str:
    return money_words(network.extra_costs, network.fee_currency) if network.extra_costs else ""


def _sources(network: Network) -> list[Fact]:
    contact = _named_by(network)
    return [Fact(_("From"), contact.name, contact.pk)] if contact else [Fact(_("From"), network.source)]


def _named_by(network: Network) -> Contact | None:
    people = Contact.objects.for_user(network.owner).present()
    return people.filter(pk=network.source_contact_id).first() if network.source_contact_id else None
