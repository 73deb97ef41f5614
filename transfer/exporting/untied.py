"""A tie that is gone goes from the kept cards, too: else it would come out again with the next export."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from accounts.models import User
from contacts.models import Contact
from contacts.rules.ties import Stand
from transfer.exporting.ties import apple_label, type_of
from transfer.models import ImportFile, SourceCard
from transfer.vcard.properties import Property, read_properties
from transfer.vcard.values import unescape

_SAYS_SO = re.compile(r"^(?:[\w-]+\.)?(?:RELATED|X-ABRELATEDNAMES)\b", re.IGNORECASE | re.MULTILINE)
_LABEL = "X-ABLABEL"


def forget_related(owner: User, stand: Stand) -> None:
    """Take a tie that the user removed out of the cards of both; what a card says of anything else stays.

    Only what our own export would say is taken: an address book's words of another kind are about something else.
    """
    ends = (stand.first, stand.second)
    cards = SourceCard.objects.for_user(owner).filter(contact__in=ends, source=ImportFile.Source.VCARD)
    kept = list(cards.only("contact_id", "uid", "raw", "owner_id"))
    if not any(_SAYS_SO.search(card.raw) for card in kept):
        return
    names = dict(Contact.objects.for_user(owner).filter(pk__in=ends).values_list("pk", "name"))
    for card in kept:
        other = stand.second if card.contact_id == stand.first else stand.first
        uids = {str(other), *(each.uid for each in kept if each.contact_id == other and each.uid)}
        raw = without_related(card.raw, type_of(stand, other), name=names.get(other, ""), uids=uids)
        if raw != card.raw:
            SourceCard.objects.for_user(owner).filter(pk=card.pk).update(raw=raw)


def without_related(raw: str, kind: str, *, name: str, uids: Collection[str]) -> str:
    """Return a card without its lines that say of this person that they are this to the card's own."""
    lines = [(line, next(read_properties(line), None)) for line in _logical_lines(raw)]
    uris = {f"urn:uuid:{uid}".lower() for uid in uids}
    groups = {
        found.group.lower() for _line, found in lines if found and found.name == _LABEL and _is_label(found, kind)
    } - {""}
    untied = {
        found.group.lower()
        for _line, found in lines
        if found and found.name == "X-ABRELATEDNAMES" and unescape(found.value).strip() == name
    } & groups

    def is_gone(found: Property) -> bool:
        if found.name == "RELATED":
            said = unescape(found.value).strip()
            return kind in found.types() and (said == name or said.lower() in uris)
        return found.name in {"X-ABRELATEDNAMES", _LABEL} and found.group.lower() in untied

    return "".join(line for line, found in lines if not (found and is_gone(found)))


def _is_label(found: Property, kind: str) -> bool:
    return unescape(found.value) == apple_label(kind)


def _logical_lines(raw: str) -> Iterator[str]:
    """Yield the lines of a card, each with those that go on with it (RFC 6350 section 3.2)."""
    whole = ""
    for line in raw.splitlines(keepends=True):
        if whole and not line.startswith((" ", "\t")):
            yield whole
            whole = ""
        whole += line
    if whole:
        yield whole
