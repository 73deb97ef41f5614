"""All addresses, with objects of somebody else: a stranger gets 404, and foreign ids in a body reach nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, DeclinedPair, DuplicatePair
from contacts.services.bulk import start_bulk_change
from contacts.services.custom_fields import add_field
from contacts.services.merging import merge_contacts
from contacts.services.photos import store_photo
from contacts.services.tags import delete_tag
from contacts.services.ties import add_tie
from goals.models import NextStep, Role
from goals.wizards import start_goal_draft
from netzwerk.core.owned import owned_models
from netzwerk.core.public import PUBLIC_URL_NAMES
from netzwerk.core.walls import acting_as
from tests.entrance_makers import ENTRANCE_MAKERS
from tests.factor_makers import FACTOR_MAKERS
from tests.factories import (
    TODAY,
    make_contact,
    make_exchange,
    make_goal,
    make_moment,
    make_organisation,
    make_picture,
    make_tag,
    make_user,
    make_view,
)
from tests.matching_makers import MATCHING_MAKERS, holder_query
from tests.network_makers import NETWORK_MAKERS, moment_met
from tests.reminder_makers import REMINDER_MAKERS
from tests.transfer_makers import TRANSFER_MAKERS

pytestmark = pytest.mark.sweep

# Parameters that are no ids: each gets a value that exists.
WORDS: dict[str, str | int] = {
    "detail": "name",
    "mark": "heart",
    "step": "goal",
    "origin": "studies",
    "status": "paused",
    "kind": "expert",
    "number": 1,
    "place": 1,
    "lack": "closeness",
    "day": TODAY.isoformat(),
    "fact": "people",
    "networks:check-step step": "members",
    "matching:complement-step step": "expert",
    "matching:review-step step": "moved",
}
PATHS = ("matching:path-request", "matching:path-plan", "matching:path-asked")
# What an address has to say behind its question mark to lead anywhere, for somebody and their things.
QUERIES: dict[str, Callable[[User, dict[str, UUID]], str]] = {
    "networks:occurrence-unmet": lambda user, things: moment_met(user, things["networks:occurrence-unmet event"]),
    "networks:check-drop": lambda _user, things: f"?goal={things['goal']}",
    "matching:gap": lambda _user, _things: "?kind=expert",
    "matching:holder-bring-back": lambda user, things: holder_query(user, things["goal"]),
    **dict.fromkeys(PATHS, lambda _user, _things: "?field=Publishing"),
}
# Left out: mails of the local catcher belong to nobody, a signed key says itself whose it is, and
# the ways into an account that nobody is in yet lead to the log-in (tests/accounts/test_factor_passkeys.py).
OTHERS = {
    "local:mail-list", "local:mail-detail", "local:mail-html", "reminders:act", "reminders:unsubscribe",
    "reminders:calendar-feed", "accounts:keep-by-link", "bounces", "account_invited",
    "openid_connect_login", "openid_connect_callback", "socialaccount_signup",
    "account_confirm_email", "account_reset_password_from_key", "mfa_authenticate", "mfa_login_webauthn",
}  # fmt: skip
# Fields that some form takes an id from, or might one day.
ID_FIELDS = (
    "after", "contact", "contacts", "draft", "goal", "id", "imported", "moment", "next_step", "object_id", "owner",
    "a", "b", "owner_id", "pk", "user", "merge", "remove", "tag", "view", "moments", "exchanges", "items",
    "network", "networks", "member", "members", "offer", "offers", "idea", "ideas", "person", "also", "newcomers",
    "met", "made", "drop", "source", "source_contact", "widget", "pick", "occurrence", "check", "events",
    "competence", "competences", "question", "questions", "people", "thank", "rest", "target", "organisation", "steps",
    "whom",
)  # fmt: skip
# Enough of each form to pass it, so that what refuses is the id.
BODIES: tuple[dict[str, str], ...] = (
    {"kind": "expert", "text": "Call", "due_on": "2030-01-01", "name": "Tomasz", "closeness": "good", "span": "2w"},
    {
        "kind": "call",
        "happened_on": "2026-01-05",
        "note": "Tea",
        "who": "",
        "statement": "Speak at a conference",
        "action": "delete",
        "do": "back",
    },
    {
        "name": "Choir",
        "title": "Spring meeting",
        "do": "erase",
        "sure": "on",
        "text": "Chamber of trade",
        "kind": "press",
        "stage": "member",
        "confirmed": "on",
        "action": "stage",
        "on": "2026-01-05",
        "starts_on": "2030-01-01",
        "looked_on": "2026-01-05",
        "asked_on": "2026-01-05",
        "answered_on": "2026-01-05",
        "left_on": "2030-01-01",
        "decision": "give_more",
        "giving": "A talk",
        "verdict": "join",
        "reason": "Warm and generous",
        "weeks": "4",
    },
)


class Address(NamedTuple):
    """The name of an address, and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]


