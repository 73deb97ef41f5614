"""Places to look for networks: kept, changed, watched, turned down, looked at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.views.answers import leave, tell
from networks.forms.research import LookForm, PlaceForm, SuggestionForm, WatchForm
from networks.models import Look, LookingPlace, Network
from networks.pages.research import place_row
from networks.queries.networks import known_names
from networks.services import looking_places as services
from networks.views.access import goal_of
from networks.words.looking import SEARCH_ENGINE_NAME
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

FORM, LOOK = "networks/looking_place_form.html", "networks/look_form.html"
RESEARCH = "networks:research"


@require_http_methods(["GET", "HEAD", "POST"])
def place_create(request: UserRequest, goal: UUID) -> HttpResponse:
    """Add a place of the user's own."""
    found = goal_of(request, goal)
    if request.method == "POST":
        services.lock_places(goal=found)
    form = PlaceForm(posted(request), goal=found, initial={"kind": LookingPlace.Kind.OTHER})
    if request.method == "POST" and form.is_valid():
        place = services.keep_place(goal=found, **form.cleaned_data, today=timezone.localdate())
        tell(request, _("On the list: %(place)s.") % {"place": place.text}, undo=_dismissed(request, place))
        return leave(request, default=RESEARCH, goal=goal)
    return answer(request, FORM, {"form": form, "goal": found}, part="sheet", status=422 if form.errors else 200)


@require_POST
def suggestion_keep(request: UserRequest, goal: UUID) -> HttpResponse:
    """Put a suggestion on the list."""
    found, form = goal_of(request, goal), SuggestionForm(request.POST)
    if not form.is_valid():
        return _nothing_said(request)
    place = services.keep_place(goal=found, **form.cleaned_data, today=timezone.localdate())
    undo = undo_address(request, "networks:suggestion-again", looking_place=place.pk)
    tell(request, _("On the list: %(place)s.") % {"place": place.text}, undo=undo)
    return leave(request, default=RESEARCH, goal=goal)


@require_POST
def suggestion_decline(request: UserRequest, goal: UUID) -> HttpResponse:
    """Turn a suggestion down for good."""
    found, form = goal_of(request, goal), SuggestionForm(request.POST)
    if not form.is_valid():
        return _nothing_said(request)
    place = services.turn_down_suggestion(goal=found, **form.cleaned_data, now=timezone.now())
    undo = undo_address(request, "networks:suggestion-again", looking_place=place.pk)
    tell(request, _("This is not suggested again."), undo=undo)
    return leave(request, default=RESEARCH, goal=goal)


@require_POST
def suggestion_again(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Take back that a suggestion was kept or turned down."""
    place = _place_of(request, looking_place)
    services.suggest_again(place=place)
    tell(request, _("It may be suggested again."))
    return leave(request, default=RESEARCH, goal=place.goal_id)


@require_http_methods(["GET", "HEAD", "POST"])
def place_edit(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Change a place, and see all looks there."""
    place = _place_of(request, looking_place)
    if request.method == "POST":
        services.lock_places(goal=place.goal)
    initial = {"kind": place.kind, "text": place.text, "url": place.url, "weeks": place.watched_weeks or ""}
    form = PlaceForm(posted(request), goal=place.goal, place=place, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_place(place=place, **form.cleaned_data, today=timezone.localdate())
        tell(request, _("Saved."))
        return leave(request, default=RESEARCH, goal=place.goal_id)
    context = {"form": form, "goal": place.goal, "place": place}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def place_watch(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Say how often to be asked about a place."""
    place, form = _place_of(request, looking_place), WatchForm(request.POST)
    if not form.is_valid():
        return _nothing_said(request)
    services.watch_place(place=place, weeks=form.cleaned_data["weeks"], today=timezone.localdate())
    tell(request, _("Saved."))
    return leave(request, default=RESEARCH, goal=place.goal_id)


@require_POST
def place_dismiss(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Take a place off the list."""
    place = services.dismiss_place(place=_place_of(request, looking_place), now=timezone.now())
    undo = undo_address(request, "networks:looking-place-restore", looking_place=place.pk)
    tell(request, _("Off the list: %(place)s.") % {"place": place.text}, undo=undo)
    return leave(request, default=RESEARCH, goal=place.goal_id)


@require_POST
def place_restore(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Put it back."""
    place = services.restore_place(place=_place_of(request, looking_place))
    tell(request, _("As before."))
    return leave(request, default=RESEARCH, goal=place.goal_id)


@require_http_methods(["GET", "HEAD", "POST"])
def look_create(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Note that one looked, and what it brought."""
    place, today = _place_of(request, looking_place), timezone.localdate()
    form = LookForm(posted(request), today=today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        looked = services.note_look(
            place=place, on=said["looked_on"], brought=said["brought"], network_name=said["network"], today=today
        )
        query = {"made": looked.made} if looked.made else {}
        undo = undo_address(request, "networks:look-delete", query=query, look=looked.look.pk)
        tell(request, _("Noted: %(place)s.") % {"place": place.text}, undo=undo)
        return leave(request, default=RESEARCH, goal=place.goal_id)
    context = {
        "form": form,
        "goal": place.goal,
        "row": place_row(place, today),
        "names": known_names(request.user),
        "search_engine": SEARCH_ENGINE_NAME,
    }
    return answer(request, LOOK, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def look_delete(request: UserRequest, look: UUID) -> HttpResponse:
    """Take a look back, and the network that it made, as the address says."""
    looks = Look.objects.for_user(request.user).select_related("place")
    found = get_object_or_404(looks, pk=look)
    found.owner = request.user
    place_id, goal_id = found.place_id, found.place.goal_id
    query = {"on": found.looked_on, "brought": found.brought, "network": found.network_id or ""}
    made = read_id(request.GET.get("made", ""))
    services.remove_look(look=found, made=made, now=timezone.now())
    # Taking back what was just noted is the end of it.
    undo = undo_address(request, "networks:look-again", query=query, looking_place=place_id)
    tell(request, _("The look is forgotten."), undo="" if made else undo)
    return leave(request, default=RESEARCH, goal=goal_id)


@require_POST
def look_again(request: UserRequest, looking_place: UUID) -> HttpResponse:
    """Put a look back, as the address says."""
    place = _place_of(request, looking_place)
    said = {"looked_on": request.GET.get("on", ""), "brought": request.GET.get("brought", "")}
    form = LookForm(said, today=timezone.localdate())
    if not form.is_valid():
        return _nothing_said(request)
    network_id = read_id(request.GET.get("network", ""))
    network = Network.objects.for_user(request.user).filter(pk=network_id).first() if network_id else None
    services.restore_look(
        place=place, on=form.cleaned_data["looked_on"], brought=form.cleaned_data["brought"], network=network
    )
    tell(request, _("As before."))
    return leave(request, default=RESEARCH, goal=place.goal_id)


def _place_of(request: UserRequest, pk: UUID) -> LookingPlace:
    places = LookingPlace.objects.for_user(request.user).select_related("goal").prefetch_related("looks__network")
    place = get_object_or_404(places, pk=pk)
    place.owner = request.user
    place.goal.owner = request.user
    return place


def _dismissed(request: UserRequest, place: LookingPlace) -> str:
    return undo_address(request, "networks:looking-place-dismiss", looking_place=place.pk)


def _nothing_said(request: UserRequest) -> HttpResponse:
    """Answer a button that said nothing sensible: an old page, or somebody who plays with it."""
    return answer(request, "networks/research_refused.html", {}, status=422)
