"""What follows from a check: said on a page, in the sheet, or in a cell of the comparison; and taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.views.answers import leave, tell
from networks.forms.verdict import NotedVerdictForm
from networks.models import Check
from networks.services.verdicts import set_verdict
from networks.views.access import NETWORK, check_of
from netzwerk.core.answers import answer
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

PAGE = "networks/check_verdict.html"


@require_http_methods(["GET", "HEAD", "POST"])
def check_verdict(request: UserRequest, check: UUID) -> HttpResponse:
    """Say what follows from a check, why, and when to look at it again; `shown` gives a cell back without the form."""
    found = check_of(request, check)
    if request.method == "POST":
        return _save(request, found)
    if "shown" in request.GET and _is_in_cell(request, found):
        return _answer(request, found, part="shown")
    return _answer(request, found, _form(request, found))


def _save(request: UserRequest, check: Check) -> HttpResponse:
    """Save what the body says; an undo says it in the address instead."""
    form = _form(request, check)
    if not form.is_valid():
        return _answer(request, check, form)
    before = {name: value or "" for name, value in form.initial_of(check).items()}
    set_verdict(check=check, **form.said())
    undo = undo_address(request, "networks:check-verdict", query=before, check=check.pk)
    tell(request, _("The verdict on %(network)s is noted.") % {"network": check.network.name}, undo=undo)
    if _is_in_cell(request, check):
        return _answer(request, check, part="shown")
    return leave(request, default=NETWORK, network=check.network_id)


def _form(request: UserRequest, check: Check) -> NotedVerdictForm:
    is_cell = _is_in_cell(request, check)
    if request.method != "POST":
        return NotedVerdictForm(initial=NotedVerdictForm.initial_of(check), is_cell=is_cell)
    return NotedVerdictForm(request.GET if "verdict" in request.GET else request.POST, is_cell=is_cell)


def _is_in_cell(request: UserRequest, check: Check) -> bool:
    """Whether htmx puts the answer where the verdict stands in the comparison."""
    return bool(request.htmx) and request.htmx.target == f"verdict-{check.pk}"


def _answer(
    request: UserRequest, check: Check, form: NotedVerdictForm | None = None, *, part: str = ""
) -> HttpResponse:
    part = part or ("cell" if _is_in_cell(request, check) else "verdict")
    here = next_url(request, default=NETWORK, network=check.network_id)
    context = {"check": check, "form": form, "here": here, "today": timezone.localdate()}
    return answer(request, PAGE, context, part=part, status=422 if form and form.errors else 200)