def _addresses() -> list[Address]:
    """Return each address of the project."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str, above: tuple[str, ...]) -> Iterator[Address]:
        for pattern in patterns:
            found = (*above, *pattern.pattern.converters)
            if isinstance(pattern, URLResolver):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from walk(pattern.url_patterns, inner, found)
            else:
                yield Address(f"{prefix}{pattern.name}", found)

    found = walk(get_resolver().url_patterns, "", ())
    # Nobody owns the pages of operation; tests/accounts/test_admin.py walks them.
    return [one for one in found if one.name not in OTHERS and not one.name.startswith("admin:")]


ADDRESSES = _addresses()
ABOUT_SOMETHING = [one for one in ADDRESSES if set(one.parameters) - WORDS.keys()]


def _make_role(user: User) -> UUID:
    goal, contact = make_goal(user), make_contact(user)
    with acting_as(user):
        return Role.objects.create(owner=user, goal=goal, contact=contact, kind="multiplier").pk


def _make_step(user: User) -> UUID:
    goal, contact = make_goal(user), make_contact(user)
    with acting_as(user):
        return NextStep.objects.create(owner=user, goal=goal, contact=contact, text="Call", due_on=TODAY).pk


def _make_draft(user: User) -> UUID:
    with acting_as(user):
        return start_goal_draft(user=user, goal=None).pk


def _make_tie(user: User) -> UUID:
    contact, other = make_contact(user), make_contact(user, "Tomasz Bielak")
    with acting_as(user):
        return add_tie(contact=contact, other=other, kind="knows").pk


def _make_custom_field(user: User) -> UUID:
    with acting_as(user):
        return add_field(owner=user, label="Tea", kind="text").pk


def _make_photo(user: User) -> UUID:
    contact = make_contact(user)
    with acting_as(user):
        return store_photo(contact=contact, content=make_picture()).pk


def _make_binned_tag(user: User) -> UUID:
    tag = make_tag(user, "Choir again", make_contact(user))
    with acting_as(user):
        return delete_tag(tag=tag).pk


def _make_bulk_change(user: User) -> UUID:
    contact = make_contact(user)
    with acting_as(user):
        change = start_bulk_change(
            owner=user, action="rest", arguments={}, contacts=Contact.objects.filter(pk=contact.pk), now=timezone.now()
        )
    return change.pk


def _make_duplicate(user: User) -> UUID:
    first, second = sorted((make_contact(user), make_contact(user)), key=lambda contact: contact.pk)
    with acting_as(user):
        return DuplicatePair.objects.create(owner=user, first=first, second=second, score=75).pk


def _make_declined(user: User) -> UUID:
    first, second = sorted((make_contact(user), make_contact(user)), key=lambda contact: contact.pk)
    with acting_as(user):
        return DeclinedPair.objects.create(owner=user, about="duplicate", first=first, second=second).pk


def _make_merge(user: User) -> UUID:
    survivor, absorbed = make_contact(user), make_contact(user)
    with acting_as(user):
        return merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=timezone.now(), today=TODAY).pk


# What an id in an address stands for: by its parameter, or, where that is `pk`, by what the name begins with.
MAKERS: dict[str, Callable[[User], UUID]] = {
    "contact": lambda user: make_contact(user).pk,
    "goal": lambda user: make_goal(user).pk,
    "draft": _make_draft,
    "role": _make_role,
    "next_step": _make_step,
    "contacts:bulk": _make_bulk_change,
    "contacts:contact": lambda user: make_contact(user).pk,
    "contacts:contact-photo": _make_photo,
    "contacts:customfield": _make_custom_field,
    "contacts:organisation": lambda user: make_organisation(user).pk,
    "contacts:moment-create": lambda user: make_contact(user).pk,
    "contacts:exchange-create": lambda user: make_contact(user).pk,
    "contacts:exchange": lambda user: make_exchange(user, make_contact(user), "promised").pk,
    "contacts:tie": _make_tie,
    "contacts:tie-create": lambda user: make_contact(user).pk,
    "contacts:tie-again": lambda user: make_contact(user).pk,
    "contacts:introduction": lambda user: make_contact(user).pk,
    "contacts:acquaintance": lambda user: make_contact(user).pk,
    "other": lambda user: make_contact(user, "Tomasz Bielak").pk,
    "contacts:moment": lambda user: make_moment(user, make_contact(user)).pk,
    "contacts:tag": lambda user: make_tag(user, "Choir", make_contact(user)).pk,
    "contacts:tag-restore": _make_binned_tag,
    "contacts:view": lambda user: make_view(user).pk,
    "contacts:duplicate": _make_duplicate,
    "contacts:duplicate-reconsider": _make_declined,
    "contacts:merge": _make_merge,
    **ENTRANCE_MAKERS,
    **FACTOR_MAKERS,
    **NETWORK_MAKERS,
    **MATCHING_MAKERS,
    **REMINDER_MAKERS,
    **TRANSFER_MAKERS,
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who has one of everything, with the session of their browser."""

    user: User
    session: str
    things: dict[str, UUID]

    def browser(self) -> Client:
        """Return a browser in which they are logged in."""
        client = Client(HTTP_HOST="localhost")
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client

    def url(self, address: Address) -> str:
        """Return the address with their things."""
        values = {
            name: _word(address.name, name) or self.things[_noun(address.name, name)] for name in address.parameters
        }
        query = QUERIES[address.name](self.user, self.things) if address.name in QUERIES else ""
        return f"{reverse(address.name, kwargs=values)}{query}"


