"""Every page there is, by a name for its picture: for visitors, and for somebody in a furnished account."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.database import Database

VISITORS = {
    "first-page": "/",
    "sign-up": "/accounts/signup/",
    "look-into-your-mail": "/accounts/confirm-email/",
    "confirm-invalid": "/accounts/confirm-email/forged-key/",
    "log-in": "/accounts/login/",
    "reset": "/accounts/password/reset/",
    "reset-sent": "/accounts/password/reset/done/",
    "reset-link-forged": "/accounts/password/reset/key/1-forged/",
    "local-mails": "/local/mails/",
    "not-found": "/nowhere/",
    "act-forged": "/reminders/act/forged/",
    "unsubscribe-forged": "/reminders/unsubscribe/forged/",
}


def places_of(database: Database, user_id: int) -> dict[str, str]:
    """Return the address of each page inside the log-in, with rows of this user where one is needed."""
    return dict(_places(database, user_id))


def _places(database: Database, user_id: int) -> Iterator[tuple[str, str]]:
    contact = database.ask(
        "SELECT contact_id FROM contacts_participation WHERE owner_id = %s "
        "GROUP BY contact_id ORDER BY count(*) DESC LIMIT 1",
        [user_id],
    )[0][0]
    goal = database.ask("SELECT id FROM goals_goal WHERE owner_id = %s AND is_leading", [user_id])[0][0]
    yield "today", "/"
    yield "contacts", "/contacts/"
    yield "contacts-nobody", "/contacts/?q=nobody-has-this-name"
    yield "contacts-dormant", "/contacts/?state=dormant"
    yield "contact", f"/contacts/{contact}/"
    yield "contact-edit", f"/contacts/{contact}/edit/"
    yield "contact-place", f"/contacts/{contact}/place/"
    yield "contact-new", "/contacts/new/"
    yield "goals", "/goals/"
    yield "goal", f"/goals/{goal}/"
    yield "goal-start", "/goals/start/"
    yield "goal-wizard", f"/goals/{goal}/wizard/"
    yield "inventory", "/goals/inventory/"
    yield "inventory-circle", "/goals/inventory/studies/"
    yield "import", "/import/"
    yield "settings", "/settings/"
    yield "settings-mails", "/reminders/settings/"
    yield "settings-address", "/accounts/email/"
    yield "settings-password", "/accounts/password/change/"
    yield "settings-delete", "/settings/delete/"
    yield "log-out", "/accounts/logout/"
