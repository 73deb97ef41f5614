"""Every page about people for one user with 10,000 of them, with and without the planner's statistics.

Run as `python3 run.py test bench/people.py -s`. 100,000 moments, 20,000 exchanges and as many topics, 10,000 ties. A
database that was just filled has no statistics yet: no page may depend on them.
"""

# ruff: noqa: S608 - no value of a user's comes near these statements
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import User
from bench.crowd import FILLED, Crowd, as_owner, without_keys
from bench.timing import compare_statistics
from contacts.models import Contact, Organisation
from contacts.queries.exchanges import count_exchanges, exchanges_of, promises_by_contact, promises_on_today
from contacts.queries.favours import find_favours
from contacts.queries.tie_suggestions import suggest_ties
from netzwerk.core.walls import acting_as
from reminders.services import propose_people
from tests.factories import TODAY

EXCHANGES, TIES, TOPICS = 20_000, 10_000, 20_000
FURTHER = (
    "contacts_exchange", "contacts_tie", "contacts_topic", "contacts_emailaddress", "contacts_phonenumber",
    "contacts_postaladdress", "contacts_tag", "contacts_tagging", "contacts_duplicatepair",
)  # fmt: skip


class People(Crowd):
    """One large user with all that can hang on people, and a few others."""

    def __init__(self) -> None:
        super().__init__(0)

    def fill(self) -> None:
        """Write everything, and tell the planner nothing."""
        with as_owner() as cursor:
            for table in (*FILLED, *FURTHER):
                cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
            self._make_users(cursor)
            self._make_texts(cursor)
            with without_keys(cursor):
                self._make_people(cursor)
                self._make_moments(cursor)
            self._make_further(cursor)

    def analyse(self) -> None:
        """Let the planner know."""
        with as_owner() as cursor:
            for table in ("accounts_user", *FILLED, *FURTHER):
                cursor.execute(f"VACUUM ANALYZE {table}")

    def _make_further(self, cursor: Any) -> None:
        cursor.execute(f"""
            INSERT INTO contacts_exchange (id, owner_id, contact_id, direction, kind, text, happened_on, due_on,
                                           created_at, deleted_at)
            SELECT gen_random_uuid(), p.owner_id, p.id, (array['given', 'received', 'asked', 'promised'])[t.n % 4 + 1],
                   'help', 'A word', date '2026-01-01' - t.n % 900,
                   CASE WHEN t.n % 8 = 3 THEN date '2026-06-01' + t.n % 90 END, now(),
                   CASE WHEN t.n % 50 = 0 THEN now() END
            FROM generate_series(0, {EXCHANGES - 1}) t(n) JOIN crowd ON crowd.n = 0
            JOIN person p ON p.g = t.n % 10000 AND p.owner_id = crowd.owner_id;
            INSERT INTO contacts_tie (id, owner_id, contact_id, other_id, kind, kinship, created_at)
            SELECT gen_random_uuid(), p.owner_id, least(p.id, o.id), greatest(p.id, o.id), 'knows', '', now()
            FROM generate_series(0, {TIES - 1}) t(n) JOIN crowd ON crowd.n = 0
            JOIN person p ON p.g = t.n AND p.owner_id = crowd.owner_id
            JOIN person o ON o.g = (t.n + 40 * (1 + t.n % 7)) % 10000 AND o.owner_id = crowd.owner_id;
            INSERT INTO contacts_topic (id, owner_id, contact_id, direction, text, position)
            SELECT gen_random_uuid(), p.owner_id, p.id, (array['seeks', 'offers'])[t.n % 2 + 1],
                   array_to_string(notes.words[1:3], ' '), 0
            FROM generate_series(0, {TOPICS - 1}) t(n) JOIN notes ON notes.n = t.n JOIN crowd ON crowd.n = 0
            JOIN person p ON p.g = t.n % 10000 AND p.owner_id = crowd.owner_id;
            INSERT INTO contacts_emailaddress (id, owner_id, contact_id, address, kind, position)
            SELECT gen_random_uuid(), owner_id, id, 'p' || g || '@example.org', '', 0 FROM person WHERE g % 3 > 0;
            INSERT INTO contacts_phonenumber (id, owner_id, contact_id, number, e164, kind, position)
            SELECT gen_random_uuid(), owner_id, id, '030 ' || g, '+4930' || g, '', 0 FROM person WHERE g % 4 > 0;
            INSERT INTO contacts_postaladdress (id, owner_id, contact_id, street, postal_code, city, region, country,
                                                kind, position)
            SELECT gen_random_uuid(), owner_id, id, 'Weg ' || g % 4000, '20095', 'Hamburg', '', '', '', 0 FROM person;
            INSERT INTO contacts_tag (id, owner_id, name, folded_name)
            SELECT gen_random_uuid(), owner_id, 'Tag ' || t, 'tag ' || t FROM crowd, generate_series(0, 49) t;
            INSERT INTO contacts_tagging (id, owner_id, tag_id, contact_id)
            SELECT gen_random_uuid(), p.owner_id, t.id, p.id FROM person p JOIN contacts_tag t
            ON t.owner_id = p.owner_id AND t.folded_name = 'tag ' || p.g % 50;
            INSERT INTO contacts_duplicatepair (id, owner_id, first_id, second_id, score)
            SELECT gen_random_uuid(), p.owner_id, least(p.id, o.id), greatest(p.id, o.id), 90 FROM person p
            JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
            JOIN person o ON o.owner_id = p.owner_id AND o.g = p.g + 1 WHERE p.g % 20 = 0;
            UPDATE contacts_contact SET deleted_at = now() - (person.g % 29) * interval '1 day' FROM person
            WHERE person.id = contacts_contact.id AND person.g % 25 = 7""")


