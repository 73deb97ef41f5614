"""Pages of imports: files are dropped, read, looked at, accepted, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.services.quotas import FullError
from accounts.words import Choice, full_sentence
from contacts.views.answers import tell
from netzwerk.core.answers import answer
from netzwerk.core.downloads import as_download
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest
from netzwerk.core.walls import acting_as
from transfer import services
from transfer.forms.imports import AcceptForm, ImportForm
from transfer.models import Import, ImportFile, ImportRow
from transfer.pages.imports import LONGEST_NAME, Asked, page_of
from transfer.queries.imports import imports_before
from transfer.services.undoing import CannotUndoError, start_undo

LIST, DETAIL = "transfer/import_list.html", "transfer/import_detail.html"
SHOWN_IMPORTS = 20


@require_safe
def import_list(request: UserRequest) -> HttpResponse:
    """Show the form for new files and the imports so far; htmx gets further ones."""
    return _list_page(request, ImportForm())


@require_POST
def import_create(request: UserRequest) -> HttpResponse:
    """Take files or a list, and lead to the page that shows how they are read."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    source = ImportFile.Source.LIST if form.is_list else ""
    try:
        imported = services.start_import(owner=request.user, uploads=form.given(), source=source, **form.answers())
    except services.TooManyImportsError:
        form.add_error(None, _("Several imports wait for you already. Please look at them first."))
        return _list_page(request, form, status=422)
    except FullError as error:
        form.add_error(None, full_sentence(error))
        return _list_page(request, form, status=422)
    return redirect("transfer:import-detail", imported.pk)


@require_safe
def import_detail(request: UserRequest, imported: UUID) -> HttpResponse:
    """Show an import by its state; htmx gets what changes while a worker is at it, or further rows."""
    found = import_of(request, imported)
    asked = _asked(request)
    context = page_of(found, asked, now=timezone.now())
    is_more = request.htmx and "after" in request.GET
    return answer(request, context["template"] if is_more else DETAIL, context, part="rows" if is_more else "body")


@require_POST
def import_accept(request: UserRequest, imported: UUID) -> HttpResponse:
    """Let in what the preview shows, but for what was left out."""
    found = import_of(request, imported)
    form = AcceptForm(request.POST)
    if not form.is_valid() and found.state == Import.State.READY:
        context = {**page_of(found, Asked(), now=timezone.now()), "accept_form": form}
        return answer(request, DETAIL, context, status=422)
    try:
        services.accept_import(imported=found, tag_name=form.cleaned_data.get("tag_name", ""), now=timezone.now())
    except FullError as error:
        full = full_sentence(error, Choice.THE_NEW)
        context = {**page_of(found, Asked(), now=timezone.now()), "accept_form": form, "full": full}
        return answer(request, DETAIL, context, status=422)
    return redirect("transfer:import-detail", found.pk)


@require_POST
def import_again(request: UserRequest, imported: UUID) -> HttpResponse:
    """Let the rest of an import come in that broke off."""
    found = import_of(request, imported)
    if not found.can_go_on:
        tell(request, _("This import has nothing left to bring in."))
    services.retry_acceptance(imported=found)
    return redirect("transfer:import-detail", found.pk)


@require_POST
def import_discard(request: UserRequest, imported: UUID) -> HttpResponse:
    """Throw away what was read; nobody comes in."""
    found = import_of(request, imported)
    services.discard_import(imported=found)
    if Import.objects.for_user(request.user).filter(pk=imported).exists():
        tell(request, _("This import has come in already, so it cannot be thrown away."))
        return redirect("transfer:import-detail", imported)
    tell(request, _("The import is thrown away. Nobody came in."))
    return redirect("transfer:import-list")


@require_POST
def import_undo(request: UserRequest, imported: UUID) -> HttpResponse:
    """Take an import back."""
    found = import_of(request, imported)
    try:
        start_undo(imported=found, now=timezone.now())
    except CannotUndoError:
        tell(request, _("This import can no longer be taken back."))
    return redirect("transfer:import-detail", found.pk)


@require_safe
def import_broken(request: UserRequest, imported: UUID) -> StreamingHttpResponse:
    """Send the texts of all entries that could not be read, as they stand in the files."""
    found = import_of(request, imported)
    broken = ImportRow.objects.for_user(request.user).filter(imported=found, finding=ImportRow.Finding.BROKEN)

    def texts() -> Iterator[str]:
        with acting_as(request.user):
            for raw in broken.order_by("number").values_list("raw", flat=True).iterator(chunk_size=100):
                yield raw if raw.endswith("\n") else f"{raw}\n"

    return as_download(StreamingHttpResponse(texts(), content_type="text/plain; charset=utf-8"), "broken.txt")


def import_of(request: UserRequest, pk: UUID) -> Import:
    """Return the user's import, or 404."""
    found = get_object_or_404(Import.objects.for_user(request.user), pk=pk)
    found.owner = request.user
    return found


def _list_page(request: UserRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    after = read_id(request.GET.get("after", ""))
    before = Import.objects.for_user(request.user).filter(pk=after).first() if after else None
    imports = list(imports_before(request.user, before=before)[: SHOWN_IMPORTS + 1])
    is_more = len(imports) > SHOWN_IMPORTS
    next_url = f"?after={imports[SHOWN_IMPORTS - 1].pk}" if is_more else ""
    context = {"form": form, "imports": imports[:SHOWN_IMPORTS], "next_url": next_url}
    return answer(request, LIST, context, part="rows" if after else "", status=status)


def _asked(request: UserRequest) -> Asked:
    after = request.GET.get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    name = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_NAME]
    return Asked(request.GET.get("show", "")[:20], number, name)
