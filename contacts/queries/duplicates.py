"""Who may be the same person: entries to compare, and pairs that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from rapidfuzz import fuzz, process

from accounts.models import User
from contacts.models import Contact, DeclinedPair, DuplicatePair, EmailAddress, PhoneNumber
from contacts.models.duplicate import DuplicatePairQuerySet
from contacts.queries.nameable import not_in_bin
from contacts.rules.likeness import Entry, Fact, Likeness, entry_of, likeness_of, mail_key, phone_key
from contacts.rules.partial_dates import AnnualDate
from netzwerk.core.folding import fold

# Of names that come near a new one, so many are looked at closely; fewer are shown.
MOST_NEAR, MOST_ALIKE = 20, 5
_NEAR = 82

_COLUMNS = (
    "id", "name", "given_name", "family_name", "nickname", "former_name",
    "birthday_month", "birthday_day", "birthday_year",
)  # fmt: skip


def entries_of(user: User, contact_ids: Collection[UUID] | None = None) -> dict[UUID, Entry]:
    """Return what tells people from others, of these or of all who are not in the bin; three queries."""
    contacts = Contact.objects.for_user(user).present().filter(anonymised_at=None)
    mails, phones = EmailAddress.objects.for_user(user), PhoneNumber.objects.for_user(user)
    if contact_ids is not None:
        contacts = contacts.filter(pk__in=contact_ids)
        mails, phones = mails.filter(contact__in=contact_ids), phones.filter(contact__in=contact_ids)
    mails_of, phones_of = defaultdict[UUID, list[str]](list), defaultdict[UUID, list[str]](list)
    for contact_id, address in mails.values_list("contact_id", "address"):
        mails_of[contact_id].append(address)
    for contact_id, number, e164 in phones.values_list("contact_id", "number", "e164"):
        phones_of[contact_id].append(e164 or number)
    found = {}
    for pk, name, given, family, nickname, former, month, day, year in contacts.values_list(*_COLUMNS):
        found[pk] = entry_of(
            name,
            more_names=other_names(name, given, family, nickname, former),
            mails=mails_of[pk],
            phones=phones_of[pk],
            birthday=AnnualDate(month, day, year) if month else None,
        )
    return found


def other_names(name: str, given: str, family: str, nickname: str, former: str) -> list[str]:
    """Return under what else somebody may be written down: with the nickname, or with the name of before."""
    words = name.split()
    family, given = family or (words[-1] if len(words) > 1 else ""), given or (words[0] if words else "")
    names = []
    if nickname:
        names.append(nickname if " " in nickname else f"{nickname} {family}".strip())
    if former:
        names.append(former if " " in former else f"{given} {former}".strip())
    return names


def alike(user: User, entry: Entry) -> list[tuple[Contact, Likeness]]:
    """Return people who are likely the one that is being entered, the likeliest first.

    Names nearly the same are found by one pass over the folded names, addresses and numbers by what they end with;
    only those few are then compared. The number of queries does not depend on how many people there are.
    """
    ids = _near_names(user, entry) | _sharing(user, entry)
    entries = entries_of(user, ids)
    likenesses = {pk: likeness_of(entry, other) for pk, other in entries.items()}
    # Of a single name, or with another birthday, it is not likely; but who has just typed it wants to see it.
    found = [pk for pk, likeness in likenesses.items() if likeness.is_likely or Fact.SAME_NAME in likeness.facts]
    likely = sorted(found, key=lambda pk: -likenesses[pk].score)
    people = Contact.objects.for_user(user).present().with_details().in_bulk(likely[:MOST_ALIKE])
    return [(people[pk], likenesses[pk]) for pk in likely[:MOST_ALIKE]]


def open_pairs(user: User) -> DuplicatePairQuerySet:
    """Return the pairs that were found and that the user has not declined, of people who are both there."""
    declined = DeclinedPair.objects.for_user(user).filter(
        about=DeclinedPair.About.DUPLICATE, first=OuterRef("first"), second=OuterRef("second")
    )
    return DuplicatePair.objects.for_user(user).filter(~Exists(declined), not_in_bin(user, "first", "second"))


def declined_pairs(user: User) -> set[tuple[UUID, UUID]]:
    """Return about whom the user has said that they are two."""
    declined = DeclinedPair.objects.for_user(user).filter(about=DeclinedPair.About.DUPLICATE)
    return set(declined.values_list("first_id", "second_id"))


def _near_names(user: User, entry: Entry) -> set[UUID]:
    contacts = Contact.objects.for_user(user).present()
    names = dict(contacts.values_list("pk", "folded_name"))
    found = process.extract(fold(entry.name), names, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=MOST_NEAR)
    return {pk for _name, _score, pk in found}


def _sharing(user: User, entry: Entry) -> set[UUID]:
    """Return people with one of the addresses or numbers; of the few that come near, Python makes the keys."""
    ids: set[UUID] = set()
    if entry.mails:
        near = Q(lower__in=entry.mails)
        if any(mail.endswith("@gmail.com") for mail in entry.mails):
            near |= Q(lower__endswith="@gmail.com") | Q(lower__endswith="@googlemail.com")
        mails = EmailAddress.objects.for_user(user).annotate(lower=Lower("address")).filter(near)
        rows: Iterable[tuple[UUID, str]] = mails.values_list("contact_id", "address")
        ids |= {contact for contact, address in rows if mail_key(address) in entry.mails}
    if entry.phones:
        near = Q(e164="")
        for phone in entry.phones:
            near |= Q(e164__endswith=phone)
        rows = PhoneNumber.objects.for_user(user).filter(near).values_list("contact_id", "number")
        ids |= {contact for contact, number in rows if phone_key(number) in entry.phones}
    return ids
