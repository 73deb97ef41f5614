"""How one writes to somebody: German to a friend, German formally, or English."""

from __future__ import annotations

from accounts.models import User
from contacts.models import Closeness, Contact

# Each manner with the language that it is written in.
MANNERS = {"du": "de", "sie": "de", "en": "en"}
NEAR = (Closeness.INNER, Closeness.CLOSE)


def usual_manner(user: User, contact: Contact) -> str:
    """Return how somebody is probably addressed: by the languages one can speak with them, then by the user's own."""
    language = user.language.partition("-")[0]
    spoken = [one[:2] for one in contact.languages if one[:2] in MANNERS.values()]
    if spoken and language not in spoken:
        language = spoken[0]
    if language != "de":
        return "en"
    return "du" if user.language == "de-du" or contact.closeness in NEAR else "sie"


def chosen_manner(asked: str, user: User, contact: Contact) -> str:
    """Return the manner that an address asks for, or else how somebody is probably addressed."""
    return asked if asked in MANNERS else usual_manner(user, contact)


def name_to_call(contact: Contact, manner: str) -> str:
    """Return what one calls somebody: by all of the name where it is formal, else by the given name."""
    return contact.name if manner == "sie" else contact.given_name or contact.name.split(" ")[0]
