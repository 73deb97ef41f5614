"""The people and what happened with them."""

from contacts.models.channel import EmailAddress, PhoneNumber
from contacts.models.contact import Closeness, Contact, LastInTouch, Origin, fold_name
from contacts.models.moment import Moment, Participation
from contacts.models.organisation import Organisation, Position
from contacts.models.querysets import ContactQuerySet

__all__ = [
    "Closeness",
    "Contact",
    "ContactQuerySet",
    "EmailAddress",
    "LastInTouch",
    "Moment",
    "Organisation",
    "Origin",
    "Participation",
    "PhoneNumber",
    "Position",
    "fold_name",
]
