"""Every page of networks for one user with 60 of them and 10,000 people, with and without the planner's statistics.

Run as `python3 run.py test bench/networks.py -s`. One network has 3,000 members and 20,000 moments; there are 240
checks, 120 meetings of which half repeat, and 500 people who were asked.
"""

# ruff: noqa: S608 - no value of a user's comes near these statements
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from bench.crowd import as_owner
from bench.people import People
from bench.timing import compare_statistics
from goals.models import Goal
from networks.models import Check, Event, Membership, Network
from netzwerk.core.walls import acting_as

TABLES = (
    "goals_goal", "networks_network", "networks_stagemove", "networks_networkmember", "networks_networkmoment",
    "networks_networkexchange", "networks_check", "networks_checkanswer", "networks_membership", "networks_event",
    "networks_occurrence", "networks_wantedperson", "networks_inquiry", "networks_lookingplace",
)  # fmt: skip
PAGES = {
    "board": "/networks/",
    "list": "/networks/list/",
    "network": "/networks/{network}/",
    "members": "/networks/{network}/members/",
    "happenings": "/networks/{network}/happenings/",
    "edit": "/networks/{network}/edit/",
    "compare": "/networks/compare/?goal={goal}",
    "check": "/networks/checks/{check}/",
    "membership": "/networks/memberships/{membership}/",
    "yearly question": "/networks/memberships/{membership}/review/",
    "leaving": "/networks/{network}/leave/",
    "balance": "/networks/balance/",
    "events": "/networks/events/",
    "date of an event": "/networks/events/{event}/2026-03-02/",
    "research": "/networks/research/{goal}/",
    "agenda": "/networks/agenda/",
    "goal": "/goals/{goal}/",
    "Today": "/",
    "people in a network": "/contacts/?network={network}",
    "search": "/contacts/search/?q=network",
}