class Cast(NamedTuple):
    """The owner of what is looked for, and the stranger."""

    alice: Member
    charlie: Member


def _member(email: str) -> Member:
    user, client = make_user(email), Client(HTTP_HOST="localhost")
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Member(user, session, {noun: make(user) for noun, make in MAKERS.items()})


@pytest.fixture(scope="module")
def furnished(module_transaction: None) -> Cast:
    """Both with one of everything, made once: there are hundreds of tests here, and each would make them anew."""
    return Cast(_member("alice@example.org"), _member("charlie@example.org"))


@pytest.fixture
def cast(furnished: Cast, taken_back: None) -> Cast:
    """Both, for one test."""
    return furnished


def _word(name: str, parameter: str) -> str | int | None:
    """Return the word that stands for a parameter which is no id."""
    return WORDS.get(f"{name} {parameter}") or WORDS.get(parameter)


def _noun(name: str, parameter: str) -> str:
    """Return which of `MAKERS` makes what a parameter of an address stands for."""
    if f"{name} {parameter}" in MAKERS:
        return f"{name} {parameter}"
    if parameter in MAKERS:
        return parameter
    fitting = [noun for noun in MAKERS if name.startswith(noun)]
    assert fitting, f"say in MAKERS what {parameter!r} in {name} stands for"
    return max(fitting, key=len)


def _rows(user: User) -> list[str]:
    """Return every row of a user as text."""
    every = (f'SELECT t::text FROM "{model._meta.db_table}" t' for model in owned_models())
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(every))
        return sorted(row[0] for row in cursor.fetchall())


def _ids(user: User) -> list[str]:
    """Return the id of every row of a user that has one: the words of the search have none."""
    tables = (model._meta.db_table for model in owned_models() if getattr(model, "id", None))
    every = (f'SELECT id::text FROM "{table}"' for table in tables)
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(every))
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("address", ABOUT_SOMETHING, ids=lambda address: address.name)
def test_a_stranger_gets_404_and_changes_nothing(address: Address, cast: Cast) -> None:
    url, stranger, owner = cast.alice.url(address), cast.charlie.browser(), cast.alice.browser()
    before = _rows(cast.alice.user)

    answers = {stranger.get(url).status_code, stranger.post(url, {"next": "/", **BODIES[0]}).status_code}

    assert 404 in answers
    assert answers <= {404, 405}
    assert _rows(cast.alice.user) == before
    # To its owner the same address is there.
    own = {owner.get(url).status_code, owner.post(url, {"next": "/", **BODIES[0]}).status_code}
    assert own & {200, 302, 422}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_foreign_ids_in_a_body_reach_nothing(address: Address, cast: Cast) -> None:
    foreign, before = _ids(cast.alice.user), _rows(cast.alice.user)
    client, url = cast.charlie.browser(), cast.charlie.url(address)

    for body in BODIES:
        client.post(url, {"next": "/", **dict.fromkeys(ID_FIELDS, foreign), **body})

    assert _rows(cast.alice.user) == before
    assert [row for row in _rows(cast.charlie.user) if any(pk in row for pk in foreign)] == []


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_whoever_is_not_logged_in_is_asked_to_unless_the_page_is_public(address: Address, cast: Cast) -> None:
    visitor, url = Client(HTTP_HOST="localhost"), cast.alice.url(address)
    before = _rows(cast.alice.user)

    for response in (visitor.get(url), visitor.post(url)):
        is_asked = response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/")
        assert is_asked is (address.name not in PUBLIC_URL_NAMES)
    assert _rows(cast.alice.user) == before
