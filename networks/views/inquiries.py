"""Asking people which networks they are in: picked, asked, answered, not proposed again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.models import Contact
from contacts.reaching import letter_link
from contacts.views.answers import contact_of, leave, tell
from contacts.views.picking import picked_people, picker_context
from contacts.words.manners import MANNERS, chosen_manner
from goals.models import Goal, Offer
from networks.forms.research import AskedForm, InquiryForm, NamedRows, PeopleToAskForm, named_in, rows_of
from networks.models import Inquiry
from networks.queries.inquiries import is_picked, proposed_one
from networks.queries.networks import known_names
from networks.services import inquiries as services
from networks.views.access import goal_of
from networks.words.inquiries import question_subject, question_text, reason_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

PICK, ASK, ANSWER = "networks/inquiry_pick.html", "networks/inquiry_ask.html", "networks/inquiry_answer.html"
RESEARCH = "networks:research"
MOST_UNDONE = 40


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_create(request: UserRequest, goal: UUID) -> HttpResponse:
    """Pick people to ask by name; one of them is asked at once."""
    found = goal_of(request, goal)
    form = PeopleToAskForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        people = picked_people(request, form, timezone.localdate())
        services.pick_people(goal=found, contacts=people)
        if len(people) == 1:
            return leave(request, default="networks:inquiry-ask", goal=goal, contact=people[0].pk)
        tell(request, _("They are on the list of people to ask."))
        return leave(request, default=RESEARCH, goal=goal)
    context = {"form": form, "goal": found, **picker_context(form)}
    return answer(request, PICK, context, part="sheet", status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_ask(request: UserRequest, goal: UUID, contact: UUID) -> HttpResponse:
    """Show what one could give, and a question to copy; a POST notes that they were asked."""
    found, person = goal_of(request, goal), contact_of(request, contact)
    form = AskedForm(posted(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        query = {"picked": 1} if is_picked(request.user, found, person) else {}
        inquiry = services.ask_contact(goal=found, contact=person, on=form.cleaned_data["asked_on"])
        undo = undo_address(request, "networks:inquiry-delete", query=query, inquiry=inquiry.pk)
        tell(request, _("Noted: you asked %(name)s.") % {"name": person.name}, undo=undo)
        return leave(request, default=RESEARCH, goal=goal)
    context = {"form": form, "goal": found, "contact": person, **_question(request, found, person)}
    return answer(request, ASK, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def inquiry_delete(request: UserRequest, inquiry: UUID) -> HttpResponse:
    """Forget that somebody was asked, or picked."""
    found = _inquiry_of(request, inquiry)
    if found.answered_on is None:
        services.take_back_asking(inquiry=found, was_picked="picked" in request.GET)
        query = {"on": found.asked_on} if found.asked_on else {}
        undo = undo_address(
            request, "networks:inquiry-again", query=query, goal=found.goal_id, contact=found.contact_id
        )
        tell(request, _("%(name)s may be proposed again.") % {"name": found.contact.name}, undo=undo)
    return leave(request, default=RESEARCH, goal=found.goal_id)


@require_POST
def inquiry_again(request: UserRequest, goal: UUID, contact: UUID) -> HttpResponse:
    """Note again that somebody was asked on the day that the address says, or picked where it says none."""
    found, person = goal_of(request, goal), contact_of(request, contact)
    form = AskedForm({"asked_on": request.GET.get("on", "")}, today=timezone.localdate())
    if form.is_valid():
        services.ask_contact(goal=found, contact=person, on=form.cleaned_data["asked_on"])
    else:
        services.pick_people(goal=found, contacts=[person])
    tell(request, _("As before."))
    return leave(request, default=RESEARCH, goal=goal)


@require_POST
def inquiry_decline(request: UserRequest, goal: UUID, contact: UUID) -> HttpResponse:
    """Never propose somebody for this goal again."""
    found, person = goal_of(request, goal), contact_of(request, contact)
    services.decline_contact(goal=found, contact=person, now=timezone.now())
    undo = undo_address(request, "networks:inquiry-reconsider", goal=goal, contact=contact)
    tell(request, _("%(name)s is not proposed again.") % {"name": person.name}, undo=undo)
    return leave(request, default=RESEARCH, goal=goal)


@require_POST
def inquiry_reconsider(request: UserRequest, goal: UUID, contact: UUID) -> HttpResponse:
    """Take that back."""
    found, person = goal_of(request, goal), contact_of(request, contact)
    services.reconsider_contact(goal=found, contact=person)
    tell(request, _("%(name)s may be proposed again.") % {"name": person.name})
    return leave(request, default=RESEARCH, goal=goal)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_answer(request: UserRequest, inquiry: UUID) -> HttpResponse:
    """Note what somebody said: which networks they are in, and why."""
    found = _inquiry_of(request, inquiry)
    initial = {"answered_on": found.answered_on} if found.answered_on else {}
    form = InquiryForm(posted(request), today=timezone.localdate(), initial={**initial, "answer": found.answer})
    # What is stored is shown, but does not count as said: a second tab, empty at first, says it anew.
    stored = [] if request.method == "POST" else rows_of(found)
    rows = NamedRows(posted(request), initial=stored, prefix="named")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        return _note_answer(request, found, form, rows)
    names = known_names(request.user)
    context = {"inquiry": found, "contact": found.contact, "form": form, "rows": rows, "names": names}
    is_wrong = request.method == "POST"
    return answer(request, ANSWER, context, part="sheet", status=422 if is_wrong else 200)


def _note_answer(request: UserRequest, inquiry: Inquiry, form: InquiryForm, rows: Any) -> HttpResponse:
    made = services.answer_inquiry(
        inquiry=inquiry,
        on=form.cleaned_data["answered_on"],
        named=named_in(rows),
        answer=form.cleaned_data["answer"],
    )
    query = {"network": list(map(str, made.networks)), "member": list(map(str, made.members))}
    # An answer that was only corrected is corrected back by hand: what it said before is gone.
    way_back = undo_address(request, "networks:inquiry-reopen", query=query, inquiry=inquiry.pk)
    undo = "" if made.was_answered else way_back
    tell(request, _("Noted what %(name)s said.") % {"name": inquiry.contact.name}, undo=undo)
    return leave(request, default=RESEARCH, goal=inquiry.goal_id)


@require_POST
def inquiry_reopen(request: UserRequest, inquiry: UUID) -> HttpResponse:
    """Take an answer back, and what it left behind, as the address says."""
    found = _inquiry_of(request, inquiry)
    services.take_back_answer(
        inquiry=found,
        networks=read_ids(request.GET.getlist("network")[:MOST_UNDONE]),
        members=read_ids(request.GET.getlist("member")[:MOST_UNDONE]),
        now=timezone.now(),
    )
    tell(request, _("As before."))
    return leave(request, default=RESEARCH, goal=found.goal_id)


def _inquiry_of(request: UserRequest, pk: UUID) -> Inquiry:
    inquiries = Inquiry.objects.for_user(request.user).filter(contact__deleted_at=None)
    named = inquiries.select_related("contact", "goal").prefetch_related("mentions__network")
    inquiry = get_object_or_404(named, pk=pk)
    inquiry.owner = request.user
    return inquiry


def _question(request: UserRequest, goal: Goal, contact: Contact) -> dict[str, Any]:
    """Return the question to copy, made of what the address chooses: whom it addresses how, and what is offered."""
    user = request.user
    manner = chosen_manner(request.GET.get("as", ""), user, contact)
    offers = list(Offer.objects.for_user(user))
    chosen = next((one for one in offers if str(one.pk) == request.GET.get("offer")), None)
    if chosen is None and offers and request.GET.get("offer") != "none":
        chosen = offers[contact.pk.int % len(offers)]
    text = question_text(
        contact=contact, goal=goal, offer=chosen.text if chosen else "", manner=manner, sender=user.first_name
    )
    return {
        "reason": reason_words(proposed_one(user, goal, contact)),
        "offers": offers,
        "chosen": chosen,
        "manner": manner,
        "language": MANNERS[manner],
        "text": text,
        "mail_href": letter_link(contact, subject=question_subject(manner), text=text),
    }
