"""What somebody new is found by, before anything about them is read back from the database."""

from __future__ import annotations

from collections.abc import Mapping

from contacts.models import Organisation, Tag, fold_name
from contacts.rules.phones import e164_of
from contacts.services.indexing import Findable
from contacts.services.new_contact import NewContact
from contacts.services.tags import fold_tag


def findable_of(
    details: NewContact, organisations: Mapping[str, Organisation], tags: Mapping[str, Tag], region: str
) -> Findable:
    """Return the texts of somebody new, in the order of `indexing`; organisations and tags are given by folded name."""
    organisation = organisations.get(fold_name(details.organisation)) if details.organisation else None
    return Findable(
        names=(
            details.name, details.given_name, details.family_name, details.nickname, details.former_name,
            details.phonetic_name, details.name_prefix, details.name_suffix,
        ),
        standing=(
            organisation.name if organisation else "",
            details.role,
            *(tags[folded].name for name in details.tags if (folded := fold_tag(name)) in tags),
            organisation.industry if organisation else "",
        ),
        places=(
            details.place,
            details.where_met,
            *(
                text
                for each in details.addresses
                for text in (each.city, each.street, each.postal_code, each.region, each.country)
            ),
        ),
        handles=(
            *(each.value for each in details.emails),
            *(each.handle for each in details.messengers),
            *(each.value for each in details.links),
        ),
        numbers=[(each.value, e164_of(each.value, region)) for each in details.phones],
        telling=(*details.seeks, *details.offers, details.how_met, details.note),
    )  # fmt: skip
