"""What the user decides about the rows of a preview, one by one or all of a kind."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.views.answers import leave, tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from transfer.forms.deciding import DecideAllForm, DecisionForm
from transfer.models import ImportRow
from transfer.pages.imports import Asked, page_of, shown_row, summary_of
from transfer.services import deciding
from transfer.services.deciding import CannotDecideError, NotReadyError
from transfer.views.imports import DETAIL, import_of

# Of the raw text of an entry that may hold photos, this much is shown.
SHOWN_TEXT = 20_000


@require_safe
def row_detail(request: UserRequest, row: UUID) -> HttpResponse:
    """Show the text of an entry as it stands in the file."""
    found = _row_of(request, row)
    context = {
        "shown": shown_row(found),
        "text": found.raw[:SHOWN_TEXT],
        "is_cut": len(found.raw) > SHOWN_TEXT,
    }
    return answer(request, "transfer/import_row.html", context, part="sheet")


@require_POST
def row_decide(request: UserRequest, row: UUID) -> HttpResponse:
    """Leave an entry out, take it in after all, or bring somebody in as a new person."""
    found = _row_of(request, row)
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise CannotDecideError(request.POST.get("decision"))
        deciding.decide_row(row=found, decision=form.cleaned_data["decision"])
    except NotReadyError:
        return _too_late(request, found)
    except CannotDecideError:
        context = page_of(found.imported, Asked(found.finding), now=timezone.now())
        context["problem"] = _("That cannot be said about this entry. Please load the page anew.")
        return answer(request, DETAIL, context, part="body", status=422)
    return _answer(request, found)


@require_POST
def row_choose(request: UserRequest, row: UUID) -> HttpResponse:
    """Say for each field that differs whose word holds; `all` says it for all of them."""
    found = _row_of(request, row)
    take_all = request.POST.get("all")
    of_file = [key for key in found.differing if request.POST.get(f"field-{key}") == "file"]
    fields = {"file": found.differing, "ours": []}.get(take_all or "", of_file)
    try:
        deciding.choose_fields(row=found, fields=fields)
    except NotReadyError:
        return _too_late(request, found)
    return _answer(request, found)


@require_POST
def decide_all(request: UserRequest, imported: UUID) -> HttpResponse:
    """Say the same about everybody of one finding."""
    found = import_of(request, imported)
    form = DecideAllForm(request.POST)
    shown = form.data.get("finding", "")[:20]
    try:
        if not form.is_valid():
            raise CannotDecideError(shown)
        deciding.decide_all(
            imported=found,
            finding=form.cleaned_data["finding"],
            decision=form.cleaned_data["decision"],
            takes_file=form.takes_file(),
        )
    except NotReadyError:
        tell(request, _("This import is no longer waiting for you."))
    except CannotDecideError:
        context = page_of(found, Asked(shown), now=timezone.now())
        context["problem"] = _("That cannot be said about these entries. Please load the page anew.")
        return answer(request, DETAIL, context, part="body", status=422)
    address = reverse("transfer:import-detail", args=[found.pk])
    return redirect(address + Asked(shown).query())


def _row_of(request: UserRequest, pk: UUID) -> ImportRow:
    rows = ImportRow.objects.for_user(request.user).select_related("file", "imported")
    found = get_object_or_404(rows, pk=pk)
    found.owner = found.imported.owner = request.user
    return found


def _answer(request: UserRequest, row: ImportRow) -> HttpResponse:
    """Answer with the row as it is now and the sums for htmx, else with the preview."""
    if not request.htmx:
        address = reverse("transfer:import-detail", args=[row.imported_id])
        return redirect(f"{address}{Asked(row.finding, row.number - 1).query(after=row.number - 1)}#row-{row.pk}")
    context = {"each": shown_row(row), "imported": row.imported, **summary_of(row.imported)}
    return render(request, "transfer/_import_preview.html#decided", context)


def _too_late(request: UserRequest, row: ImportRow) -> HttpResponse:
    tell(request, _("This import is no longer waiting for you."))
    return leave(request, default="transfer:import-detail", imported=row.imported_id)
