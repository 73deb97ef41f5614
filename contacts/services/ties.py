"""Ties between two contacts: made, changed, removed. Each is kept once and read from both ends."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, Tie
from contacts.rules.ties import Stand, kept
from netzwerk.core.registry import tie_removed_hooks


class TieToSelfError(ValueError):
    """A tie is between two people."""


@transaction.atomic
def add_tie(*, contact: Contact, other: Contact, kind: str, kinship: str = "", strength: int | None = None) -> Tie:
    """Say how `contact` stands to `other`, and return the tie; said once more, it takes the new kinship and strength.

    Among relatives `kinship` is what `contact` is to `other`. With the kind *introduced*, `contact` becomes the one
    who introduced `other`, in place of whoever did before. Raises `TieToSelfError` for one and the same person.
    """
    if contact.pk == other.pk:
        raise TieToSelfError(str(contact.pk))
    if kind == Tie.Kind.INTRODUCED:
        _forget_introducers(other, but=contact)
    stand = kept(Stand(contact.pk, other.pk, kind, kinship))
    tie, is_new = Tie.objects.for_user(contact.owner).get_or_create(
        owner=contact.owner,
        contact_id=stand.first,
        other_id=stand.second,
        kind=kind,
        defaults={"kinship": stand.kinship, "strength": strength},
    )
    if not is_new:
        if tie.kinship != stand.kinship:
            _let_others_know(contact.owner, tie)
        tie.kinship, tie.strength = stand.kinship, strength
        tie.save(update_fields=["kinship", "strength"])
    return tie


@transaction.atomic
def change_tie(*, tie: Tie, seen_from: Contact, kind: str, kinship: str = "", strength: int | None = None) -> Tie:
    """Replace a tie by how `seen_from`, one of its two people, stands to the other; return what is there then.

    Where the two have a tie of that kind already, the two become one.
    """
    contact, other = (tie.contact, tie.other) if tie.contact_id == seen_from.pk else (tie.other, tie.contact)
    tie.delete()
    _let_others_know(contact.owner, tie)
    return add_tie(contact=contact, other=other, kind=kind, kinship=kinship, strength=strength)


@transaction.atomic
def remove_tie(*, tie: Tie) -> None:
    """Remove a tie for good; what it said is the caller's to keep for the way back (`add_tie`)."""
    Tie.objects.for_user(tie.owner).filter(pk=tie.pk).delete()
    _let_others_know(tie.owner, tie)


@transaction.atomic
def set_introducer(*, contact: Contact, introducer: Contact | None) -> Tie | None:
    """Say who introduced a contact to the user, in place of whoever did before; None for nobody.

    Returns the tie from the introducer to the contact. Raises `TieToSelfError` when they are the same person.
    """
    if introducer is None:
        _forget_introducers(contact, but=None)
        return None
    if (
        same := Tie.objects.for_user(contact.owner)
        .filter(contact=introducer, other=contact, kind=Tie.Kind.INTRODUCED)
        .first()
    ):
        return same
    return add_tie(contact=introducer, other=contact, kind=Tie.Kind.INTRODUCED)


def _forget_introducers(contact: Contact, *, but: Contact | None) -> None:
    # Locked, so that two tabs which name two introducers do not leave both.
    Contact.objects.for_user(contact.owner).select_for_update().filter(pk=contact.pk).first()
    ties = Tie.objects.for_user(contact.owner).filter(other=contact, kind=Tie.Kind.INTRODUCED).exclude(contact=but)
    for tie in ties:
        tie.owner = contact.owner
        remove_tie(tie=tie)


def _let_others_know(owner: User, tie: Tie) -> None:
    for hook in tie_removed_hooks:
        hook(owner, Stand(tie.contact_id, tie.other_id, tie.kind, tie.kinship))
