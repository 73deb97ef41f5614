"""The page that asks what the columns of a table are."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.views.answers import tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from transfer import services
from transfer.forms.columns import ColumnsForm
from transfer.models import Import, ImportFile
from transfer.pages.columns import columns_of, mapping_now, table_of
from transfer.tables import TableGuess
from transfer.words.columns import program_name

TEMPLATE = "transfer/import_columns.html"


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: UserRequest, imported: UUID, place: int) -> HttpResponse:
    """Ask what the columns of one file are, or take the answer and have it read once more."""
    found = get_object_or_404(Import.objects.for_user(request.user), pk=imported)
    file = get_object_or_404(ImportFile.objects.for_user(request.user), imported=found, place=place)
    found.owner = file.owner = request.user
    guess = table_of(file) if services.may_answer(imported=found, file=file) else None
    if guess is None:
        return _too_late(request, found)
    mapping = mapping_now(file, guess)
    if mapping.has_header != guess.has_header:
        guess = table_of(file, has_header=mapping.has_header) or guess
    form = ColumnsForm(request.POST if request.method == "POST" else None, guess=guess, mapping=mapping)
    if not form.is_valid():
        return _page(request, file, guess, form)
    try:
        services.answer_columns(imported=found, file=file, columns=form.answer(), signature=guess.signature)
    except services.TooLateToAnswerError:
        return _too_late(request, found)
    tell(request, _("The columns are noted. The file is being read once more."))
    return redirect("transfer:import-detail", found.pk)


def _page(request: UserRequest, file: ImportFile, guess: TableGuess, form: ColumnsForm) -> HttpResponse:
    filled, empty = columns_of(guess, form.columns())
    context = {
        "imported": file.imported,
        "file": file,
        "form": form,
        "columns": filled,
        "empty_columns": empty,
        "program": program_name(guess.program),
        "has_headings": guess.has_header,
    }
    return answer(request, TEMPLATE, context, status=422 if form.is_bound else 200)


def _too_late(request: UserRequest, imported: Import) -> HttpResponse:
    tell(request, _("What the columns of this file are can no longer be changed."))
    return redirect("transfer:import-detail", imported.pk)
