"""All addresses with objects of a user, and the forms that their pages hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import (
    BulkChange,
    BulkItem,
    Contact,
    CustomField,
    CustomValue,
    EmailAddress,
    Organisation,
    OwnDate,
    PhoneNumber,
    Position,
    Tag,
)
from goals.models import Competence, IdealNetwork, NextStep, Offer, Question, Role
from goals.wizards import start_goal_draft
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_goal, make_moment, make_tag, make_view
from transfer.models import BrokenCard, Import

WIZARD_STEPS = ("goal", "network", "help", "offers", "summary")


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


def furnish(user: User, text: str = "Miriam") -> dict[str, Any]:
    """Give the user one of everything, its texts being `text`; return what stands in addresses."""
    contact = make_contact(user, text, closeness="good", nickname=text[:200], place=text[:120], note=text)
    goal = make_goal(user, text, is_leading=True, own_purpose=text[:120], field=text[:120], sign_of_success=text)
    moment = make_moment(user, contact, make_contact(user, f"{text} 2"), note=text)
    with acting_as(user):
        place = Organisation.objects.create(owner=user, name=text, folded_name="x")
        Position.objects.create(owner=user, contact=contact, organisation=place, role=text)
        EmailAddress.objects.create(owner=user, contact=contact, address=text, kind=text[:40])
        PhoneNumber.objects.create(owner=user, contact=contact, number=text[:60], kind=text[:40])
        OwnDate.objects.create(owner=user, contact=contact, label=text[:80], month=3, day=1)
        field = CustomField.objects.create(owner=user, label=text[:60], folded_label="x", kind="choice")
        CustomValue.objects.create(owner=user, contact=contact, field=field, text=text[:80])
        IdealNetwork.objects.create(owner=user, goal=goal, reach="regional", place=text[:120], expectation=text)
        for model in (Competence, Question):
            model.objects.create(owner=user, goal=goal, text=text)
        Offer.objects.create(owner=user, kind="help", text=text)
        role = Role.objects.create(owner=user, goal=goal, contact=contact, kind="expert")
        step = NextStep.objects.create(owner=user, goal=goal, contact=contact, text=text, due_on=TODAY)
        draft = start_goal_draft(user=user, goal=goal)
        imported = Import.objects.create(owner=user, file_name=text, finished_at=timezone.now(), state="done")
        BrokenCard.objects.create(owner=user, imported=imported, number=1, reason="no_name", raw=text)
    tag = make_tag(user, text[:60], contact)
    bulk = _furnish_bin(user, contact, tag)
    view = make_view(user, text[:60], f"tag={tag.pk}")
    return {
        "tag": tag.pk, "view": view.pk, "bulk": bulk.pk,
        "customfield": field.pk, "organisation": place.pk,
        "contact": contact.pk, "moment": moment.pk, "goal": goal.pk, "role": role.pk, "next_step": step.pk,
        "draft": draft.pk, "import": imported.pk, "number": 1, "origin": "studies", "status": "paused",
        "kind": "expert", "step": "goal", "token": "forged", "key": "forged", "uidb36": "1",
    }  # fmt: skip


def _furnish_bin(user: User, contact: Contact, tag: Tag) -> BulkChange:
    """Put one of everything into the bin; return a change of many whose undo asks about the contact."""
    now, text = timezone.now(), contact.name
    make_moment(user, make_contact(user, text, deleted_at=now), note=text, deleted_at=now)
    with acting_as(user):
        arguments = {"tag": str(tag.pk), "name": tag.name}
        change = BulkChange.objects.create(owner=user, action="tag", arguments=arguments, state="undone", total=1)
        asks = {"before": {"link": None}, "after": {"link": "1"}, "is_done": True, "undo": "asks"}
        BulkItem.objects.create(owner=user, change=change, contact=contact, **asks)
    return change


def parameterised() -> list[tuple[str, tuple[str, ...]]]:
    """Return the name of each address of the project with the names of its parameters."""

    def walk(patterns: list[Any], prefix: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            found = (*above, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
            if isinstance(pattern, URLResolver):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from walk(pattern.url_patterns, inner, found)
            elif isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.name}", tuple(dict.fromkeys(found))

    return list(walk(get_resolver().url_patterns, "", ()))


def addresses(objects: dict[str, Any], name: str) -> list[str]:
    """Return the address of this name with these objects; the wizard's once for each step."""
    [parameters] = {found for one, found in parameterised() if one == name}
    values = {one: objects[_noun(name, one)] for one in parameters}
    if "draft" not in parameters:
        return [reverse(name, kwargs=values)]
    return [reverse(name, kwargs={**values, "step": step}) for step in WIZARD_STEPS]


def _noun(name: str, parameter: str) -> str:
    """Return what a parameter stands for; where it is `pk`, the name of the address begins with it."""
    if name == "contacts:moment-create":
        return "contact"
    return name.partition(":")[2].partition("-")[0] if parameter == "pk" else parameter


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
