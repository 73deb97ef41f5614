"""Pages of imports: upload a file, watch it come in, see what could not be read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from netzwerk.core.requests import UserRequest
from transfer import services
from transfer.forms import ImportForm
from transfer.labels import failure_sentence, reason_sentence
from transfer.models import BrokenCard, Import

SHOWN_IMPORTS = 50
PAGE = 50
# Of the raw text of a card that may hold photos, this much is shown.
SHOWN_TEXT = 20_000


@require_safe
def import_list(request: UserRequest) -> HttpResponse:
    """Show the form for a new file and the imports so far."""
    return _list_page(request, ImportForm())


@require_POST
def import_create(request: UserRequest) -> HttpResponse:
    """Take a file and lead to the page that shows how it comes in."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    imported = services.start_import(owner=request.user, **form.cleaned_data)
    return redirect("transfer:import-detail", imported.pk)


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def import_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show how far an import is and what came of it; htmx asks for the part that changes, or for more cards."""
    imported = get_object_or_404(Import.objects.for_user(request.user), pk=pk)
    after = _number(request.GET.get("after", ""))
    cards = list(imported.broken_cards.for_user(request.user).filter(number__gt=after).defer("raw")[: PAGE + 1])
    context = {
        "imported": imported,
        "is_over": imported.state in {Import.State.DONE, Import.State.FAILED},
        "failure": failure_sentence(imported.failure) if imported.failure else "",
        "cards": [{"card": card, "reason": reason_sentence(card.reason)} for card in cards[:PAGE]],
        "next_url": f"?after={cards[PAGE - 1].number}" if len(cards) > PAGE else "",
    }
    return render(request, f"transfer/import_detail.html{_part(request)}", context)


@require_safe
@vary_on_headers("HX-Request")
def import_card(request: UserRequest, pk: UUID, number: int) -> HttpResponse:
    """Show the raw text of a card that could not be read."""
    cards = BrokenCard.objects.for_user(request.user).select_related("imported")
    card = get_object_or_404(cards, imported_id=pk, number=number)
    context = {
        "card": card,
        "reason": reason_sentence(card.reason),
        "text": card.raw[:SHOWN_TEXT],
        "is_cut": len(card.raw) > SHOWN_TEXT,
    }
    part = "#card" if request.htmx else ""
    return render(request, f"transfer/import_card.html{part}", context)


def _list_page(request: UserRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    imports = Import.objects.for_user(request.user).order_by("-created_at")[:SHOWN_IMPORTS]
    context = {"form": form, "imports": imports}
    return render(request, "transfer/import_list.html", context, status=status)


def _part(request: UserRequest) -> str:
    if not request.htmx:
        return ""
    return "#cards" if "after" in request.GET else "#status"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
