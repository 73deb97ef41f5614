"""All addresses with objects of a user (`furnish`), and the forms that their pages hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from contacts.details import DETAILS
from contacts.rules.lacks import Lack
from networks.queries.brought import FACTS
from netzwerk.settings.bounces import PROVIDERS

# Words in addresses, each of which leads to a page or a form of its own.
WORDS = {
    "step": ("goal", "network", "help", "offers", "summary"),
    "detail": tuple(DETAILS),
    "lack": tuple(Lack),
    "fact": tuple(FACTS),
    "provider": PROVIDERS,
    "provider_id": ("company",),
    "matching:complement-step": (
        "door_opener",
        "expert",
        "insider",
        "multiplier",
        "worth_reviving",
        "summary",
    ),
    "matching:review-step": ("goals", "moved", "thank", "rest", "gap", "plan", "summary"),
    "networks:check-step": ("members", "tone", "value", "giving", "verdict", "summary"),
}
# Where networks have something of their own of the same name.
IN_NETWORKS = {"merge": "network_merge", "draft": "check_draft"}
# What stands for something of its own in one address.
OF_ADDRESS = {
    "matching:complement-step draft": "complement_draft",
    "matching:review-step draft": "review_draft",
    "matching:review-detail review": "looked_back",
    "matching:review-put-off-undo review": "put_off",
    "reminders:calendar-feed token": "calendar_token",
    "transfer:import-columns imported": "asking",
}
# What is about a contact, and named after what will be there.
ABOUT_CONTACT = {
    "acquaintance", "introduction", "exchange-create", "moment-create", "tie-again", "tie-create",
}  # fmt: skip


@dataclass
class Form:
    """One form of a page: where it goes, what it would send, and of what type each field is."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Collects the forms of a page as a browser would fill them."""

    def __init__(self, html: str, url: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._url = url
        self._current: Form | None = None
        self._select = ""
        self._text: tuple[str, list[str]] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._current = Form(has.get("action") or self._url, has.get("method", "get").lower())
            self.forms.append(self._current)
        elif tag == "option" and self._select:
            self._read_option(has)
        elif self._current and has.get("name"):
            self._read_field(tag, has, self._current)

    def _read_field(self, tag: str, has: dict[str, str], form: Form) -> None:
        name, kind = has["name"], has.get("type", tag)
        form.types[name] = kind
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = (name, [])
        elif kind in {"checkbox", "radio"}:
            if "checked" in has or kind == "radio":
                form.values.setdefault(name, []).append(has.get("value", "on"))
        elif tag == "input" and kind != "file":
            form.values.setdefault(name, []).append(has.get("value", ""))

    def _read_option(self, has: dict[str, str]) -> None:
        assert self._current
        chosen = self._current.values
        if "selected" in has or not any(chosen.get(self._select, [])):
            chosen[self._select] = [has.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._current = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text and self._current:
            name, pieces = self._text
            self._current.values.setdefault(name, []).append("".join(pieces).strip())
            self._text = None


def parameterised() -> list[tuple[str, tuple[str, ...]]]:
    """Return the name of each address of the project with the names of its parameters."""

    def walk(patterns: list[Any], prefix: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            found = (*above, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
            if isinstance(pattern, URLResolver):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from walk(pattern.url_patterns, inner, found)
            # Nobody owns the pages of operation; tests/accounts/test_admin.py walks them.
            elif isinstance(pattern, URLPattern) and prefix != "admin:":
                yield f"{prefix}{pattern.name}", tuple(dict.fromkeys(found))

    return list(walk(get_resolver().url_patterns, "", ()))


def addresses(objects: dict[str, Any], name: str) -> list[str]:
    """Return the address of this name with these objects; once for each word that may stand in it."""
    [parameters] = {found for one, found in parameterised() if one == name}
    values = {one: objects[_noun(name, one)] for one in parameters if one not in WORDS}
    for word in parameters:
        if word in WORDS:
            return [reverse(name, kwargs={**values, word: each}) for each in WORDS.get(name, WORDS[word])]
    return [reverse(name, kwargs=values)]


def _noun(name: str, parameter: str) -> str:
    """Return what a parameter stands for; where it is `pk`, the name of the address begins with it."""
    if own := OF_ADDRESS.get(f"{name} {parameter}"):
        return own
    if parameter != "pk":
        return IN_NETWORKS.get(parameter, parameter) if name.startswith("networks:") else parameter
    about = name.partition(":")[2]
    noun = about.partition("-")[0]
    if about in ABOUT_CONTACT or noun in ABOUT_CONTACT:
        return "contact"
    return {"duplicate-reconsider": "declined", "tag-restore": "binned_tag"}.get(about, noun)


def html_of(response: Any) -> str:
    """Return the page, the part or the file as text, nothing for a picture."""
    if response["Content-Type"].startswith("image/"):
        return ""
    content = b"".join(response) if response.streaming else response.content
    return str(content.decode(errors="replace"))


def forms_of(client: Client, url: str) -> list[Form]:
    """Return the forms of a page, none for what is no page."""
    response = client.get(url)
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return FormReader(response.content.decode(), url).forms if is_page else []


def send(client: Client, url: str, values: dict[str, Any], *, method: str = "post") -> HttpResponse:
    """Send a form as a browser would, also what is no Unicode."""
    body = urlencode(values, doseq=True, errors="surrogatepass")
    if method == "get":
        return client.get(f"{url}?{body}")  # type: ignore[return-value]  # the test client's own response
    return client.post(url, body, content_type="application/x-www-form-urlencoded")  # type: ignore[return-value]
