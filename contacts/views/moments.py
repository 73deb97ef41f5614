"""Moments: logged with somebody or anybody, changed, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import services
from contacts.forms import LogForm, MomentForm
from contacts.models import Contact, Moment
from contacts.queries import people_named
from contacts.views.answers import contact_of, done, leave, tell, undo_address
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

FORM = "contacts/moment_form.html"
PAGE = "contacts:contact-detail"


@require_http_methods(["GET", "HEAD", "POST"])
def moment_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Log a moment with this person, and with whoever else was there."""
    contact = contact_of(request, pk)
    form = MomentForm(_data(request), user=request.user, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        others = [other for other in form.cleaned_data["contacts"] if other != contact]
        moment = _log(request, form, [contact, *others])
        _tell_logged(request, moment, [contact, *others])
        return leave(request, default=PAGE, pk=pk)
    return _show(request, form, contact=contact)


@require_http_methods(["GET", "HEAD", "POST"])
def moment_log(request: UserRequest) -> HttpResponse:
    """Log a moment with anybody: part of a name, pick, save."""
    initial = {"contacts": request.GET.getlist("contacts"), "who": request.GET.get("who", "")}
    form = LogForm(_data(request), user=request.user, today=timezone.localdate(), initial=initial)
    if request.method == "POST" and form.is_valid():
        people = list(form.cleaned_data["contacts"])
        moment = _log(request, form, people)
        _tell_logged(request, moment, people)
        return leave(request, default=PAGE, pk=people[0].pk)
    return _show(request, form, asks_who=True)


@require_http_methods(["GET", "HEAD", "POST"])
def moment_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Change a moment; who is in the bin stays part of it."""
    moment = get_object_or_404(Moment.objects.for_user(request.user).present(), pk=pk)
    took_part = list(Contact.objects.for_user(request.user).filter(participations__moment=moment))
    people = [contact for contact in took_part if contact.deleted_at is None]
    initial = {**MomentForm.initial_of(moment), "contacts": [contact.pk for contact in people]}
    today = timezone.localdate()
    form = LogForm(_data(request), user=request.user, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        contacts = [*form.cleaned_data["contacts"], *(contact for contact in took_part if contact.deleted_at)]
        services.edit_moment(moment=moment, contacts=contacts, today=today, **form.facts())
        tell(request, _("Saved."))
        return leave(request, default=PAGE, pk=contacts[0].pk)
    return _show(request, form, moment=moment, asks_who=True)


@require_POST
def moment_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a moment back."""
    moment = get_object_or_404(Moment.objects.for_user(request.user).present(), pk=pk)
    services.delete_moment(moment=moment, today=timezone.localdate())
    tell(request, _("The moment is taken back."), undo=undo_address(request, "contacts:moment-restore", pk))
    return _done_with(request, moment)


@require_POST
def moment_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    """Bring a moment back."""
    moment = get_object_or_404(Moment.objects.for_user(request.user), pk=pk)
    services.restore_moment(moment=moment, today=timezone.localdate())
    tell(request, _("The moment is back."))
    return _done_with(request, moment)


@require_safe
def contact_names(request: UserRequest) -> HttpResponse:
    """Look people up by part of a name, for htmx; without it this is the page of the quick log."""
    if not request.htmx:
        return redirect("contacts:moment-log")
    form = LogForm(user=request.user, today=timezone.localdate(), initial={"contacts": request.GET.getlist("contacts")})
    return answer(request, FORM, _people(request, form, request.GET.get("who", "")), part="people")


def _data(request: UserRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _log(request: UserRequest, form: MomentForm, people: list[Contact]) -> Moment:
    return services.log_moment(owner=request.user, contacts=people, today=timezone.localdate(), **form.facts())


def _tell_logged(request: UserRequest, moment: Moment, people: list[Contact]) -> None:
    more = len(people) - 1
    names = people[0].name
    if more:
        more_words = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", more)
        names = more_words % {"name": names, "count": more}
    text = _("%(kind)s with %(names)s is noted.") % {"kind": moment.get_kind_display(), "names": names}
    tell(request, text, undo=undo_address(request, "contacts:moment-delete", moment.pk))


def _people(request: UserRequest, form: MomentForm, who: str) -> dict[str, Any]:
    picked = form.picked_people()
    found = [contact for contact in people_named(request.user, who) if contact not in picked]
    return {"picked": picked, "found": found, "who": who}


def _show(request: UserRequest, form: MomentForm, **context: Any) -> HttpResponse:
    who = str(form["who"].value() or "") if isinstance(form, LogForm) else ""
    context = {**context, "form": form, **_people(request, form, who), "is_sheet": bool(request.htmx)}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


def _done_with(request: UserRequest, moment: Moment) -> HttpResponse:
    """Lead back to somebody who was there."""
    contact = Contact.objects.for_user(request.user).present().filter(participations__moment=moment).first()
    if contact is None:
        return done(request, default="contacts:contact-list")
    return done(request, default=PAGE, pk=contact.pk)