class Networked(People):
    """The large user with networks, too."""

    def fill(self) -> None:
        """Write everything, and tell the planner nothing."""
        super().fill()
        with as_owner() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
            self._make_networks(cursor)
            self._make_around(cursor)

    def analyse(self) -> None:
        """Let the planner know."""
        super().analyse()
        with as_owner() as cursor:
            for table in TABLES:
                cursor.execute(f"VACUUM ANALYZE {table}")

    def _make_networks(self, cursor: Any) -> None:
        stages = "array['idea', 'researching', 'checking', 'trying', 'member', 'left', 'declined']"
        cursor.execute(f"""
            INSERT INTO goals_goal (id, owner_id, purposes, own_purpose, statement, field, sign_of_success,
                                    success_unit, status, what_helped, is_leading, created_at)
            SELECT gen_random_uuid(), owner_id, '{{commissions}}', '', 'Five clients', 'verlag', '', '', 'active', '',
                   true, now() FROM crowd WHERE n = 0;
            CREATE TEMP TABLE net ON COMMIT PRESERVE ROWS AS
            SELECT gen_random_uuid() AS id, owner_id, t AS n,
                   ({stages})[CASE WHEN t = 0 THEN 5 ELSE t % 7 + 1 END] AS stage
            FROM crowd, generate_series(0, 59) t WHERE crowd.n = 0;
            INSERT INTO networks_network (id, owner_id, name, folded_name, kind, sphere, url, reach, place, size,
                format, rhythm, fee_amount, fee_period, fee_currency, languages, source, note, stage, staged_on,
                created_at)
            SELECT id, owner_id, 'Network ' || n, 'network ' || n, 'club', 'business', '', 'regional', 'Hamburg', 40,
                   'both', 'monthly', 10 * n, 'year', 'EUR', '{{de}}', '', '', stage, date '2026-01-01' - n, now()
            FROM net;
            INSERT INTO networks_stagemove (id, owner_id, network_id, before, stage, moved_on, created_at)
            SELECT gen_random_uuid(), owner_id, id, '', stage, date '2026-01-01' - n, now() FROM net;
            INSERT INTO networks_networkmember (id, owner_id, network_id, contact_id, role, is_wished, created_at)
            SELECT gen_random_uuid(), p.owner_id, net.id, p.id, '', p.g % 100 = 0, now()
            FROM person p JOIN net ON net.owner_id = p.owner_id
            AND net.n = CASE WHEN p.g < 3000 THEN 0 ELSE p.g % 60 END;
            INSERT INTO networks_networkmoment (id, owner_id, network_id, moment_id, minutes)
            SELECT gen_random_uuid(), m.owner_id, net.id, m.id, 60 FROM
            (SELECT id, owner_id, row_number() OVER () AS g FROM contacts_moment
             WHERE owner_id = (SELECT owner_id FROM crowd WHERE n = 0) LIMIT 40000) m
            JOIN net ON net.n = CASE WHEN m.g <= 20000 THEN 0 ELSE m.g % 60 END;
            INSERT INTO networks_networkexchange (id, owner_id, network_id, exchange_id)
            SELECT gen_random_uuid(), e.owner_id, net.id, e.id FROM
            (SELECT id, owner_id, row_number() OVER () AS g FROM contacts_exchange
             WHERE owner_id = (SELECT owner_id FROM crowd WHERE n = 0) LIMIT 10000) e
            JOIN net ON net.n = CASE WHEN e.g <= 5000 THEN 0 ELSE e.g % 60 END""")

    def _make_around(self, cursor: Any) -> None:
        cursor.execute("""
            INSERT INTO networks_check (id, owner_id, network_id, goal_id, checked_on, verdict, reason, snapshot,
                                        finished_at, created_at)
            SELECT gen_random_uuid(), net.owner_id, net.id, goals_goal.id, date '2026-01-01' - t, 'stay', '', '{}',
                   now(), now() FROM net JOIN goals_goal ON goals_goal.owner_id = net.owner_id, generate_series(1, 4) t;
            INSERT INTO networks_checkanswer (id, owner_id, check_of_id, criterion, level, text, evidence)
            SELECT gen_random_uuid(), owner_id, id, criterion, 3, '', '' FROM networks_check,
                   unnest(array['members', 'tone', 'value', 'giving']) criterion;
            INSERT INTO networks_membership (id, owner_id, network_id, since_on, since_precision, term_months,
                                             notice_count, notice_unit, leaving_reason, created_at)
            SELECT gen_random_uuid(), owner_id, id, date '2020-01-01', 'day', 12, 3, 'months', '', now() FROM net
            WHERE stage = 'member';
            INSERT INTO networks_event (id, owner_id, network_id, title, starts_on, place, url, repeats, note,
                                        created_at)
            SELECT gen_random_uuid(), owner_id, id, 'Meeting', date '2026-03-02', '', '',
                   CASE WHEN t = 0 THEN 'weekly' ELSE '' END, '', now() FROM net, generate_series(0, 1) t;
            INSERT INTO networks_occurrence (id, owner_id, event_id, planned_on, is_called_off, note)
            SELECT gen_random_uuid(), owner_id, id, starts_on, false, '' FROM networks_event;
            INSERT INTO networks_wantedperson (id, owner_id, occurrence_id, contact_id, why)
            SELECT gen_random_uuid(), o.owner_id, o.id, p.id, '' FROM networks_occurrence o
            JOIN person p ON p.owner_id = o.owner_id AND p.g < 20;
            INSERT INTO networks_inquiry (id, owner_id, goal_id, contact_id, asked_on, answer, created_at)
            SELECT gen_random_uuid(), p.owner_id, goals_goal.id, p.id, date '2026-01-01', '', now()
            FROM person p JOIN goals_goal ON goals_goal.owner_id = p.owner_id WHERE p.g % 20 = 1;
            INSERT INTO networks_lookingplace (id, owner_id, goal_id, kind, text, url, watched_weeks, look_again_on,
                                               created_at)
            SELECT gen_random_uuid(), owner_id, id, 'press', 'Magazine ' || t, '', 4, date '2026-01-01' + t, now()
            FROM goals_goal, generate_series(1, 50) t""")


@pytest.fixture
def networked(transactional_db: None) -> Networked:  # noqa: ARG001 - for its effect
    """Fill the database."""
    networked = Networked()
    networked.fill()
    return networked


def test_no_page_of_networks_depends_on_statistics(networked: Networked) -> None:
    """Print the times without and with statistics, and the ratio of the two."""
    user = networked.large
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    with acting_as(user):
        ids: dict[str, UUID] = {
            "network": Network.objects.for_user(user).get(name="Network 0").pk,
            "goal": Goal.objects.for_user(user).get().pk,
        }
        own = {"network": ids["network"]}
        ids["check"] = Check.objects.for_user(user).filter(**own)[0].pk
        ids["membership"] = Membership.objects.for_user(user).get(**own).pk
        ids["event"] = Event.objects.for_user(user).filter(repeats="weekly", **own)[0].pk
    works = {f"page {name}": _page(client, path.format(**ids)) for name, path in PAGES.items()}
    assert compare_statistics(user, works, networked.analyse) == []


def _page(client: Client, path: str) -> Callable[[], object]:
    def get() -> object:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    return get
