"""What an export asks is answered by indexes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Tie
from netzwerk.core.walls import acting_as
from tests.factories import TODAY
from tests.plans import analyse, plan_left_alone, plan_of
from transfer.models import SourceCard
from transfer.queries.exports import exports_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
IDS = [UUID(int=1), UUID(int=2)]


def plan(alice: User, query: object) -> str:
    with acting_as(alice):
        return plan_of(_sql(query))


def _sql(query: object) -> str:
    sql, values = query.query.sql_with_params()  # type: ignore[attr-defined]
    quoted = [f"'{value}'" if not isinstance(value, int) else value for value in values]
    return str(sql % tuple(quoted))


def test_the_newest_and_the_old_ones_stand_in_an_index(alice: User) -> None:
    assert "transfer_newest_export" in plan(alice, exports_of(alice)[:50])
    assert "transfer_newest_export" in plan(alice, exports_of(alice).filter(created_at__lt=NOW - timedelta(days=7)))


def test_ties_are_found_from_both_ends(alice: User) -> None:
    ties = Tie.objects.for_user(alice).filter(Q(contact__in=IDS) | Q(other__in=IDS))
    assert "Seq Scan" not in plan(alice, ties)


def test_cards_of_a_batch_are_found_among_many(alice: User) -> None:
    with acting_as(alice):
        people = Contact.objects.bulk_create(
            Contact(owner=alice, name=str(at), folded_name=str(at), anchor_on=TODAY) for at in range(1000)
        )
        SourceCard.objects.bulk_create(
            SourceCard(owner=alice, contact=each, number=1, raw="FN:A", fingerprint=each.pk.hex) for each in people
        )
        analyse("transfer_sourcecard")
        cards = SourceCard.objects.for_user(alice).filter(contact__in=IDS, source="vcard").order_by("-pk")
        assert "transfer_card_contact" in plan_left_alone(_sql(cards))
