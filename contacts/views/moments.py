"""Moments: logged with somebody or anybody, changed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from contacts.forms import LogForm, MomentForm
from contacts.models import Contact, Moment
from contacts.services.extras import initial_extras, save_extras
from contacts.services.newcomers import (
    bring_back_moment,
    edit_with_newcomers,
    log_with_newcomers,
    take_back_moment,
)
from contacts.views.answers import contact_of, done, leave, tell, undo_address
from contacts.views.picking import picker_context
from netzwerk.core.answers import answer
from netzwerk.core.form_extras import moment_extras
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest, posted

FORM = "contacts/moment_form.html"
PAGE = "contacts:contact-detail"
# Where the session keeps the kind that was logged last, which the next log begins with.
LAST_KIND = "moment_kind"


@require_http_methods(["GET", "HEAD", "POST"])
def moment_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Log a moment with this person, and with whoever else was there."""
    contact = contact_of(request, pk)
    form = MomentForm(posted(request), user=request.user, today=timezone.localdate(), initial=_initial(request))
    form.fill_extras(request.GET)
    if request.method == "POST" and form.is_valid():
        others = [other for other in form.cleaned_data["contacts"] if other != contact]
        text, undo, _people = _log(request, form, [contact, *others])
        tell(request, text, undo=undo)
        return leave(request, default=PAGE, pk=pk)
    return _show(request, form, contact=contact)


@require_http_methods(["GET", "HEAD", "POST"])
def moment_log(request: UserRequest) -> HttpResponse:
    """Log a moment with anybody: part of a name, pick, save. The address may bring people, a name and a kind along."""
    people = {"contacts": request.GET.getlist("contacts"), "who": request.GET.get("who", "")}
    initial = {**_initial(request), **people}
    form = LogForm(posted(request), user=request.user, today=timezone.localdate(), initial=initial)
    form.fill_extras(request.GET)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, asks_who=True)
    text, undo, took_part = _log(request, form, list(form.cleaned_data["contacts"]))
    if request.htmx and "stay" in request.POST:
        # Something is half typed on the page behind the sheet: leave it alone.
        return _close_sheet(text, undo)
    tell(request, text, undo=undo)
    if request.htmx and not (request.POST.get("next") or request.GET.get("next")):
        return HttpResponseClientRefresh()
    return leave(request, default=PAGE, pk=took_part[0].pk)


@require_http_methods(["GET", "HEAD", "POST"])
def moment_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Change a moment; who is in the bin stays part of it."""
    moments = Moment.objects.for_user(request.user).present().select_related("organisation")
    moment = get_object_or_404(moments, pk=pk)
    took_part = list(Contact.objects.for_user(request.user).filter(participations__moment=moment))
    people = [contact for contact in took_part if contact.deleted_at is None]
    extras = initial_extras(moment_extras, owner=request.user, row_id=pk)
    initial = {**MomentForm.initial_of(moment), **extras, "contacts": [contact.pk for contact in people]}
    today = timezone.localdate()
    form = LogForm(posted(request), user=request.user, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        contacts = [*form.cleaned_data["contacts"], *(contact for contact in took_part if contact.deleted_at)]
        names = form.cleaned_data["newcomers"]
        edit_with_newcomers(moment=moment, contacts=contacts, names=names, today=today, **form.facts())
        save_extras(moment_extras, owner=request.user, row_ids=[moment.pk], values=form.extra_values())
        tell(request, _("Saved."))
        return _done_with(request, moment)
    return _show(request, form, moment=moment, asks_who=True)


@require_POST
def moment_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a moment back, with those of its people that `newcomers` in the address names: who came in with it."""
    moment = get_object_or_404(Moment.objects.for_user(request.user).present(), pk=pk)
    newcomers = _newcomers(request)
    take_back_moment(moment=moment, newcomers=newcomers, today=timezone.localdate())
    tell(request, _("The moment is taken back."), undo=_undo(request, "contacts:moment-restore", pk, newcomers))
    return _done_with(request, moment)


@require_POST
def moment_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    """Bring a moment back, and who came in with it."""
    moment = get_object_or_404(Moment.objects.for_user(request.user), pk=pk)
    newcomers = _newcomers(request)
    bring_back_moment(moment=moment, newcomers=newcomers, today=timezone.localdate())
    tell(request, _("The moment is back."), undo=_undo(request, "contacts:moment-delete", pk, newcomers))
    return _done_with(request, moment)


def _initial(request: UserRequest) -> dict[str, Any]:
    kind = request.GET.get("kind") or request.session.get(LAST_KIND)
    return {"kind": kind} if kind in Moment.Kind.values else {}


def _log(request: UserRequest, form: MomentForm, contacts: list[Contact]) -> tuple[str, str, list[Contact]]:
    """Log it; return the sentence that says so, where it is taken back, and who took part."""
    names, today = form.cleaned_data["newcomers"], timezone.localdate()
    moment, added = log_with_newcomers(owner=request.user, contacts=contacts, names=names, today=today, **form.facts())
    save_extras(moment_extras, owner=request.user, row_ids=[moment.pk], values=form.extra_values())
    if request.session.get(LAST_KIND) != moment.kind:
        request.session[LAST_KIND] = moment.kind
    people = [*contacts, *added]
    text = _logged_words(moment, people, added)
    return text, _undo(request, "contacts:moment-delete", moment.pk, [each.pk for each in added]), people


def _logged_words(moment: Moment, people: Sequence[Contact], added: Sequence[Contact]) -> str:
    more = len(people) - 1
    names = people[0].name
    if more:
        more_words = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", more)
        names = more_words % {"name": names, "count": more}
    words = {"kind": moment.get_kind_display(), "names": names, "new": ", ".join(each.name for each in added)}
    if added:
        return _("%(kind)s with %(names)s is noted. New among your contacts: %(new)s.") % words
    return _("%(kind)s with %(names)s is noted.") % words


def _undo(request: UserRequest, url_name: str, pk: UUID, newcomers: Sequence[UUID]) -> str:
    query: dict[str, Any] = {"newcomers": ",".join(str(each) for each in newcomers)} if newcomers else {}
    return undo_address(request, url_name, pk, **query)


def _newcomers(request: UserRequest) -> list[UUID]:
    """Return the ids in the address; what is none names nobody."""
    return read_ids(request.GET.get("newcomers", "").split(","))


def _close_sheet(text: str, undo: str) -> HttpResponse:
    response = trigger_client_event(HttpResponse(status=204), "toast", {"text": text, "undo": undo})
    return trigger_client_event(response, "sheet-close", {})


def _show(request: UserRequest, form: MomentForm, **context: Any) -> HttpResponse:
    context = {**context, "form": form, **picker_context(form)}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


def _done_with(request: UserRequest, moment: Moment) -> HttpResponse:
    """Lead back to somebody who was there."""
    there = Contact.objects.for_user(request.user).present().filter(participations__moment=moment)
    contact = there.order_by("folded_name", "id").first()
    if contact is None:
        return done(request, default="contacts:contact-list")
    return done(request, default=PAGE, pk=contact.pk)
