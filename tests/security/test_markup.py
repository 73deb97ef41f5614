"""Whatever users, or cards they import, are called: it stays text, on every page, in parts, toasts and errors."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import User
from netzwerk.core.public import PUBLIC_URL_NAMES
from tests.factories import make_contact
from tests.security.furniture import furnish
from tests.security.pages import addresses, html_of, parameterised

pytestmark = pytest.mark.sweep

EVIL = "</title>'\"><img src=x onerror=evil()><script>evil()</script>{{ evil }}<a href=javascript:evil() hx-get=//evil>"
ADDRESSES = {
    "action",
    "data",
    "formaction",
    "hx-delete",
    "hx-get",
    "hx-post",
    "hx-put",
    "hx-patch",
    "href",
    "src",
    "srcset",
}
# Where a page may lead: to the place of an address on the map, and to a search with words of the user's.
ELSEWHERE = {("https", "www.openstreetmap.org"), ("https", "duckduckgo.com")}
# How a calendar program is told the address of a calendar of ours.
OF_PROGRAMS = "webcal"
# The one page with style attributes, as mails carry them: a frame whose own policy lets nothing else of it work.
MAIL_FRAME = "reminders:preview-html"
HTMX = {"hx-request": "true", "hx-current-url": "http://localhost/"}
ECHOED = (
    "about",
    "add",
    "after",
    "anchor",
    "any.not.place",
    "at",
    "before",
    "begins",
    "contacts",
    "done",
    "is",
    "name",
    "next",
    "number",
    "origin",
    "other",
    "people-0-line",
    "place",
    "q",
    "query",
    "relation",
    "snoozed",
    "step",
    "value",
    "who",
)


class Page(HTMLParser):
    """Collects what a browser would act on, and that is not ours."""

    def __init__(self, html: str, *, allowed: str = "") -> None:
        super().__init__()
        self.allowed = allowed
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = value or ""
            is_address = name in ADDRESSES and not self._is_ours(text)
            acts = name.startswith(("on", "hx-on")) or name in {"style", "srcdoc"} - {self.allowed}
            if acts or is_address:
                self.wrong.append(f"<{tag} {name}={text!r}>")
        if tag == "script" and not dict(attrs).get("src"):
            self.wrong.append("<script>")

    @staticmethod
    def _is_ours(address: str) -> bool:
        parts = urlsplit(address.strip())
        if (parts.scheme, parts.netloc) in ELSEWHERE:
            return True
        if parts.scheme == OF_PROGRAMS:
            return parts.netloc == urlsplit(settings.BASE_URL).netloc
        return parts.scheme in {"", "mailto", "tel"} and not parts.netloc


def wrong_in(html: str) -> list[str]:
    return Page(html).wrong


def wrong_in_page(name: str, response: HttpResponseBase) -> list[str]:
    return Page(html_of(response), allowed="style" if name == MAIL_FRAME else "").wrong


def test_the_test_sees_what_a_browser_would(db: None) -> None:
    assert len(wrong_in(EVIL)) >= 4
    assert wrong_in('<a href="/x" hx-get="?after=1">') == []


@pytest.mark.parametrize(("headers", "query"), [({}, {}), (HTMX, dict.fromkeys(ECHOED, EVIL))], ids=["page", "part"])
def test_texts_of_users_stay_text_on_every_page(
    alice: User, member: Client, visitor: Client, headers: dict[str, str], query: dict[str, str]
) -> None:
    User.objects.filter(pk=alice.pk).update(first_name=EVIL[:60], digest_paused_at="2026-01-01T00:00Z")
    objects, shown = furnish(alice, EVIL), 0

    for name, _parameters in parameterised():
        client = visitor if name in PUBLIC_URL_NAMES - {"today:home"} else member
        for url in addresses(objects, name):
            response = client.get(url, query, headers=headers)
            # Neither what a script reads as JSON nor a calendar is a page, nor what is saved: a browser must not guess.
            is_none = response["Content-Type"].startswith(("application/json", "text/calendar"))
            is_none = is_none or response.get("Content-Disposition", "").startswith("attachment")
            html = "" if is_none else html_of(response)
            assert is_none or wrong_in_page(name, response) == [], url
            shown += "&lt;/title&gt;" in html

    assert shown > 8


def test_forms_that_come_back_show_what_was_typed_as_text(alice: User, member: Client, visitor: Client) -> None:
    contact = make_contact(alice)
    forms = {
        "/contacts/new/": {"name": "", "emails": EVIL, "phones": EVIL, "note": EVIL, "role": EVIL, "next": EVIL},
        f"/contacts/{contact.pk}/details/name/": {"name": "", "nickname": EVIL},
        f"/contacts/{contact.pk}/details/birthday/": {"birthday_day": EVIL, "birthday_month": EVIL, "seen": EVIL},
        f"/contacts/{contact.pk}/details/links/": {"links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0",
                                                   "links-0-url": EVIL, "links-0-kind": EVIL, "links-preferred": EVIL},
        f"/contacts/{contact.pk}/ties/new/": {"who": EVIL, "kind": EVIL, "kinship": EVIL, "other": EVIL, "next": EVIL},
        f"/contacts/{contact.pk}/exchanges/new/": {"text": EVIL, "direction": EVIL, "kind": EVIL, "due_on": EVIL},
        f"/contacts/{contact.pk}/photo/edit/": {"photo": EVIL, "next": EVIL},
        "/contacts/views/new/": {"name": "", "query": EVIL, "next": EVIL},
        "/contacts/fields/": {"label": "", "kind": EVIL, "choices": EVIL},
        f"/contacts/{contact.pk}/snooze/": {"until": EVIL, "span": EVIL, "next": EVIL},
        "/contacts/moments/new/": {"who": EVIL, "kind": EVIL, "contacts": EVIL, "note": EVIL, "next": EVIL},
        "/goals/start/": {"statement": "", "first_name": EVIL, "purposes": EVIL, "due_on": EVIL},
        "/goals/start/people/": {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-line": f",{EVIL}",
                                 "people-0-touch": EVIL, "people-0-seen": EVIL, "closeness": EVIL},
        "/import/new/": {"origin": EVIL, "closeness": EVIL},
        "/settings/": {"first_name": EVIL, "language": EVIL},
        "/accounts/login/": {"login": EVIL, "password": EVIL, "next": EVIL},
        "/accounts/signup/": {"email": EVIL, "password1": EVIL, "time_zone": EVIL},
    }  # fmt: skip

    for address, fields in forms.items():
        response = (visitor if "/accounts/" in address else member).post(address, fields)
        assert response.status_code == 422, address
        assert wrong_in(response.content.decode()) == [], address


@pytest.mark.parametrize("act", ["touch", "rest", "archive", "delete", "snooze"])
def test_a_toast_names_people_as_text(alice: User, member: Client, act: str) -> None:
    contact = make_contact(alice, f"/{EVIL}")

    html = member.post(f"/contacts/{contact.pk}/{act}/", {"span": "2w", "next": "/"}, follow=True).content.decode()

    assert "&lt;/title&gt;" in html
    assert wrong_in(html) == []


def test_what_users_type_never_becomes_the_address_of_an_undo(alice: User, member: Client) -> None:
    member.post("/contacts/new/", {"name": "/settings/delete/", "organisation": "//evil.example.com"})

    html = member.get("/contacts/").content.decode()

    assert "/settings/delete/ is among your contacts." in html
    assert 'action="/settings/delete/' not in html
    assert wrong_in(html) == []
