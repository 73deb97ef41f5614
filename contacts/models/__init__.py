"""The people and what happened with them."""

from contacts.models.about import CustomField, CustomValue, OwnDate, Topic
from contacts.models.bulk import BulkChange, BulkItem
from contacts.models.channel import EmailAddress, Link, Messenger, PhoneNumber, PostalAddress
from contacts.models.contact import Closeness, Contact, LastInTouch, Origin, fold_name
from contacts.models.duplicate import DuplicatePair, DuplicateSearch
from contacts.models.exchange import Exchange
from contacts.models.merge import Merge
from contacts.models.moment import Moment, Participation
from contacts.models.organisation import Organisation, Position
from contacts.models.querysets import ContactQuerySet
from contacts.models.search import ContactWord, MomentWord, OrganisationWord, Word
from contacts.models.tag import BinnedTag, SavedView, Tag, Tagging
from contacts.models.tie import DeclinedPair, Tie

__all__ = [
    "BinnedTag",
    "BulkChange",
    "BulkItem",
    "Closeness",
    "Contact",
    "ContactQuerySet",
    "ContactWord",
    "CustomField",
    "CustomValue",
    "DeclinedPair",
    "DuplicatePair",
    "DuplicateSearch",
    "EmailAddress",
    "Exchange",
    "LastInTouch",
    "Link",
    "Merge",
    "Messenger",
    "Moment",
    "MomentWord",
    "Organisation",
    "OrganisationWord",
    "Origin",
    "OwnDate",
    "Participation",
    "PhoneNumber",
    "Position",
    "PostalAddress",
    "SavedView",
    "Tag",
    "Tagging",
    "Tie",
    "Topic",
    "Word",
    "fold_name",
]
