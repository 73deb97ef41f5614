"""Every form and every address with values that mean harm: refused or kept, never an error of the server."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.public import PUBLIC_URL_NAMES
from tests.security.furniture import furnish
from tests.security.pages import Form, addresses, forms_of, parameterised, send

pytestmark = pytest.mark.sweep

TEXTS = ("a\0b\r\nBcc: eve@example.org", "'\"><script>alert(1)</script>%s%(name)s{{ 7 }}", "\ufdfa" * 199, "x" * 2**18)
ACTS = b"<script>alert(1)"
NUMBERS = (str(2**40), "99999", "1e400", "0e999999999")
DATES = ("0001-01-01", "9999-12-31", "99999-01-01", "a\0b")
CHOICES = ("a\0b", "\ud800' OR 1=1 --", str(2**70), "x" * 10_000)
BY_TYPE = {"number": NUMBERS, "date": DATES, "text": TEXTS, "textarea": TEXTS, "email": TEXTS, "password": TEXTS}
NUMBERS_BY_NAME = ("amount", "number")
HOW_MANY_LINES = "_FORMS"
# Enough for a form that wants something in it.
GOOD = {
    "name": "Anna", "text": "Call", "due_on": "2030-01-01", "statement": "Speak", "first_name": "Alice",
    "until": "2030-01-01", "fee": "up_to", "fee_amount": "3", "birthday_day": "1", "birthday_month": "2",
}  # fmt: skip
# Each page has these; the first page will do.
EVERYWHERE = {"/settings/language/", "/settings/theme/", "/accounts/logout/", "/contacts/"}
# What some view reads from an address.
QUERY = (
    "a", "about", "add", "after", "anchor", "any.not.place", "at", "b", "before", "begins", "closeness", "contacts",
    "done", "due", "entered_since", "exchanges", "from", "is", "items", "keep", "language", "last_in_touch",
    "last_since", "lead", "merge", "name", "newcomers", "next", "now", "only", "organisation", "origin", "other",
    "past", "people-0-line", "q", "query", "relation", "role", "seen", "silent", "snoozed", "sort", "state", "step",
    "strength", "tag", "tie", "to", "value", "view", "who",
    "action", "also", "as", "back", "brought", "by", "chosen", "contact", "goal", "idea", "ids", "left_on", "made",
    "member", "members", "moment", "network", "offer", "on", "page", "picked", "reach", "since", "since_year", "sphere",
    "term", "verdict", "way", "why", "wish",
    "came", "change", "channel", "others", "quote", "turn", "warm", "year",
)  # fmt: skip


def app_of(name: str) -> str:
    """Return the part of the project that an address belongs to."""
    return name.partition(":")[0] if ":" in name else name.partition("_")[0]


NAMES = sorted({name for name, _parameters in parameterised()})
APPS = sorted({app_of(name) for name in NAMES})


def values_for(form: Form, name: str) -> tuple[str, ...]:
    is_number = any(word in name for word in NUMBERS_BY_NAME)
    return NUMBERS if is_number else BY_TYPE.get(form.types[name], CHOICES)


def filled(form: Form) -> dict[str, list[str]]:
    """Return the form as somebody would send it."""
    values = {name: list(found) for name, found in form.values.items() if name != "csrfmiddlewaretoken"}
    for name in form.types:
        good = GOOD.get(name.rpartition("-")[2])
        if good and not any(values.get(name, [])):
            values[name] = [good]
    return values


def attempts(form: Form) -> Iterator[dict[str, list[str]]]:
    """Yield the form with all fields gone wrong at once, and with each number and date alone: the rest is in order."""
    good = filled(form)
    counts = [name for name in good if name.endswith(HOW_MANY_LINES)]
    names = [name for name in form.types if name in good or form.types[name] in {"checkbox", "select"}]
    names = [name for name in names if name not in counts and not is_further_line(name)]
    for row in zip_longest(*(values_for(form, name) for name in names), fillvalue="x"):
        yield {
            **{name: good[name] for name in counts},
            **{name: [value] for name, value in zip(names, row, strict=True)},
        }
    for name in names:
        if values_for(form, name) in (NUMBERS, DATES):
            for value in values_for(form, name)[:2]:
                yield {**good, name: [value]}
    for value in ("99999", "a\0b") if counts else ():
        yield {name: [value] for name in counts}


def is_further_line(name: str) -> bool:
    """Tell whether a field is one of a page's many lines; the first line will do."""
    return name.startswith("people-") and not name.startswith("people-0")


