"""Give and take: written down with somebody or anybody, changed, settled, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.exchange import ExchangeForm
from contacts.models import Contact, Exchange
from contacts.models.exchange import ExchangeQuerySet
from contacts.services import exchanges as services
from contacts.services.extras import initial_extras, save_extras
from contacts.views.answers import contact_of, done, leave, tell, undo_address
from contacts.views.picking import picked_people, picker_context
from contacts.words.exchanges import ICONS, exchange_title
from netzwerk.core.answers import answer
from netzwerk.core.companions import companions_of, exchange_companions
from netzwerk.core.form_extras import exchange_extras
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest, posted

FORM = "contacts/exchange_form.html"
PERSON, ALL = "contacts:contact-detail", "contacts:exchange-list"


@require_http_methods(["GET", "HEAD", "POST"])
def exchange_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Write down what went to or came from this person; `direction`, `kind` and `moment` may be given."""
    contact = contact_of(request, pk)
    form = ExchangeForm(
        posted(request), user=request.user, today=timezone.localdate(), contact=contact, initial=_given(request)
    )
    form.fill_extras(request.GET)
    if request.method == "POST" and form.is_valid():
        _log(request, form, [contact])
        return leave(request, default=PERSON, pk=pk)
    return _show(request, form, contact=contact)


@require_http_methods(["GET", "HEAD", "POST"])
def exchange_log(request: UserRequest) -> HttpResponse:
    """Write it down with anybody: part of a name, pick, a few words, save."""
    today = timezone.localdate()
    initial = {**_given(request), "contacts": request.GET.getlist("contacts"), "who": request.GET.get("who", "")}
    form = ExchangeForm(posted(request), user=request.user, today=today, contact=None, asks_who=True, initial=initial)
    form.fill_extras(request.GET)
    if request.method == "POST" and form.is_valid():
        people = picked_people(request, form, today)
        _log(request, form, people)
        return leave(request, default=PERSON, pk=people[0].pk) if people else leave(request, default=ALL)
    return _show(request, form, asks_who=True)


@require_http_methods(["GET", "HEAD", "POST"])
def exchange_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Change what is written down."""
    exchange = _exchange_of(request, pk)
    form = ExchangeForm(
        posted(request),
        user=request.user,
        today=timezone.localdate(),
        contact=exchange.contact,
        initial={
            **ExchangeForm.initial_of(exchange),
            **initial_extras(exchange_extras, owner=request.user, row_id=pk),
        },
    )
    if request.method == "POST" and form.is_valid():
        services.edit_exchange(exchange=exchange, **form.facts())
        save_extras(exchange_extras, owner=request.user, row_ids=[pk], values=form.extra_values())
        tell(request, _("Saved."))
        return _leave(request, exchange)
    beside = companions_of(exchange_companions, request.user, [pk])[pk]
    return _show(request, form, exchange=exchange, contact=exchange.contact, beside=beside)


@require_POST
def exchange_settle(request: UserRequest, pk: UUID) -> HttpResponse:
    """Note that a promise is kept, or that what was asked for came."""
    exchange = services.settle_exchange(exchange=_exchange_of(request, pk), done_on=timezone.localdate())
    is_promise = exchange.direction == Exchange.Direction.PROMISED
    text = _("Kept. It counts as given now.") if is_promise else _("Got it. It counts as received now.")
    tell(request, text, undo=undo_address(request, "contacts:exchange-reopen", pk))
    return _done(request, exchange)


@require_POST
def exchange_reopen(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take that back."""
    exchange = services.reopen_exchange(exchange=_exchange_of(request, pk))
    tell(request, _("It is open again."))
    return _done(request, exchange)


@require_POST
def exchange_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take an exchange back, and with it those that `also` in the address names: what was logged in one go."""
    exchange, others = _exchange_of(request, pk), _others(request)
    for each in (exchange, *others.present()):
        services.delete_exchange(exchange=each)
    undo = undo_address(request, "contacts:exchange-restore", pk, also=request.GET.getlist("also"))
    tell(request, _("It is deleted."), undo=undo)
    return _done(request, exchange)


@require_POST
def exchange_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    """Bring an exchange back, and those that went with it."""
    exchange = _exchange_of(request, pk, is_deleted=True)
    for each in (exchange, *_others(request)):
        services.restore_exchange(exchange=each)
    tell(request, _("It is back."))
    return _done(request, exchange)


def _exchange_of(request: UserRequest, pk: UUID, *, is_deleted: bool = False) -> Exchange:
    exchanges = Exchange.objects.for_user(request.user).select_related("contact")
    return get_object_or_404(exchanges if is_deleted else exchanges.present(), pk=pk)


def _others(request: UserRequest) -> ExchangeQuerySet:
    """Return what else the address names; ids of nobody's and of strangers' reach nothing."""
    return Exchange.objects.for_user(request.user).filter(pk__in=read_ids(request.GET.getlist("also")))


def _given(request: UserRequest) -> dict[str, str]:
    """Return what the address says about a new one; what is no choice is left out."""
    asked = {name: request.GET.get(name, "") for name in ("direction", "kind", "moment")}
    known = {"direction": Exchange.Direction.values, "kind": Exchange.Kind.values}
    return {name: value for name, value in asked.items() if value and value in known.get(name, [value])}


def _log(request: UserRequest, form: ExchangeForm, people: list[Contact]) -> None:
    made = services.log_exchange(owner=request.user, contacts=people, **form.facts())
    row_ids = [exchange.pk for exchange in made]
    save_extras(exchange_extras, owner=request.user, row_ids=row_ids, values=form.extra_values())
    _tell_logged(request, made)


def _tell_logged(request: UserRequest, made: list[Exchange]) -> None:
    first = made[0]
    words = exchange_title(first)
    if len(made) > 1:
        more = len(made) - 1
        words = ngettext("%(what)s (and one more person)", "%(what)s (and %(count)s more people)", more) % {
            "what": words,
            "count": more,
        }
    others = [exchange.pk for exchange in made[1:]]
    tell(request, words, undo=undo_address(request, "contacts:exchange-delete", first.pk, also=others))


def _show(request: UserRequest, form: ExchangeForm, **context: Any) -> HttpResponse:
    people = picker_context(form) if form.asks_who else {}
    directions = [(value, label, ICONS[value]) for value, label in Exchange.Direction.choices]
    context = {"form": form, "directions": directions, **people, **context}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


def _leave(request: UserRequest, exchange: Exchange) -> HttpResponse:
    if exchange.contact is None or exchange.contact.deleted_at:
        return leave(request, default=ALL)
    return leave(request, default=PERSON, pk=exchange.contact.pk)


def _done(request: UserRequest, exchange: Exchange) -> HttpResponse:
    contact: Contact | None = exchange.contact
    if contact is None or contact.deleted_at:
        return done(request, default=ALL)
    return done(request, default=PERSON, pk=contact.pk)
