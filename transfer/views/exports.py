"""Pages of exports: what to take along, how far it is, and the file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.services.quotas import FullError
from accounts.words import full_sentence
from contacts.models import Contact
from contacts.views.answers import leave, tell
from netzwerk.core.answers import answer
from netzwerk.core.downloads import as_download
from netzwerk.core.opening import open_once
from netzwerk.core.requests import UserRequest
from transfer.exporting.cards import one_card
from transfer.forms.exports import ExportForm, Meant, meant_by, read_meant
from transfer.models import Export
from transfer.pages.exports import choices_of, counts_of, row_of, rows_of, views_of
from transfer.services.exports import TooManyExportsError, discard_export, start_export
from transfer.words.exports import card_name, export_failure_sentence

LIST, DETAIL = "transfer:export-list", "transfer:export-detail"
TYPES = {"zip": "application/zip", "vcf": "text/vcard; charset=utf-8", "csv": "text/csv; charset=utf-8"}
VCARD = TYPES["vcf"]


@require_safe
def export_list(request: UserRequest) -> HttpResponse:
    """Show what can be taken along, and the exports so far; `query` in the address: the list as it was filtered."""
    return _list_page(request, ExportForm())


@require_POST
def export_create(request: UserRequest) -> HttpResponse:
    """Begin an export; from the bar above the list of people, where no form is chosen yet, ask for it first."""
    form, meant = ExportForm(request.POST), read_meant(request.user, request.POST, today=timezone.localdate())
    is_from_list = "whom" not in request.POST
    if is_from_list and (meant.problem or "kind" not in request.POST):
        return _ask(request, ExportForm(), meant)
    if meant.problem:
        form.add_error(None, meant.problem)
    if form.is_valid():
        try:
            return _start(request, form, meant)
        except TooManyExportsError:
            form.add_error(None, _("Enough exports are there for now. Wait for one, or discard one first."))
        except FullError as error:
            form.add_error(None, full_sentence(error))
    return _ask(request, form, meant) if is_from_list else _list_page(request, form)


@require_safe
def export_detail(request: UserRequest, export: UUID) -> HttpResponse:
    """Show how far an export is, or its file; htmx asks for the part that changes."""
    row = row_of(_export_of(request, export))
    failure = export_failure_sentence(row.export.failure) if row.export.state == Export.State.FAILED else ""
    return answer(request, "transfer/export_detail.html", {"row": row, "failure": failure}, part="status")


@require_safe
def export_file(request: UserRequest, export: UUID) -> HttpResponseBase:
    """Give out the file, to be saved and never kept by anybody on the way."""
    found = _export_of(request, export)
    try:
        content = open_once(found.file.storage, str(found.file.name)) if found.file else None
    except FileNotFoundError:
        content = None
    if content is None:
        messages.error(request, _("This file is not here. Please make it once more."))
        return HttpResponseRedirect(resolve_url(DETAIL, export=export))
    kind = TYPES.get(found.file_name.rpartition(".")[2], "application/octet-stream")
    response = FileResponse(content, content_type=kind)
    response.setdefault("Content-Length", str(found.size))  # of what comes from a bucket
    return as_download(response, found.file_name)


@require_POST
def export_discard(request: UserRequest, export: UUID) -> HttpResponse:
    """Forget an export and its file."""
    discard_export(export=_export_of(request, export))
    tell(request, _("The export is discarded."))
    return leave(request, default=LIST)


@require_safe
def contact_card(request: UserRequest, contact: UUID) -> HttpResponseBase:
    """Give out the card of one person, as phones and programs of any age read it."""
    found = get_object_or_404(Contact.objects.for_user(request.user).present().filter(anonymised_at=None), pk=contact)
    content = one_card(request.user, found, "4.0" if request.GET.get("version") == "4.0" else "3.0", now=timezone.now())
    return as_download(HttpResponse(content, content_type=VCARD), card_name(found.name))


def _start(request: UserRequest, form: ExportForm, meant: Meant) -> HttpResponse:
    export = start_export(
        owner=request.user,
        kind=form.cleaned_data["kind"],
        contact_ids=meant.ids,
        query=meant.query,
        now=timezone.now(),
    )
    target = resolve_url(DETAIL, export=export.pk)
    return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)


def _ask(request: UserRequest, form: ExportForm, meant: Meant) -> HttpResponse:
    context = {
        "form": form,
        "choices": choices_of(form.data.get("kind", "")),
        "count": meant.people.count() if meant.people is not None else 0,
        "ids": ",".join(map(str, meant.ids)),
        "query": meant.query,
        "problem": meant.problem,
    }
    template, status = "transfer/export_choose.html", 422 if form.errors or meant.problem else 200
    return answer(request, template, context, part="sheet", status=status)


def _list_page(request: UserRequest, form: ExportForm) -> HttpResponse:
    data = form.data if form.is_bound else request.GET
    query = data.get("query", "")
    shown = meant_by(request.user, query, today=timezone.localdate()) if query else None
    context: dict[str, Any] = {
        "form": form,
        "choices": choices_of(form.data.get("kind", "")),
        "counts": counts_of(request.user),
        "views": views_of(request.user),
        "whom": data.get("whom", "shown" if shown else ""),
        "query": query,
        "shown_count": shown.people.count() if shown and shown.people is not None else 0,
        "shown_problem": shown.problem if shown else "",
        "rows": rows_of(request.user),
    }
    return answer(request, "transfer/export_list.html", context, status=422 if form.errors else 200)


def _export_of(request: UserRequest, pk: UUID) -> Export:
    export = get_object_or_404(Export.objects.for_user(request.user), pk=pk)
    export.owner = request.user
    return export
