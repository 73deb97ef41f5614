"""Where forms lead: never to another site, however the address is written."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponseRedirect
from django.test import Client

from accounts.models import User
from netzwerk.core.redirects import is_path_of_ours
from tests.factories import PASSWORD, make_contact, make_goal, make_moment

EVIL = "evil.example.com"
ELSEWHERE = [
    f"//{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"\\/{EVIL}", f"///{EVIL}", f"https://{EVIL}/", f"https:{EVIL}",
    f"http:///{EVIL}", f"http://localhost@{EVIL}/", f"//{EVIL}\\@localhost/", f"http://{EVIL}#@localhost/",
    f" //{EVIL}", f"/\t/{EVIL}", f"/\n/{EVIL}", f"\x01//{EVIL}", EVIL, "//[::1", "http://localhost:1/",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>", "/ok\r\nSet-Cookie: theme=evil",
    "accounts:delete", "/" + "x" * 3000,
]  # fmt: skip


def is_ours(target: str) -> bool:
    """Tell whether a browser that is sent there stays; browsers leave out tabs and take a backslash for a slash."""
    seen = urlsplit(urljoin("http://localhost/here/", target.strip().replace("\\", "/").replace("\t", "")))
    return (seen.scheme, seen.netloc) == ("http", "localhost") and not {"\r", "\n"} & set(target)


def target_of(response: Any) -> str:
    return str(response.headers.get("Location") or response.headers["HX-Redirect"])


# Every one of them by the rule; a few through all the forms that ask it.
SOME = [f"//{EVIL}", f"/\\{EVIL}", f"https:{EVIL}", "javascript:alert(1)", "//[::1", "accounts:delete"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_only_a_path_of_ours_is_one(target: str) -> None:
    assert not is_path_of_ours(target) or is_ours(HttpResponseRedirect(target).headers["Location"])
    assert not is_path_of_ours(target) or target.startswith("/ok")


@pytest.mark.parametrize("target", SOME)
def test_no_form_leads_to_another_site(alice: User, member: Client, target: str) -> None:
    contact, goal = make_contact(alice), make_goal(alice)
    moment = make_moment(alice, contact)
    forms = {
        "/settings/theme/": {"theme": "dark"},
        "/settings/language/": {"language": "en"},
        f"/contacts/{contact.pk}/touch/": {},
        f"/contacts/{contact.pk}/snooze/": {"span": "2w"},
        f"/contacts/{contact.pk}/place/": {"closeness": "good"},
        f"/contacts/moments/{moment.pk}/": {"kind": "call", "happened_on": "2026-01-05", "contacts": str(contact.pk)},
        f"/contacts/moments/{moment.pk}/delete/": {},
        f"/goals/{goal.pk}/lead/": {},
        f"/goals/contacts/{contact.pk}/roles/": {"goal": str(goal.pk), "kind": "expert"},
    }

    for address, fields in forms.items():
        response = member.post(address, {**fields, "next": target})
        assert is_ours(target_of(response)), (address, target_of(response))
    response = member.post(f"/contacts/{contact.pk}/place/?next=/contacts/", {"closeness": "wide", "next": target},
                           headers={"hx-request": "true"})  # fmt: skip
    assert is_ours(target_of(response))


@pytest.mark.parametrize("target", SOME)
def test_logging_in_and_out_leads_to_no_other_site(alice: User, visitor: Client, target: str) -> None:
    fields = {"login": alice.email, "password": PASSWORD, "next": target}

    for address in ("/accounts/login/", "/accounts/reauthenticate/", "/accounts/logout/"):
        response = visitor.post(address, fields)
        assert response.status_code in {302, 400}, address
        assert response.status_code == 400 or is_ours(target_of(response)), address


@pytest.mark.parametrize(
    "target", ["//evil.example.com", "/\\evil.example.com", "javascript:alert(1)", '/ok"><script>']
)
def test_taking_something_back_leads_to_no_other_site_either(alice: User, member: Client, target: str) -> None:
    contact = make_contact(alice)

    response = member.post(f"/contacts/{contact.pk}/archive/", {"next": target})

    [message] = get_messages(response.wsgi_request)
    undo = str(message.extra_tags)
    assert undo.startswith(f"/contacts/{contact.pk}/unarchive/")
    assert is_ours(target_of(member.post(undo)))
    assert all(is_ours(value) for value in parse_qs(urlsplit(undo).query).get("next", []))


def test_an_address_of_ours_is_kept(alice: User, member: Client) -> None:
    contact = make_contact(alice)

    response = member.post(f"/contacts/{contact.pk}/touch/", {"next": "/contacts/?q=Zoë&due=1#found"})

    assert target_of(response) == "/contacts/?q=Zo%C3%AB&due=1#found"
