"""The pages of networks, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database


def network_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of networks, with rows of this user where one is needed."""
    for part in (_board, _people, _merging, _fits, _checks, _memberships, _events, _research):
        yield from part(database, user_id)


def _board(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the board, the list, the page of a network, and what is asked about one."""
    yield "networks", "/networks/"
    yield "network-list", "/networks/list/"
    yield "network-list-none", "/networks/list/?q=zzz"
    yield "network-list-refused", ("/networks/several/", {"action": "compare"})
    yield "network-new", "/networks/new/"
    yield "network-new-refused", ("/networks/new/", {"name": "", "fee": "amount", "url": "nowhere"})
    networks = (
        "SELECT id, name, stage FROM networks_network WHERE owner_id = %s AND deleted_at IS NULL "
        "AND stage IN ('member', 'checking') ORDER BY stage, id"
    )
    pages = {stage: (f"/networks/{pk}/", name) for pk, name, stage in database.ask(networks, [user_id])}
    for stage, (page, _name) in pages.items():
        yield f"network-{stage}", page
    for page, name in list(pages.values())[:1]:
        yield "network-move", f"{page}move/"
        yield "network-move-refused", (f"{page}move/", {"stage": "", "on": "2999-01-01"})
        yield "network-move-asked", (f"{page}move/", {"stage": "member"})
        yield "network-edit", f"{page}edit/"
        yield "network-edit-refused", (f"{page}edit/", {"name": "", "fee_amount": "much"})
        yield "network-edit-elsewhere", (f"{page}edit/", {"name": name, "seen": "something else"})
        yield "network-named-already", ("/networks/new/", {"name": name})
    moves = "SELECT id FROM networks_stagemove WHERE owner_id = %s ORDER BY id LIMIT 1"
    for (move,) in database.ask(moves, [user_id]):
        yield "network-move-date", f"/networks/moves/{move}/"
        yield "network-move-date-refused", (f"/networks/moves/{move}/", {"on": ""})


def _people(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield members, and moments and exchanges in a network."""
    sql = (
        "SELECT m.id, m.network_id, m.contact_id FROM networks_networkmember m JOIN networks_network n "
        "ON n.id = m.network_id JOIN contacts_contact c ON c.id = m.contact_id WHERE m.owner_id = %s "
        "AND n.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY m.is_wished DESC, m.id LIMIT 1"
    )
    for member, network, contact in database.ask(sql, [user_id]):
        add, edit, join = (
            f"/networks/{network}/members/new/",
            f"/networks/members/{member}/",
            f"/networks/contacts/{contact}/join/",
        )
        yield "network-members", f"/networks/{network}/members/"
        yield "network-member-new", add
        yield "network-member-new-refused", (add, {"since_year": "2020", "until_year": "1700"})
        yield "network-member", edit
        yield "network-member-refused", (edit, {"since_year": "2020", "until_year": "2010"})
        yield "network-happenings", f"/networks/{network}/happenings/"
        yield "contact-networks", f"/networks/contacts/{contact}/"
        yield "contact-networks-refused", (join, {"since_year": "1700"})
        yield "moment-in-network", f"/contacts/moments/new/?network={network}"
        yield "moment-in-network-refused", ("/contacts/moments/new/", {"minutes": "0", "network": ""})
        yield "exchange-in-network", f"/contacts/exchanges/new/?network={network}"


def _merging(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the pages of two networks that are one."""
    sql = "SELECT id FROM networks_network WHERE owner_id = %s AND deleted_at IS NULL ORDER BY id LIMIT 2"
    (network,), (other,) = database.ask(sql, [user_id])
    here = f"/networks/{network}/merge/"
    yield "network-merge-pick", f"{here}?who=e"
    yield "network-merge", f"{here}{other}/"
    yield "network-merge-refused", (f"{here}{network}/", {})


def _fits(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the comparison, the weights, and how the score works."""
    yield "compare", "/networks/compare/"
    yield "compare-none", "/networks/compare/?chosen=1"
    yield "compare-missing", "/networks/compare/?network=01890000-0000-7000-8000-000000000000"
    yield "fit-explained", "/networks/score/"
    for (goal,) in database.ask("SELECT id FROM goals_goal WHERE owner_id = %s AND is_leading", [user_id]):
        weights = f"/networks/goals/{goal}/weights/"
        names = ("reach", "size", "format", "fee", "members", "tone", "value", "giving")
        yield "goal-networks", f"/networks/goals/{goal}/"
        yield "fit-weights", weights
        yield "fit-weights-refused", (weights, {**dict.fromkeys(names, "0"), "tone": "101"})
        yield "fit-weights-nothing", (weights, dict.fromkeys(names, "0"))


def _checks(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the check wizard, and earlier checks."""
    sql = "SELECT id, network_id, goal_id FROM networks_check WHERE owner_id = %s AND verdict = 'later' LIMIT 1"
    for check, network, goal in database.ask(sql, [user_id]):
        of_check, start = f"/networks/checks/{check}/", f"/networks/{network}/check/"
        yield "check", of_check
        yield "check-verdict", f"{of_check}verdict/"
        yield "check-verdict-refused", (f"{of_check}verdict/", {"verdict": "marry", "review_on": "soon"})
        yield "check-start", start
        yield "check-start-refused", (start, {})
        for step in ("members", "tone", "value", "giving", "verdict", "summary"):
            yield f"check-wizard-{step}", f"{start}?goal={goal}&step={step}"
        yield "network-ideas", f"/networks/{network}/ideas/"
        yield "network-ideas-refused", (f"/networks/{network}/ideas/", {"text": "", "offers": "none"})


def _memberships(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield memberships, the yearly question, leaving, and the balance."""
    yield "networks-balance", "/networks/balance/"
    yield "networks-balance-refused", ("/networks/balance/", {"amount": "-5", "currency": "E"})
    sql = "SELECT id, network_id FROM networks_membership WHERE owner_id = %s AND left_on IS NULL LIMIT 1"
    for membership, network in database.ask(sql, [user_id]):
        here, of_network = f"/networks/memberships/{membership}/", f"/networks/{network}/"
        yield "membership", here
        yield "membership-review", f"{here}review/"
        yield "membership-review-refused", (f"{here}review/", {"decision": "give_more"})
        yield "membership-edit", f"{of_network}membership/"
        yield "membership-edit-refused", (f"{of_network}membership/", {"since": "soon", "term": "own"})
        yield "membership-leave", f"{of_network}leave/"
        yield "membership-leave-refused", (f"{of_network}leave/", {"left_on": ""})
        for fact in ("moments", "people", "given", "helpful"):
            yield f"network-brought-{fact}", f"{of_network}brought/{fact}/"


def _events(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield meetings, their sheet to prepare, and whom one met."""
    yield "meetings", "/networks/events/"
    yield "meetings-past", "/networks/events/?before=2999-01-01_01890000-0000-7000-8000-000000000000_2999-01-01"
    yield "meeting-choose", "/networks/events/new/"
    for event, network, day in database.ask(
        "SELECT id, network_id, starts_on FROM networks_event WHERE owner_id = %s ORDER BY starts_on LIMIT 1", [user_id]
    ):
        yield "meeting-new", f"/networks/{network}/events/new/"
        yield "meeting-new-refused", (f"/networks/{network}/events/new/", {"title": "", "repeats": "weekly"})
        yield "meeting-edit", f"/networks/events/{event}/edit/"
        yield "meeting-met", f"/networks/events/{event}/{day}/met/"
        nobody = {"people-TOTAL_FORMS": "2", "people-INITIAL_FORMS": "0", "people-0-line": ", Verlag"}
        yield "meeting-met-refused", (f"/networks/events/{event}/{day}/met/", nobody)
    for event, day in database.ask(
        "SELECT o.event_id, o.planned_on FROM networks_occurrence o JOIN networks_wantedperson w "
        "ON w.occurrence_id = o.id WHERE o.owner_id = %s LIMIT 1",
        [user_id],
    ):
        date = f"/networks/events/{event}/{day}"
        yield "meeting", f"{date}/"
        yield "meeting-sheet", f"{date}/sheet/"
        yield "meeting-date", f"{date}/edit/"
        yield "meeting-date-refused", (f"{date}/edit/", {"moved_to": "someday"})
        yield "meeting-want", f"{date}/wanted/"
        yield "meeting-want-refused", (f"{date}/wanted/", {"who": "nobody-has-this-name"})


def _research(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the research for a goal, and what comes up."""
    yield "networks-agenda", "/networks/agenda/"
    goals = "SELECT id FROM goals_goal WHERE owner_id = %s AND is_leading"
    roles = "SELECT contact_id FROM goals_role WHERE owner_id = %s AND goal_id = %s ORDER BY id LIMIT 1"
    for (goal,) in database.ask(goals, [user_id]):
        here = f"/networks/research/{goal}/"
        yield "research", here
        yield "research-all", f"{here}?all=1"
        yield "research-pick", f"{here}people/new/"
        yield "research-pick-refused", (f"{here}people/new/", {"who": ""})
        yield "looking-place-new", f"{here}places/new/"
        yield "looking-place-new-refused", (f"{here}places/new/", {"text": "", "url": "no page"})
        yield "suggestion-refused", (f"{here}places/keep/", {"text": ""})
        for (contact,) in database.ask(roles, [user_id, goal]):
            yield "research-ask", f"{here}people/{contact}/"
            yield "research-ask-refused", (f"{here}people/{contact}/", {"asked_on": ""})
    for (inquiry,) in database.ask("SELECT id FROM networks_inquiry WHERE owner_id = %s LIMIT 1", [user_id]):
        yield "inquiry-answer", f"/networks/inquiries/{inquiry}/answer/"
        yield "inquiry-answer-refused", (f"/networks/inquiries/{inquiry}/answer/", {"answered_on": ""})
    places = "SELECT id FROM networks_lookingplace WHERE owner_id = %s AND dismissed_at IS NULL LIMIT 1"
    for (place,) in database.ask(places, [user_id]):
        yield "looking-place", f"/networks/places/{place}/"
        yield "looking-place-refused", (f"/networks/places/{place}/", {"text": ""})
        yield "look", f"/networks/places/{place}/look/"
        yield "look-refused", (f"/networks/places/{place}/look/", {"looked_on": ""})
