"""Entries of one import that may be one person: same name and same organisation, and no address in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from netzwerk.core.folding import fold
from transfer.models import ImportRow


def perhaps_same(rows: Sequence[ImportRow]) -> frozenset[UUID]:
    """Return which of these rows of one import, all new people, may be somebody of another row that is new as well.

    One query, none where no row says an organisation. Who is recognised by an address is not new a second time.
    """
    new = [row for row in rows if row.finding == ImportRow.Finding.NEW and row.record.get("organisation")]
    if not new:
        return frozenset()
    called = ImportRow.objects.for_user(new[0].owner).filter(
        imported=new[0].imported_id,
        finding=ImportRow.Finding.NEW,
        subject=ImportRow.Subject.PERSON,
        name__in={row.name for row in new},
    )
    coming = called.exclude(decision=ImportRow.Decision.SKIP).values_list("name", "record__organisation")
    times = Counter((name, fold(organisation)) for name, organisation in coming if organisation)
    return frozenset(
        row.pk
        for row in new
        if row.decision != ImportRow.Decision.SKIP and times[row.name, fold(row.record["organisation"])] > 1
    )
