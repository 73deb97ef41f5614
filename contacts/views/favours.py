"""Five-minute favours: whom one could introduce to whom, what to write, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact
from contacts.queries.favours import between, find_favours
from contacts.reaching import mail_link
from contacts.services import introductions as services
from contacts.services.declining import decline_introduction, reconsider_introduction
from contacts.views.answers import contact_of, leave, tell, undo_address
from contacts.words.favours import LANGUAGES, given_words, introduction_text, reason_words, subject_line
from netzwerk.core.answers import answer
from netzwerk.core.folding import fold
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest

LIST_PAGE, INTRODUCTION, PANEL = "contacts/favour_list.html", "contacts/introduction.html", "contacts/favour_panel.html"
LIST = "contacts:favour-list"
SHOWN, SHOWN_FOR_ONE, LONGEST_ABOUT = 30, 3, 400


@require_safe
def favour_list(request: UserRequest) -> HttpResponse:
    """Show whom one could introduce to whom, the most telling first."""
    today = timezone.localdate()
    found = find_favours(request.user, today=today, limit=SHOWN + 1)
    rows = [
        {
            "favour": favour,
            "words": reason_words(favour),
            "seeker_state": favour.seeker.state_on(today),
            "helper_state": favour.helper.state_on(today),
        }
        for favour in found[:SHOWN]
    ]
    return answer(request, LIST_PAGE, {"rows": rows, "has_more": len(found) > SHOWN})


@require_safe
def contact_favours(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show who could help one person, and whom they could help: a part of their page, or a page of its own."""
    contact = contact_of(request, pk)
    limit = SHOWN_FOR_ONE if request.htmx else SHOWN
    found = find_favours(request.user, today=timezone.localdate(), limit=limit, contact=contact)
    rows = [
        {
            "favour": favour,
            "is_seeker": favour.seeker.pk == contact.pk,
            "other": favour.helper if favour.seeker.pk == contact.pk else favour.seeker,
            "words": reason_words(favour),
        }
        for favour in found
    ]
    return answer(request, PANEL, {"contact": contact, "rows": rows}, part="panel")


@require_safe
def introduction(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Show the text that introduces two people, to copy; `language` may choose German or English."""
    seeker, helper = _two(request, pk, other)
    found = between(request.user, seeker, helper)
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else (get_language() or "en").split("-")[0]
    context = {
        "favour": found,
        "words": reason_words(found) if found.seeks and found.offers else "",
        "text": introduction_text(found, language=language, sender=request.user.first_name),
        "language": language,
        "mail_href": _mail_href(found.seeker, found.helper, subject_line(found, language=language)),
        "about": _about(request) or found.words,
    }
    return answer(request, INTRODUCTION, context, part="sheet")


@require_POST
def introduction_make(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Note that the two were introduced."""
    seeker, helper = _two(request, pk, other)
    about = _about(request)
    made = services.make_introduction(
        owner=request.user,
        seeker=seeker,
        helper=helper,
        on=timezone.localdate(),
        texts=(given_words(helper), given_words(seeker)),
        about=about,
    )
    query = {"exchanges": ",".join(map(str, made.exchanges)), "tie": made.tie or "", "about": about}
    undo = _undo(request, "contacts:introduction-undo", seeker, helper, **query)
    names = {"seeker": seeker.name, "helper": helper.name}
    tell(request, _("Noted as given to %(seeker)s and %(helper)s.") % names, undo=undo)
    return leave(request, default=LIST)


@require_POST
def introduction_undo(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Take that back."""
    seeker, helper = _two(request, pk, other)
    exchanges = read_ids(request.GET.get("exchanges", "").split(","))
    services.take_back_introduction(
        owner=request.user,
        seeker=seeker,
        helper=helper,
        exchanges=exchanges[:2],
        tie=read_id(request.GET.get("tie", "")),
        about=_about(request),
    )
    tell(request, _("As before."))
    return leave(request, default=LIST)


@require_POST
def introduction_decline(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Dismiss a suggestion for good."""
    seeker, helper = _two(request, pk, other)
    about = _about(request)
    decline_introduction(owner=request.user, seeker=seeker, helper=helper, about=about)
    undo = _undo(request, "contacts:introduction-reconsider", seeker, helper, about=about)
    tell(request, _("This is not suggested again."), undo=undo)
    return leave(request, default=LIST)


@require_POST
def introduction_reconsider(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Take that back."""
    seeker, helper = _two(request, pk, other)
    reconsider_introduction(owner=request.user, seeker=seeker, helper=helper, about=_about(request))
    tell(request, _("It may be suggested again."))
    return leave(request, default=LIST)


def load_favours(_request: UserRequest, contact: Contact, _today: date) -> dict[str, Any] | None:
    """Return whether the page of a person asks for its part: only when there is something they seek or offer."""
    if contact.archived_at or contact.ended_in_conflict:
        return None
    return {} if contact.topics.all() else None


def _two(request: UserRequest, pk: UUID, other: UUID) -> tuple[Contact, Contact]:
    helpers = Contact.objects.for_user(request.user).present().exclude(pk=pk)
    return contact_of(request, pk), get_object_or_404(helpers.with_details(), pk=other)


def _about(request: UserRequest) -> str:
    """Return which words it is about, as the page said them: folded, and each once."""
    text = request.POST.get("about", "") or request.GET.get("about", "")
    return " ".join(sorted(set(fold(text[:LONGEST_ABOUT]).split())))[:LONGEST_ABOUT]


def _undo(request: UserRequest, name: str, seeker: Contact, helper: Contact, **query: Any) -> str:
    return undo_address(request, name, seeker.pk, arguments={"other": str(helper.pk)}, **query)


def _mail_href(seeker: Contact, helper: Contact, subject: str) -> str:
    """Return a link that opens a mail to both, when both have an address."""
    links = [next(filter(None, (mail_link(each.address) for each in one.emails.all())), "") for one in (seeker, helper)]
    if not all(links):
        return ""
    addresses = ",".join(link.removeprefix("mailto:") for link in links)
    return f"mailto:{addresses}?subject={quote(subject)}"