def is_fine(response: Any) -> bool:
    is_page = response["Content-Type"].startswith("text/html") if "Content-Type" in response else False
    return response.status_code < 500 and not (is_page and ACTS in response.content)


@pytest.fixture(autouse=True)
def _as_on_a_server(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.LOCAL_MODE = False


# As long as may be; folded, the last two are up to eighteen times as long, or nothing at all.
LONGEST = ["x" * 200, "\U0001f9d1" * 200, "\ufdfa" * 200, "\u0301" * 200]


@pytest.mark.parametrize("text", LONGEST)
def test_the_longest_texts_are_kept_and_shown(alice: User, member: Client, text: str) -> None:
    names = ("name", "given_name", "family_name", "nickname", "organisation", "role")
    forms: dict[str, dict[str, Any]] = {
        "/contacts/new/": {**dict.fromkeys(names, text), "place": text[:120], "note": text * 500},
        "/goals/start/": {"statement": text, "first_name": text[:60], "purposes": "career", "field": text[:120]},
        "/goals/start/people/": {"people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 0, "closeness": "good",
                                 "people-0-line": f"x{text[:100]},{text[:150]}"},
    }  # fmt: skip

    for address, fields in forms.items():
        response = member.post(address, fields)
        assert response.status_code == 302, address
        assert is_fine(member.get(response["Location"]))
    for address in ("/", "/contacts/", "/goals/", f"/contacts/?{urlencode({'q': text})}"):
        assert member.get(address).status_code == 200, address


def pages_of(app: str, alice: User, member: Client, visitor: Client) -> Iterator[tuple[Client, str]]:
    """Yield each address of an app, with the browser that opens it."""
    objects = furnish(alice)
    for name in NAMES:
        if app_of(name) == app:
            client = visitor if name in PUBLIC_URL_NAMES - {"today:home"} else member
            yield from ((client, url) for url in addresses(objects, name))


# The addresses of providers lead away, or nowhere where none is set up.
PROVIDERS = {"apple", "github", "google", "microsoft", "openid"}
WITHOUT_FORMS = PROVIDERS | {
    "bounces", "health", "jobs", "live", "local", "manifest", "metrics", "offline", "ready", "service-worker",
}  # fmt: skip


@pytest.mark.parametrize("app", APPS)
def test_whatever_a_form_is_sent_the_answer_is_no_error_of_the_server(
    alice: User, member: Client, visitor: Client, app: str
) -> None:
    done: set[str] = set()
    for client, url in pages_of(app, alice, member, visitor):
        for form in forms_of(client, url):
            shape = f"{form.action} {sorted(form.types)}"
            if shape in done or (form.action in EVERYWHERE and app != "today"):
                continue
            done.add(shape)
            for values in attempts(form):
                with transaction.atomic():
                    response = send(client, form.action, values, method=form.method)
                    assert is_fine(response), (form.action, values)
                    if response.status_code == 302:
                        assert is_fine(client.get(response["Location"])), (form.action, values)
                    transaction.set_rollback(True)
    assert done or app in WITHOUT_FORMS


@pytest.mark.parametrize("app", APPS)
def test_whatever_stands_in_an_address_the_answer_is_no_error_of_the_server(
    alice: User, member: Client, visitor: Client, app: str
) -> None:
    for client, url in pages_of(app, alice, member, visitor):
        for value, day in (("a\0b", "0001-01-01"), ("9" * 5000, "9999-12-31")):
            assert is_fine(send(client, url, dict.fromkeys(QUERY, value), method="get")), (url, value)
            with transaction.atomic():
                address = f"{url}?{urlencode({'next': value, 'snoozed': day})}"
                assert is_fine(send(client, address, dict.fromkeys(QUERY, value))), (url, value)
                transaction.set_rollback(True)
