"""People untouched for years: looked through, and kept, made anonymous or erased, several at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact
from contacts.views.answers import tell
from contacts.wording import subtitle_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest
from transfer.forms.rights import MOST_AT_ONCE, Deed, DeedForm, read_years
from transfer.queries.untouched import YEARS, untouched_people
from transfer.services.rights import anonymise_people, erase_people, keep_people
from transfer.views.rights import ask

PAGE = "transfer:untouched"
PAGE_SIZE = 50


@require_safe
def untouched(request: UserRequest) -> HttpResponse:
    """Show the people of whom nothing was heard for so many years, by name."""
    return answer(request, "transfer/untouched.html", _page(request), part="rows")


@require_POST
def decide(request: UserRequest) -> HttpResponse:
    """Keep people at once; ask first, with all that would go, before they are made anonymous or erased."""
    form = DeedForm(request.user, request.POST)
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        return answer(request, "transfer/untouched.html", {**_page(request), "problem": problem}, status=422)
    deed = Deed(form.cleaned_data["do"])
    if deed == Deed.KEEP:
        return _keep(request, form.ids)
    if not form.cleaned_data["sure"]:
        return ask(request, deed, form.cleaned_data["people"], is_list=True)
    return _forget(request, deed, form.ids, empties_shared_notes=form.cleaned_data["empties_shared_notes"])


@require_POST
def ask_again(request: UserRequest) -> HttpResponse:
    """Take back that people were kept: they are asked about as before."""
    keep_people(owner=request.user, ids=read_ids(request.GET.getlist("people")[:MOST_AT_ONCE]), today=None)
    tell(request, _("As before."))
    return redirect(PAGE)


def _page(request: UserRequest) -> dict[str, Any]:
    years, today = read_years(request.GET.get("years", "")), timezone.localdate()
    pk = read_id(request.GET.get("after", ""))
    after = Contact.objects.for_user(request.user).filter(pk=pk).first() if pk else None
    people = untouched_people(request.user, years=years, today=today, after=after)
    found = list(people.with_positions()[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    more = urlencode({"years": years, "after": shown[-1].pk}) if len(found) > PAGE_SIZE else ""
    return {
        "rows": [(person, subtitle_words(person)) for person in shown],
        "years": years,
        "spans": YEARS,
        "next_url": f"{reverse(PAGE)}?{more}" if more else "",
        "is_first": after is None,
    }


def _keep(request: UserRequest, ids: list[UUID]) -> HttpResponse:
    count = keep_people(owner=request.user, ids=ids, today=timezone.localdate())
    undo = f"{reverse('transfer:untouched-ask-again')}?{urlencode({'people': ids}, doseq=True)}"
    words = ngettext("%(count)s person stays.", "%(count)s people stay.", count) % {"count": count}
    tell(request, words, undo=undo)
    return redirect(_back(request))


def _forget(request: UserRequest, deed: Deed, ids: list[UUID], *, empties_shared_notes: bool) -> HttpResponse:
    if deed == Deed.ERASE:
        count = erase_people(owner=request.user, ids=ids, empties_shared_notes=empties_shared_notes)
        words = ngettext("%(count)s person is erased.", "%(count)s people are erased.", count)
    else:
        count = anonymise_people(
            owner=request.user,
            ids=ids,
            name=_("Anonymous person"),
            now=timezone.now(),
            empties_shared_notes=empties_shared_notes,
        )
        words = ngettext("%(count)s person is anonymous now.", "%(count)s people are anonymous now.", count)
    tell(request, words % {"count": count})
    return redirect(_back(request))


def _back(request: UserRequest) -> str:
    """Return the page as it was: with the same number of years."""
    years = request.GET.get("years", "")
    return f"{reverse(PAGE)}?years={read_years(years)}" if years else reverse(PAGE)
