"""Organisations: found by name, with how many people, and who is and was there."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.models import Moment, Organisation, Position
from contacts.queries.nameable import not_in_bin
from netzwerk.core.folding import fold
from netzwerk.core.keyset import behind

LONGEST, MOST_PROPOSED = 200, 8


def organisations_of(user: User, *, text: str = "", industry: str = "") -> QuerySet[Organisation]:
    """Return organisations by name: with a word that begins like the text, and of this industry."""
    found = Organisation.objects.for_user(user).order_by("folded_name")
    if folded := fold(text[:LONGEST]):
        found = found.filter(Q(folded_name__startswith=folded) | Q(folded_name__contains=f" {folded}"))
    return found.filter(industry=industry) if industry else found


def with_people_count(user: User, organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Add `people_count`: how many people are or were there, the bin left out."""
    people = (
        Position.objects.for_user(user)
        .filter(not_in_bin(user, "contact"), organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(count=Count("contact", distinct=True))
        .values("count")
    )
    return organisations.annotate(people_count=Coalesce(Subquery(people, output_field=IntegerField()), 0))


def organisation_names(user: User, text: str) -> list[str]:
    """Return a few names with a word that begins like the text, those that begin with it first."""
    folded = fold(text[:LONGEST])
    if not folded:
        return []
    found = list(organisations_of(user, text=text).values_list("name", "folded_name")[: 4 * MOST_PROPOSED])
    found.sort(key=lambda pair: not pair[1].startswith(folded))
    return [name for name, _folded in found[:MOST_PROPOSED]]


def industries_of(user: User) -> list[str]:
    """Return the industries in use, in order."""
    used = Organisation.objects.for_user(user).exclude(industry="").values_list("industry", flat=True).distinct()
    return sorted(used, key=fold)


def industry_names(user: User, text: str) -> list[str]:
    """Return a few industries in use with a word that begins like the text."""
    folded = fold(text[:LONGEST])
    if not folded:
        return []
    fitting = [one for one in industries_of(user) if f" {folded}" in f" {fold(one)}"]
    return fitting[:MOST_PROPOSED]


def positions_at(
    user: User, organisation: Organisation, *, has_ended: bool, after: Position | None = None
) -> QuerySet[Position]:
    """Return who is there now, or was there, by name, with their contacts; those after one of them when it is given."""
    found = Position.objects.for_user(user).filter(
        organisation=organisation, has_ended=has_ended, contact__deleted_at=None
    )
    if after is not None:
        found = found.filter(behind(("contact__folded_name", after.contact.folded_name), ("id", after.pk)))
    return found.select_related("contact").defer("contact__note").order_by("contact__folded_name", "id")


def is_in_use(user: User, organisation: Organisation) -> bool:
    """Return whether anything hangs on an organisation, also of people or moments in the bin."""
    positions = Position.objects.for_user(user).filter(organisation=organisation)
    moments = Moment.objects.for_user(user).filter(organisation=organisation)
    return positions.exists() or moments.exists()
