"""Saved views: each a name and an address."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.forms.tags import NewViewForm, ViewNameForm, ViewQueryForm
from contacts.models import SavedView
from contacts.services.views import (
    TooManyViewsError,
    ViewExistsError,
    change_view,
    delete_view,
    rename_view,
    restore_view,
    save_view,
)
from contacts.views.answers import leave, tell, undo_address
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted

SHOW, LIST = "contacts:view-show", "contacts:contact-list"
FORM = "contacts/view_form.html"
TAKEN = gettext_lazy("Another view has this name.")
ENOUGH = gettext_lazy("These are all the views there can be. Delete one first.")


@require_safe
def view_show(request: UserRequest, pk: UUID) -> HttpResponse:
    """Lead to the list with the conditions of a view."""
    view = _view_of(request, pk)
    return HttpResponseRedirect(f"{reverse(LIST)}?{view.query}&view={view.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def view_create(request: UserRequest) -> HttpResponse:
    """Keep the conditions of the list under a name."""
    form = NewViewForm(request.POST) if request.method == "POST" else NewViewForm(initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            view = save_view(owner=request.user, **form.cleaned_data)
        except ViewExistsError:
            form.add_error("name", TAKEN)
        except TooManyViewsError:
            form.add_error("name", ENOUGH)
        else:
            undo = undo_address(request, "contacts:view-delete", view.pk)
            tell(request, _("The view “%(name)s” is saved.") % {"name": view.name}, undo=undo)
            return leave(request, default=SHOW, pk=view.pk)
    return answer(request, FORM, {"form": form}, part="sheet", status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def view_rename(request: UserRequest, pk: UUID) -> HttpResponse:
    """Call a view something else."""
    view = _view_of(request, pk)
    form = ViewNameForm(posted(request), initial={"name": view.name})
    if form.is_bound and form.is_valid():
        try:
            rename_view(view=view, name=form.cleaned_data["name"])
        except ViewExistsError:
            form.add_error("name", TAKEN)
        else:
            tell(request, _("Saved."))
            return leave(request, default=SHOW, pk=pk)
    context = {"form": form, "view": view}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def view_change(request: UserRequest, pk: UUID) -> HttpResponse:
    """Let a view hold what the list shows now; a POST may carry the conditions in the address (undo)."""
    view = _view_of(request, pk)
    before = view.query
    form = ViewQueryForm(request.GET if "query" in request.GET else request.POST)
    if not form.is_valid():
        tell(request, str(form.errors["query"][0]))
        return redirect(SHOW, pk=pk)
    change_view(view=view, query=form.cleaned_data["query"])
    undo = undo_address(request, "contacts:view-change", pk, query=before)
    tell(request, _("The view “%(name)s” now shows this.") % {"name": view.name}, undo=undo)
    return leave(request, default=SHOW, pk=pk)


@require_POST
def view_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Put a view into the bin."""
    view = delete_view(view=_view_of(request, pk))
    undo = undo_address(request, "contacts:view-restore", pk)
    tell(request, _("The view “%(name)s” is deleted.") % {"name": view.name}, undo=undo)
    return leave(request, default=LIST)


@require_POST
def view_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a view out of the bin."""
    view = get_object_or_404(SavedView.objects.for_user(request.user), pk=pk)
    try:
        restore_view(view=view)
    except (ViewExistsError, TooManyViewsError) as error:
        tell(request, str(TAKEN if isinstance(error, ViewExistsError) else ENOUGH))
        return leave(request, default=LIST)
    tell(request, _("The view “%(name)s” is back.") % {"name": view.name})
    return leave(request, default=SHOW, pk=pk)


def _view_of(request: UserRequest, pk: UUID) -> SavedView:
    return get_object_or_404(SavedView.objects.for_user(request.user).present(), pk=pk)
