"""Pages of restores: an export comes back, is looked through, shown, brought in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from accounts.services.quotas import FullError
from accounts.words import full_sentence
from contacts.views.answers import tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.sizes import takes_up_to
from netzwerk.core.uploads import BoundedUploadHandler
from transfer.archive.opening import MOST_BYTES_PACKED
from transfer.forms.restores import AcceptRestoreForm, RestoreForm
from transfer.models import Restore
from transfer.pages.restores import page_of
from transfer.queries.restores import restores_of
from transfer.services import restores as services

LIST, DETAIL = "transfer/restore_list.html", "transfer/restore_detail.html"
SHOWN = 20


@require_safe
def restore_list(request: UserRequest) -> HttpResponse:
    """Show the form for an export, and the restores so far."""
    return _list_page(request, RestoreForm())


# The size of an upload is set before the form is read, and the check of its token reads the form.
@takes_up_to(MOST_BYTES_PACKED)
@csrf_exempt
@require_POST
def restore_create(request: UserRequest) -> HttpResponse:
    """Take an export, larger than other uploads, and lead to the page that shows what is in it."""
    request.upload_handlers = [BoundedUploadHandler(request, largest=MOST_BYTES_PACKED)]
    return _create(request)


@csrf_protect
def _create(request: UserRequest) -> HttpResponse:
    form = RestoreForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            restore = services.start_restore(owner=request.user, upload=upload, now=timezone.now())
            return redirect("transfer:restore-detail", restore.pk)
        except services.TooManyRestoresError:
            form.add_error("upload", _("Several files wait for your answer already. Please look at them first."))
        except FullError as error:
            form.add_error("upload", full_sentence(error))
    return _list_page(request, form, status=422)


@require_safe
def restore_detail(request: UserRequest, restore: UUID) -> HttpResponse:
    """Show a restore by its state; htmx gets what changes while a worker is at it."""
    return answer(request, DETAIL, page_of(_restore_of(request, restore)), part="body")


@require_POST
def restore_accept(request: UserRequest, restore: UUID) -> HttpResponse:
    """Let in what the preview shows."""
    found = _restore_of(request, restore)
    form = AcceptRestoreForm(request.POST)
    form.full_clean()
    try:
        services.accept_restore(restore=found, with_settings=form.cleaned_data["with_settings"])
    except FullError:
        return answer(request, DETAIL, page_of(found), part="body", status=422)
    return redirect("transfer:restore-detail", found.pk)


@require_POST
def restore_discard(request: UserRequest, restore: UUID) -> HttpResponse:
    """Throw a file away; what has come in of it stays."""
    found = _restore_of(request, restore)
    if not services.discard_restore(restore=found):
        tell(request, _("This export is just coming in. Please wait until it is done."))
        return redirect("transfer:restore-detail", found.pk)
    tell(request, _("The file is deleted here."))
    return redirect("transfer:restore-list")


def _restore_of(request: UserRequest, pk: UUID) -> Restore:
    found = get_object_or_404(Restore.objects.for_user(request.user), pk=pk)
    found.owner = request.user
    return found


def _list_page(request: UserRequest, form: RestoreForm, status: int = 200) -> HttpResponse:
    restores = restores_of(request.user)[:SHOWN]
    return answer(request, LIST, {"form": form, "restores": restores}, status=status)
