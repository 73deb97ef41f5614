"""Who is in a network: shown, added, changed, removed, put back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts
from contacts.views.answers import leave, tell
from contacts.views.picking import picker_context
from networks.forms.member import AddMembersForm, MemberFactsForm
from networks.models import Network, NetworkMember
from networks.pages.members import members_page
from networks.queries.members import MemberCounts, count_members
from networks.services import members as services
from networks.views.access import NETWORK, network_of
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

LIST, FORM = "networks/member_list.html", "networks/member_form.html"
SHOWN, PAGE_SIZE = 8, 50


def load_members(request: UserRequest, network: Network, today: date) -> dict[str, Any]:
    """Return what the section shows: those one would like to know better, and then by name; five queries at most."""
    page = members_page(request.user, network, today, size=SHOWN)
    all_shown = MemberCounts(len(page.rows), sum(row.member.is_wished for row in page.rows))
    counts = count_members(request.user, network) if page.last else all_shown
    return {"counts": counts, "rows": page.rows, "has_more": page.last is not None}


@require_safe
def member_list(request: UserRequest, network: UUID) -> HttpResponse:
    """Show everybody who is in a network; htmx gets further rows."""
    found, after = network_of(request, network), read_id(request.GET.get("after", ""))
    page = members_page(request.user, found, timezone.localdate(), size=PAGE_SIZE, after=after)
    next_url = f"{request.path}?after={page.last}" if page.last else ""
    context = {"network": found, "rows": page.rows, "next_url": next_url, "here": request.path}
    return answer(request, LIST, context, part="rows" if after else "")


@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: UserRequest, network: UUID) -> HttpResponse:
    """Note one person or several as members, known already or new; `contacts`, `who` and `wish` may be given."""
    found, today = network_of(request, network), timezone.localdate()
    given = {"contacts": request.GET.getlist("contacts"), "who": request.GET.get("who", "")}
    initial = {**given, "is_wished": "wish" in request.GET}
    form = AddMembersForm(posted(request), user=request.user, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        people = _people(request, form, today)
        made = services.add_members(network=found, contacts=people, facts=form.facts())
        _tell_added(request, found, people, made)
        return leave(request, default=NETWORK, network=network)
    return _show(request, form, network=found, **picker_context(form))


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: UserRequest, member: UUID) -> HttpResponse:
    """Change role, years and wish."""
    found = _member_of(request, member)
    initial = MemberFactsForm.initial_of(found)
    form = MemberFactsForm(posted(request), today=timezone.localdate(), initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_member(member=found, facts=form.facts())
        tell(request, _("Saved."))
        return leave(request, default=NETWORK, network=found.network_id)
    return _show(request, form, network=found.network, member=found)


@require_POST
def member_remove(request: UserRequest, member: UUID) -> HttpResponse:
    """Remove somebody from a network, and with them those that `also` in the address names: added in one go."""
    found = _member_of(request, member)
    also = read_ids(request.GET.getlist("also"))
    others = _members(request).filter(network=found.network_id, pk__in=also).exclude(pk=member)
    going = [found, *others]
    undo = _undo_of(request, going)
    for each in going:
        services.remove_member(member=each)
    words = ngettext("%(name)s is no longer noted here.", "%(count)s people are no longer noted here.", len(going))
    tell(request, words % {"name": found.contact.name, "count": len(going)}, undo=undo)
    return leave(request, default=NETWORK, network=found.network_id)


@require_POST
def member_bring_back(request: UserRequest, network: UUID) -> HttpResponse:
    """Put people back who were removed: the address says who, under which ids, and what was known of the first."""
    found = network_of(request, network)
    ids = dict(zip(read_ids(request.GET.getlist("contact")), read_ids(request.GET.getlist("member")), strict=False))
    form = MemberFactsForm(request.GET, today=timezone.localdate())
    people = list(Contact.objects.for_user(request.user).present().filter(pk__in=ids))
    if people and form.is_valid():
        for contact in people:
            services.bring_back_member(network=found, contact=contact, member_id=ids[contact.pk], facts=form.facts())
        tell(request, _("Noted here again."))
    return leave(request, default=NETWORK, network=network)


def _people(request: UserRequest, form: AddMembersForm, today: date) -> list[Contact]:
    """Return whom the form picked; whoever is new came into the user's life by a network."""
    names = form.cleaned_data["newcomers"]
    newcomers = [NewContact(name=name, origin=Origin.NETWORK) for name in names]
    added = add_contacts(owner=request.user, people=newcomers, today=today) if names else []
    return [*form.cleaned_data["contacts"], *added]


def _tell_added(request: UserRequest, network: Network, people: list[Contact], made: list[NetworkMember]) -> None:
    words = ngettext("%(name)s is noted in %(network)s.", "%(count)s people are noted in %(network)s.", len(people)) % {
        "name": people[0].name,
        "count": len(people),
        "network": network.name,
    }
    undo = ""
    if made:
        also = [member.pk for member in made[1:]]
        undo = undo_address(request, "networks:member-remove", member=made[0].pk, query={"also": also})
    tell(request, words, undo=undo)


def _undo_of(request: UserRequest, going: list[NetworkMember]) -> str:
    """Return where a POST puts them back; several were added in one go, and so are alike."""
    first = going[0]
    said = {name: value for name, value in MemberFactsForm.initial_of(first).items() if value}
    ids = {"contact": [each.contact_id for each in going], "member": [each.pk for each in going]}
    return undo_address(request, "networks:member-bring-back", network=first.network_id, query={**ids, **said})


def _members(request: UserRequest) -> Any:
    found = NetworkMember.objects.for_user(request.user).filter(network__deleted_at=None, contact__deleted_at=None)
    return found.select_related("network", "contact")


def _member_of(request: UserRequest, member: UUID) -> NetworkMember:
    found: NetworkMember = get_object_or_404(_members(request), pk=member)
    found.owner = request.user
    return found


def _show(request: UserRequest, form: MemberFactsForm, **context: Any) -> HttpResponse:
    return answer(request, FORM, {"form": form, **context}, part="sheet", status=422 if form.errors else 200)
