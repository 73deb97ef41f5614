"""Every page there is, by a name for its picture: for visitors, and for somebody in a furnished account."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database
from tests.e2e.matching_places import matching_places
from tests.e2e.network_places import network_places
from tests.e2e.reminder_places import reminder_places
from tests.e2e.transfer_places import transfer_places

VISITORS: dict[str, Place] = {
    "first-page": "/",
    "sign-up": "/accounts/signup/",
    "look-into-your-mail": "/accounts/confirm-email/",
    "confirm-invalid": "/accounts/confirm-email/forged-key/",
    "sign-up-refused": ("/accounts/signup/", {"email": "nobody", "password1": "short"}),
    "log-in": "/accounts/login/",
    "log-in-refused": ("/accounts/login/", {"login": "nobody@example.org", "password": "wrong password"}),
    "log-in-passkey-refused": ("/accounts/second-step/passkeys/login/", {"credential": "{}"}),
    "reset": "/accounts/password/reset/",
    "reset-sent": "/accounts/password/reset/done/",
    "reset-link-forged": "/accounts/password/reset/key/1-forged/",
    "local-mails": "/local/mails/",
    "not-found": "/nowhere/",
    "act-forged": "/reminders/act/forged/",
    "unsubscribe-forged": "/reminders/unsubscribe/forged/",
    "keep-forged": "/settings/keep/forged/",
    "invitation-spent": "/accounts/invited/forged/",
    "account-closed": "/accounts/inactive/",
}


BEGINNERS: dict[str, Place] = {
    "beginner-start": "/goals/start/",
    "beginner-start-refused": ("/goals/start/", {"first_name": ""}),
    "beginner-people": "/goals/start/people/",
    "beginner-today": "/",
    "beginner-contacts": "/contacts/",
    "beginner-moments": "/contacts/moments/",
    "beginner-missing": "/contacts/missing/",
    "beginner-missing-done": "/contacts/missing/closeness/",
    "beginner-goals": "/goals/",
    "beginner-inventory": "/goals/inventory/",
    "beginner-exchanges": "/contacts/give-and-take/",
    "beginner-favours": "/contacts/favours/",
    "beginner-ties": "/contacts/ties/suggestions/",
    "beginner-settings": "/settings/",
    "beginner-mails": "/reminders/settings/",
    "beginner-address": "/accounts/email/",
    "beginner-password": "/accounts/password/change/",
    "beginner-password-again": "/accounts/reauthenticate/?next=/accounts/email/",
    "beginner-factors": "/accounts/second-step/",
    # Their account has no room, see `test_pages_of_a_beginner`.
    "beginner-full": (
        "/contacts/moments/new/",
        {"kind": "call", "happened_on": "2026-03-16", "newcomers": "Nora"},
    ),
    "beginner-delete-refused": ("/settings/delete/", {"password": "wrong password"}),
}


# Pages that need no row.
WITHOUT_ROWS: dict[str, Place] = {
    "today": "/",
    "settings": "/settings/",
    "settings-delete": "/settings/delete/",
    "devices": "/settings/devices/",
    "programs": "/settings/app-passwords/",
    "log-out": "/accounts/logout/",
}


DETAILS = (
    *("name", "tags", "emails", "phones", "messengers", "addresses", "links", "place", "birthday", "languages"),
    *("met", "introducer", "last-in-touch", "seeks", "offers", "note", "positions", "own-dates", "custom"),
)
NO_SUCH_DAY = {"birthday_day": "31", "birthday_month": "2"}
REFUSED_LINK = {"links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-0-url": "nowhere"}
REFUSED_DAY = {
    "own-dates-TOTAL_FORMS": "1",
    "own-dates-INITIAL_FORMS": "0",
    "own-dates-0-label": "Wedding day",
    "own-dates-0-day": "31",
    "own-dates-0-month": "2",
}
REFUSED_POSITION = {
    "positions-TOTAL_FORMS": "1",
    "positions-INITIAL_FORMS": "0",
    "positions-0-role": "Editor",
    "positions-0-started": "someday",
    "positions-0-ended": "2999",
}
REFUSED_ROWS = {
    "emails-TOTAL_FORMS": "2",
    "emails-INITIAL_FORMS": "0",
    "emails-0-address": "nobody",
    "emails-1-address": "somebody@example.org",
}


def places_of(database: Database, user_id: int) -> dict[str, Place]:
    """Return the address of each page inside the log-in, with rows of this user where one is needed."""
    (contact,) = database.ask(
        "SELECT contact_id FROM contacts_participation WHERE owner_id = %s "
        "GROUP BY contact_id ORDER BY count(*) DESC LIMIT 1",
        [user_id],
    )[0]
    return {
        **WITHOUT_ROWS,
        **dict(_people(contact)),
        **dict(_details(contact)),
        **dict(_of_many(contact)),
        **dict(_moments(contact)),
        **dict(_missing(contact)),
        **dict(_merging(database, user_id, contact)),
        **dict(_goals(database, user_id)),
        **dict(_giving(database, user_id)),
        **dict(_rows(database, user_id)),
        **dict(_lists(database, user_id)),
        **dict(_organisations(database, user_id)),
        **dict(network_places(database, user_id)),
        **dict(matching_places(database, user_id)),
        **dict(reminder_places(database, user_id)),
        **dict(transfer_places(database, user_id)),
    }


def _people(contact: object) -> Iterator[tuple[str, Place]]:
    """Yield the list, the search, and the pages of one person."""
    yield "contacts", "/contacts/"
    yield "contacts-nobody", "/contacts/?q=nobody-has-this-name"
    yield "contacts-dormant", "/contacts/?state=dormant"
    yield "search", "/contacts/search/?q=ver"
    yield "search-nothing", "/contacts/search/?q=nobody-has-this-name"
    yield "search-empty", "/contacts/search/"
    yield "contact", f"/contacts/{contact}/"
    yield "contact-new", "/contacts/new/"
    yield "contact-new-refused", ("/contacts/new/", {"name": "", "birthday_day": "31", "birthday_month": "2"})
    yield "snooze-refused", (f"/contacts/{contact}/snooze/", {"until": "someday"})
    yield "photo-form", f"/contacts/{contact}/photo/edit/"
    yield "photo-refused", (f"/contacts/{contact}/photo/edit/", {})


def _moments(contact: object) -> Iterator[tuple[str, Place]]:
    """Yield the timeline, and the forms of a new moment."""
    yield "moments", "/contacts/moments/"
    yield "moments-filtered", f"/contacts/moments/?contact={contact}&since=2020-01-01"
    yield "moments-none", "/contacts/moments/?who=nobody-has-this-name"
    yield "moment-new", f"/contacts/{contact}/moments/new/"
    yield "moment-log", "/contacts/moments/new/?who=mi"
    yield "moment-log-nobody", "/contacts/moments/new/?who=Nobody+Known"
    yield "moment-refused", ("/contacts/moments/new/", {"kind": "call", "happened_on": "2999-01-01"})


def _missing(contact: object) -> Iterator[tuple[str, Place]]:
    """Yield what is missing, and each question about it."""
    yield "missing", "/contacts/missing/"
    for lack in ("closeness", "origin", "moment", "reach"):
        yield f"missing-{lack}", f"/contacts/missing/{lack}/"
    yield "missing-refused", ("/contacts/missing/reach/", {"contact": str(contact), "value": "no number"})


def _merging(database: Database, user_id: int, contact: object) -> Iterator[tuple[str, Place]]:
    """Yield pairs that may be one, and what is done with them."""
    yield "duplicates", "/contacts/duplicates/"
    yield "merges", "/contacts/merges/"
    yield "contact-merge", f"/contacts/{contact}/merge/?who=so"
    for first, second in database.ask(
        "SELECT first_id, second_id FROM contacts_duplicatepair WHERE owner_id = %s LIMIT 1", [user_id]
    ):
        yield "merge", f"/contacts/merge/?a={first}&b={second}"
        yield "merge-refused", ("/contacts/merge/", {"a": str(first), "b": str(first)})


def _goals(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the pages of goals, and the inventory."""
    (goal,) = database.ask("SELECT id FROM goals_goal WHERE owner_id = %s AND is_leading", [user_id])[0]
    yield "goals", "/goals/"
    yield "goal", f"/goals/{goal}/"
    for step in ("goal", "network", "help", "offers", "summary"):
        yield f"goal-wizard-{step}", f"/goals/{goal}/wizard/?step={step}"
    yield "inventory", "/goals/inventory/"
    yield "inventory-circle", "/goals/inventory/studies/"


