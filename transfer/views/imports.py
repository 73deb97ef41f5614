"""Pages of imports: files are dropped, read, looked at, accepted, taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from netzwerk.core.requests import UserRequest
from transfer import services
from transfer.forms.imports import ImportForm
from transfer.models import Import

SHOWN_IMPORTS = 50


@require_safe
def import_list(request: UserRequest) -> HttpResponse:
    """Show the form for new files and the imports so far."""
    return _list_page(request, ImportForm())


@require_POST
def import_create(request: UserRequest) -> HttpResponse:
    """Take files and lead to the page that shows how they are read."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    uploads = [form.cleaned_data.pop("upload")]
    imported = services.start_import(owner=request.user, uploads=uploads, **form.cleaned_data)
    return redirect("transfer:import-detail", imported.pk)


@require_safe
def import_detail(request: UserRequest, imported: UUID) -> HttpResponse:
    """Show how far an import is and what came of it."""
    found = get_object_or_404(Import.objects.for_user(request.user), pk=imported)
    return render(request, "transfer/import_detail.html", {"imported": found})


def _list_page(request: UserRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    imports = Import.objects.for_user(request.user).order_by("-created_at")[:SHOWN_IMPORTS]
    return render(request, "transfer/import_list.html", {"form": form, "imports": imports}, status=status)
