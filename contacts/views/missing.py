"""What is missing about people: counted, and worked off one person and one question at a time.

The place stands in the address: after whom, or at whom, and how many were seen before. So nothing is lost when one
leaves, and the session remembers it for the overview.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.forms.missing import CHOICES, answer_form
from contacts.forms.placing import PlacingForm
from contacts.models import Contact
from contacts.pages.portrait import portrait_of
from contacts.queries.missing import beginning_at, count_lacks, people_lacking
from contacts.rules.lacks import Lack
from contacts.services.missing import answer_lack, take_back_answer
from contacts.views.answers import contact_of
from contacts.words.missing import ICONS, lack_words
from netzwerk.core.days import read_day
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest

# Where the session keeps how far one has come.
PLACES = "missing_places"
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class LackRow:
    """One thing that is missing, how often, and where it is worked off."""

    title: str
    why: str
    all_done: str
    icon: str
    count: int
    url: str
    resume_url: str
    list_url: str


@require_safe
def missing_overview(request: UserRequest) -> HttpResponse:
    """Show what is missing how often, with the ways to work it off."""
    counts = count_lacks(request.user)
    rows = [_row(request, lack, count) for lack, count in counts.items()]
    return render(request, "contacts/missing_overview.html", {"rows": rows, "is_complete": not any(counts.values())})


@require_http_methods(["GET", "HEAD", "POST"])
def missing_walk(request: UserRequest, lack: str) -> HttpResponse:
    """Ask about one person, and go on to the next."""
    asked = _lack(lack)
    if request.method != "POST":
        return _ask(request, asked, answer_form(asked))
    contact, seen = _asked(request), _seen(request)
    if contact is None:
        return _say_gone(request, asked)
    is_skipped = asked is Lack.REACH and not request.POST.get("value", "").strip()
    # What another tab has said meanwhile stays.
    if is_skipped or not people_lacking(request.user, asked).filter(pk=contact.pk).exists():
        return redirect(_address(asked, after=contact.pk, seen=seen + 1))
    form = answer_form(asked, request.POST)
    if not form.is_valid():
        return _ask(request, asked, form, at=contact)
    value, anchor_on = form.cleaned_data["value"], contact.anchor_on
    answer_lack(contact=contact, lack=asked, value=value, today=timezone.localdate())
    was = {"done": contact.pk, "value": value, "anchor": anchor_on.isoformat()}
    return redirect(_address(asked, after=contact.pk, seen=seen + 1, **was))


@require_POST
def missing_undo(request: UserRequest, lack: str) -> HttpResponse:
    """Take the last answer back, and ask again."""
    asked, contact = _lack(lack), _asked(request)
    if contact is None:
        return _say_gone(request, asked)
    anchor_on = read_day(request.POST.get("anchor", ""))
    if anchor_on and anchor_on > timezone.localdate():
        # No answer has put it there, and far ahead it has no due date any more.
        anchor_on = None
    take_back_answer(contact=contact, lack=asked, value=request.POST.get("value", ""), anchor_on=anchor_on)
    return redirect(_address(asked, at=contact.pk, seen=max(0, _seen(request) - 1)))


def _ask(request: UserRequest, lack: Lack, form: forms.Form, *, at: Contact | None = None) -> HttpResponse:
    """Show the person whose turn it is, or that nobody is left."""
    start, is_inclusive = (at, True) if at else _start(request)
    people = people_lacking(request.user, lack)
    rest = beginning_at(people, start, inclusive=is_inclusive) if start else people
    left, seen = rest.count(), _seen(request) if start else 0
    contact = rest.by_name().with_details().first()
    _remember(request, lack, contact, seen)
    context: dict[str, Any] = {
        "lack": lack,
        "words": lack_words(lack),
        "form": form,
        "contact": contact,
        "number": seen + 1,
        "seen": seen,
        "total": seen + left,
        **_undo(request),
    }
    if contact is None:
        return render(request, "contacts/missing_done.html", {**context, "skipped": people.count()})
    more = {
        "choices": _choices(lack, contact),
        "portrait": portrait_of(contact, request.user, timezone.localdate()),
        "skip_url": _address(lack, after=contact.pk, seen=seen + 1),
        "log_url": _log_url(lack, contact, seen),
    }
    return render(request, "contacts/missing_walk.html", {**context, **more}, status=422 if form.errors else 200)


def _choices(lack: Lack, contact: Contact) -> list[dict[str, Any]]:
    """Return the answers with their keys."""
    if lack is Lack.CLOSENESS:
        texts = {card["value"]: card["text"] for card in PlacingForm(initial=PlacingForm.initial_of(contact)).cards()}
    else:
        texts = {}
    return [
        {"value": value, "label": label, "text": texts.get(value, ""), "key": str(number)}
        for number, (value, label) in enumerate(CHOICES.get(lack, []), 1)
    ]


def _log_url(lack: Lack, contact: Contact, seen: int) -> str:
    if lack is not Lack.MOMENT:
        return ""
    back = _address(lack, after=contact.pk, seen=seen + 1)
    return f"{reverse('contacts:moment-log')}?{urlencode({'contacts': contact.pk, 'next': back})}"


def _undo(request: UserRequest) -> dict[str, Any]:
    """Return what was answered just before, when the address says so."""
    done = read_id(request.GET.get("done", ""))
    contact = Contact.objects.for_user(request.user).present().filter(pk=done).first() if done else None
    if contact is None:
        return {"answered": None}
    return {
        "answered": contact,
        "answered_value": request.GET.get("value", ""),
        "answered_anchor": request.GET.get("anchor", ""),
    }


def _start(request: UserRequest) -> tuple[Contact | None, bool]:
    """Return where in the order of names to begin; somebody who is gone for good means: from the beginning."""
    for name, is_inclusive in (("at", True), ("after", False)):
        if pk := read_id(request.GET.get(name, "")):
            return Contact.objects.for_user(request.user).filter(pk=pk).first(), is_inclusive
    return None, True


def _remember(request: UserRequest, lack: Lack, contact: Contact | None, seen: int) -> None:
    places = dict(request.session.get(PLACES, {}))
    places.pop(lack.value, None)
    if contact and seen:
        places[lack.value] = [str(contact.pk), seen]
    if places != request.session.get(PLACES, {}):
        request.session[PLACES] = places


def _row(request: UserRequest, lack: Lack, count: int) -> LackRow:
    words = lack_words(lack)
    place = request.session.get(PLACES, {}).get(lack.value)
    return LackRow(
        title=words.title,
        why=words.why,
        all_done=words.all_done,
        icon=ICONS[lack],
        count=count,
        url=_address(lack),
        resume_url=_address(lack, at=place[0], seen=place[1]) if place else "",
        list_url=f"{reverse('contacts:contact-list')}?{urlencode([('missing', word) for word in lack.words])}",
    )


def _address(lack: Lack, **query: object) -> str:
    address = reverse("contacts:missing-walk", args=[lack.value])
    return f"{address}?{urlencode(query)}" if query else address


def _lack(lack: str) -> Lack:
    try:
        return Lack(lack)
    except ValueError:
        raise Http404 from None


def _seen(request: UserRequest) -> int:
    """Return how many were seen before, as the address or the form says."""
    try:
        return min(MOST, max(0, int(request.POST.get("seen") or request.GET.get("seen") or 0)))
    except ValueError:
        return 0


def _asked(request: UserRequest) -> Contact | None:
    """Return the person whom the form is about, None when another tab has put them into the bin, or 404."""
    pk = read_id(request.POST.get("contact", ""))
    if pk is None:
        raise Http404
    binned = Contact.objects.for_user(request.user).filter(pk=pk).exclude(deleted_at=None)
    return None if binned.exists() else contact_of(request, pk)


def _say_gone(request: UserRequest, lack: Lack) -> HttpResponse:
    """Go on, after somebody who is gone, at the place that the session remembers."""
    messages.error(request, _("This person is in the bin meanwhile. On with the next one."))
    place = request.session.get(PLACES, {}).get(lack.value)
    return redirect(_address(lack, at=place[0], seen=place[1]) if place else _address(lack))