def _of_many(contact: object) -> Iterator[tuple[str, Place]]:
    """Yield the pages of changes of many people, and the bin."""
    yield "bin", "/contacts/bin/"
    yield "bin-empty", "/contacts/bin/empty/"
    yield "bulk-changes", "/contacts/bulk/"
    for action in ("tag", "untag", "closeness", "cadence"):
        yield f"bulk-{action}", ("/contacts/bulk/new/", {"action": action, "contacts": str(contact)})
    for action in ("tag", "closeness", "goal"):
        asked = {"action": action, "contacts": str(contact), "asked": "1"}
        yield f"bulk-{action}-refused", ("/contacts/bulk/new/", asked)


def _giving(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the pages of give and take, ties and favours."""
    ask = database.ask
    contact, promise = ask(
        "SELECT contact_id, id FROM contacts_exchange "
        "WHERE owner_id = %s AND direction = 'promised' ORDER BY id LIMIT 1",
        [user_id],
    )[0]
    tie, known = ask("SELECT id, contact_id FROM contacts_tie WHERE owner_id = %s LIMIT 1", [user_id])[0]
    topics = "SELECT contact_id FROM contacts_topic WHERE owner_id = %s AND direction = %s ORDER BY id LIMIT 1"
    (seeker,), (helper,) = ask(topics, [user_id, "seeks"])[0], ask(topics, [user_id, "offers"])[0]
    yield "exchanges", "/contacts/give-and-take/"
    yield "exchanges-nothing", "/contacts/give-and-take/?way=given&who=nobody-has-this-name"
    yield "exchanges-of-one", f"/contacts/{contact}/exchanges/"
    yield "exchange-new", f"/contacts/{contact}/exchanges/new/?direction=promised"
    yield "exchange-edit", f"/contacts/exchanges/{promise}/"
    yield "exchange-edit-refused", (f"/contacts/exchanges/{promise}/", {"direction": "", "happened_on": "someday"})
    yield "exchange-log", "/contacts/exchanges/new/"
    yield "exchange-log-refused", ("/contacts/exchanges/new/", {"direction": "given", "happened_on": "2999-01-01"})
    yield "favours", "/contacts/favours/"
    yield "favour", f"/contacts/favours/{seeker}/{helper}/"
    yield "favours-of-one", f"/contacts/{seeker}/favours/"
    yield "ties", f"/contacts/{known}/ties/"
    yield "tie-new", f"/contacts/{known}/ties/new/"
    yield "tie-edit", f"/contacts/ties/{tie}/"
    yield "tie-refused", (f"/contacts/{known}/ties/new/", {"relation": "", "who": "Nobody Known"})
    yield "tie-edit-refused", (f"/contacts/ties/{tie}/", {"relation": ""})
    yield "tie-suggestions", "/contacts/ties/suggestions/"
    yield "contact-giving", f"/contacts/{contact}/"


def _details(contact: object) -> Iterator[tuple[str, Place]]:
    """Yield pages of single details, also refused ones."""
    for detail in DETAILS:
        yield f"contact-{detail}", f"/contacts/{contact}/details/{detail}/"
    # Made from something else than what is stored: the note about another tab.
    yield "contact-place-changed", (f"/contacts/{contact}/details/place/", {"place": "Kiel", "seen": "another"})
    yield "contact-emails-refused", (f"/contacts/{contact}/details/emails/", REFUSED_ROWS)
    yield "contact-birthday-refused", (f"/contacts/{contact}/details/birthday/", NO_SUCH_DAY)
    yield "contact-introducer-refused", (f"/contacts/{contact}/details/introducer/", {"who": "a"})
    yield "contact-positions-refused", (f"/contacts/{contact}/details/positions/", REFUSED_POSITION)
    yield "contact-own-dates-refused", (f"/contacts/{contact}/details/own-dates/", REFUSED_DAY)
    yield "contact-links-refused", (f"/contacts/{contact}/details/links/", REFUSED_LINK)
    yield "contact-closeness", f"/contacts/{contact}/place/"
    yield "contact-closeness-refused", (f"/contacts/{contact}/place/", {"closeness": "good", "cadence_count": "999"})


def _rows(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield pages that show one row: a moment, and somebody long silent."""
    ask = database.ask
    moment = ask("SELECT id FROM contacts_moment WHERE owner_id = %s LIMIT 1", [user_id])[0][0]
    yield "moment-edit", f"/contacts/moments/{moment}/"
    yield "moment-edit-refused", (f"/contacts/moments/{moment}/", {"kind": "", "happened_on": "2999-01-01"})
    silent = ask("SELECT id FROM contacts_contact WHERE owner_id = %s ORDER BY anchor_on LIMIT 1", [user_id])[0][0]
    yield "contact-silent", f"/contacts/{silent}/"
    for (binned,) in ask("SELECT id FROM contacts_contact WHERE owner_id = %s AND deleted_at IS NOT NULL", [user_id]):
        yield "contact-in-the-bin", f"/contacts/{binned}/"
    for (change,) in ask("SELECT id FROM contacts_bulkchange WHERE owner_id = %s", [user_id]):
        yield "bulk-change", f"/contacts/bulk/{change}/"


def _lists(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the list under conditions, and the pages of tags and views."""
    (tag, _name), (_other, other) = database.ask(
        "SELECT id, name FROM contacts_tag WHERE owner_id = %s ORDER BY name LIMIT 2", [user_id]
    )
    view = database.ask("SELECT id FROM contacts_savedview WHERE owner_id = %s", [user_id])[0][0]
    yield (
        "contacts-conditions",
        f"/contacts/?closeness=close&any.place=Hamburg&any.not.origin=network&tag={tag}&tag={view}&x=y",
    )
    yield "contacts-condition-new", "/contacts/?closeness=good&add=place"
    yield "contacts-condition-refused", "/contacts/?closeness=good&add=last_since&is=yes&value=someday"
    yield "tags", "/contacts/tags/"
    yield "tag-rename", f"/contacts/tags/{tag}/rename/"
    yield "tag-rename-refused", (f"/contacts/tags/{tag}/rename/", {"name": "a, b"})
    yield "tag-merge", (f"/contacts/tags/{tag}/rename/", {"name": other})
    yield "view", f"/contacts/views/{view}/"
    yield "view-rename", f"/contacts/views/{view}/rename/"
    yield "view-rename-refused", (f"/contacts/views/{view}/rename/", {"name": ""})
    yield "view-refused", ("/contacts/views/new/", {"name": "", "query": "state=due"})


def _organisations(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the pages of organisations and of the fields of one's own, and of one of each."""
    yield "organisations", "/contacts/organisations/"
    yield "organisations-none", "/contacts/organisations/?q=nothing-begins-so"
    yield "fields", "/contacts/fields/"
    yield "field-refused", ("/contacts/fields/", {"label": "", "kind": "choice"})
    (organisation,) = database.ask(
        "SELECT organisation_id FROM contacts_position WHERE owner_id = %s AND organisation_id IS NOT NULL "
        "GROUP BY organisation_id ORDER BY count(*) DESC LIMIT 1",
        [user_id],
    )[0]
    yield "organisation", f"/contacts/organisations/{organisation}/"
    yield "organisation-edit", f"/contacts/organisations/{organisation}/edit/"
    yield "organisation-refused", (f"/contacts/organisations/{organisation}/edit/", {"name": "", "url": "nowhere"})
    changed = {"name": "Another", "seen": "another"}
    yield "organisation-changed", (f"/contacts/organisations/{organisation}/edit/", changed)
    for (field,) in database.ask("SELECT id FROM contacts_customfield WHERE owner_id = %s LIMIT 1", [user_id]):
        yield "field", f"/contacts/fields/{field}/"
        yield "field-edit-refused", (f"/contacts/fields/{field}/", {"label": "", "kind": "choice"})
