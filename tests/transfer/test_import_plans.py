"""Questions that imports ask for each batch reach an index, whatever else the owner has."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from contacts.services import Channel, NewContact, add_contacts
from netzwerk.core.copying import write_rows
from netzwerk.core.walls import acting_as
from tests.factories import TODAY
from tests.plans import analyse, plan_left_alone, plan_of
from tests.transfer_makers import make_import, make_row
from transfer.models import ImportRow, SourceCard
from transfer.records import PersonRecord, Typed
from transfer.services.known import KnownPeople

PEOPLE = [
    PersonRecord(n, f"raw {n}", f"P{n}", uid=f"uid {n}", emails=(Typed(f"p{n}@example.org"),)) for n in range(1, 9)
]


def test_who_is_known_is_looked_up_by_lists_in_an_index(
    alice: User, as_alice: User, django_assert_same_queries: Any
) -> None:
    imported = make_import(alice)
    prints = {person.number: f"{person.number:064}" for person in PEOPLE}
    _write_many(alice)
    with django_assert_same_queries() as asked:
        KnownPeople(owner=alice, imported=imported, people=PEOPLE, prints=prints)

    plans = [plan_left_alone(query["sql"]) for query in asked if query["sql"].startswith("SELECT")]
    assert len(plans) >= 6
    for plan in plans:
        assert "Seq Scan" not in plan, plan
        # Those who were merged are few at any time.
        conditions = [line for line in plan.splitlines() if "Index Cond" in line]
        assert any("= ANY" in line or "merged_into_id IS NOT NULL" in line for line in conditions), plan


def _write_many(owner: User) -> None:
    people = [
        NewContact(name=f"P{n}", emails=(Channel(value=f"p{n}@example.org"),), phones=(Channel(value=f"+4930{n:07}"),))
        for n in range(3000)
    ]
    contacts = add_contacts(owner=owner, people=people, today=TODAY)
    cards = [(each.pk, n, f"uid {n}", "raw", f"{n:064}") for n, each in enumerate(contacts)]
    write_rows(SourceCard, ["contact_id", "number", "uid", "raw", "fingerprint"], cards, common={"owner_id": owner.pk})
    for table in ("contacts_contact", "contacts_emailaddress", "contacts_phonenumber", "transfer_sourcecard"):
        analyse(table)


def test_the_next_rows_are_found_by_their_numbers(alice: User) -> None:
    imported = make_import(alice)
    for _row in range(3):
        make_row(imported)
    with acting_as(alice):
        rows = ImportRow.objects.for_user(alice).filter(imported=imported, number__gt=1, outcome="").order_by("number")
        plan = plan_of(
            str(rows.values("pk").query).replace(str(imported.pk), f"'{imported.pk}'").replace("= )", "= '')")
        )
    assert "transfer_row_once" in plan
    assert "number > 1" in plan