@pytest.fixture
def people(transactional_db: None) -> People:  # noqa: ARG001 - for its effect
    """Fill the database."""
    people = People()
    people.fill()
    return people


def measured(people: People) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name: questions alone, and whole pages."""
    user = people.large
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    with acting_as(user):
        person = Contact.objects.for_user(user).present().filter(exchanges__isnull=False).order_by("folded_name")[2000]
        place = Organisation.objects.for_user(user).order_by("folded_name")[20]
    found = {f"page {name}": _page(client, path, person.pk, place.pk) for name, path in PAGES.items()}
    return {**_questions(user, person), **found}


PAGES = {
    "list": "/contacts/",
    "list, tag": "/contacts/?tag=none",
    "person": "/contacts/{pk}/",
    "Today": "/",
    "give and take": "/contacts/give-and-take/",
    "give and take of one": "/contacts/{pk}/exchanges/",
    "ties of one": "/contacts/{pk}/ties/",
    "tie suggestions": "/contacts/ties/suggestions/",
    "favours": "/contacts/favours/",
    "favours of one": "/contacts/{pk}/favours/",
    "timeline": "/contacts/moments/",
    "timeline, a year": "/contacts/moments/?year=2020",
    "what is missing": "/contacts/missing/",
    "walk through what is missing": "/contacts/missing/reach/",
    "duplicates": "/contacts/duplicates/",
    "tags": "/contacts/tags/",
    "bin": "/contacts/bin/",
    "organisations": "/contacts/organisations/",
    "organisation": "/contacts/organisations/{place}/",
    "changes": "/contacts/bulk/",
}


def _page(client: Client, path: str, pk: UUID, place: UUID) -> Callable[[], object]:
    def get() -> object:
        answer = client.get(path.format(pk=pk, place=place))
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    return get


def _questions(user: User, person: Contact) -> dict[str, Callable[[], object]]:
    return {
        "tie suggestions": lambda: suggest_ties(user, today=TODAY, limit=30),
        "tie suggestions of one": lambda: suggest_ties(user, today=TODAY, limit=5, contact=person),
        "exchanges counted": lambda: count_exchanges(user),
        "exchanges, first page": lambda: list(exchanges_of(user).newest_first().prefetch_related("contact")[:50]),
        "promises on Today": lambda: promises_on_today(user, limit=5),
        "promises by contact": lambda: promises_by_contact(user, until=TODAY),
        "favours": lambda: find_favours(user, today=TODAY, limit=30),
        "favours of one": lambda: find_favours(user, today=TODAY, limit=5, contact=person),
        "proposal of the digest": lambda: propose_people(user=user, on=TODAY),
    }


def test_no_page_about_people_depends_on_statistics(people: People) -> None:
    """Print the times without and with statistics, and the ratio of the two."""
    assert compare_statistics(people.large, measured(people), people.analyse) == []
