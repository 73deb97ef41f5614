"""Finding people who may be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import User
from contacts.models import Contact, fold_name


def find_namesakes(*, owner: User, names: Iterable[str]) -> dict[str, list[Contact]]:
    """Return the contacts of these names by folded name (`fold_name`), with their details.

    Names nobody has are left out, and so are contacts in the bin.
    """
    folded = {fold_name(name) for name in names} - {""}
    found = Contact.objects.for_user(owner).present().filter(folded_name__in=folded).with_details()
    namesakes: dict[str, list[Contact]] = defaultdict(list)
    for contact in found.order_by("created_at"):
        namesakes[contact.folded_name].append(contact)
    return dict(namesakes)
