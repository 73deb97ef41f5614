"""The settings of the fields that the user made."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.custom_fields import CustomFieldForm
from contacts.models import CustomField
from contacts.queries.custom_fields import fields_with_counts
from contacts.services.custom_fields import (
    MOST_FIELDS,
    FieldExistsError,
    TooManyFieldsError,
    add_field,
    change_field,
    delete_field,
    move_field,
)
from contacts.views.answers import tell
from netzwerk.core.requests import UserRequest, posted

LIST = "contacts:customfield-list"


@require_http_methods(["GET", "HEAD", "POST"])
def customfield_list(request: UserRequest) -> HttpResponse:
    """Show the fields, or add one."""
    form = CustomFieldForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            field = add_field(owner=request.user, **form.cleaned_data)
        except FieldExistsError:
            form.add_error("label", _("You have a field of that name already."))
        except TooManyFieldsError:
            form.add_error(None, _("You have %(count)s fields; more do not fit.") % {"count": MOST_FIELDS})
        else:
            tell(request, _("%(name)s is among your fields.") % {"name": field.label})
            return redirect(LIST)
    fields = fields_with_counts(request.user)
    context = {"form": form, "fields": fields, "is_full": len(fields) >= MOST_FIELDS, "most": MOST_FIELDS}
    return render(request, "contacts/customfield_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def customfield_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Rename a field, and set its choices."""
    field = _field(request, pk)
    form = CustomFieldForm(posted(request), field=field)
    if form.is_bound and form.is_valid():
        try:
            change_field(field=field, **form.cleaned_data)
        except FieldExistsError:
            form.add_error("label", _("You have a field of that name already."))
        else:
            tell(request, _("Saved."))
            return redirect(LIST)
    context = {"form": form, "field": field}
    return render(request, "contacts/customfield_form.html", context, status=422 if form.errors else 200)


@require_POST
def customfield_move(request: UserRequest, pk: UUID) -> HttpResponse:
    """Move a field up, or down."""
    move_field(field=_field(request, pk), is_up=request.POST.get("to") != "down")
    return redirect(LIST)


@require_POST
def customfield_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Delete a field with its values; the page has said how many there are."""
    field = _field(request, pk)
    is_done = delete_field(field=field)
    text = _("%(name)s is deleted.") if is_done else _("%(name)s is being deleted; that takes a little.")
    tell(request, text % {"name": field.label})
    return redirect(LIST)


def _field(request: UserRequest, pk: UUID) -> CustomField:
    field: CustomField = get_object_or_404(CustomField.objects.for_user(request.user), pk=pk)
    field.owner = request.user
    return field
