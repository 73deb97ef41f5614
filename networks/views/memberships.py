"""The user's own membership: entered, changed, what it brought, stayed in."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.views.answers import done, leave, tell
from contacts.wording import day_words
from networks.forms.membership import MembershipForm
from networks.models import Membership, MembershipReview, Network
from networks.pages.brought import brought_page
from networks.pages.memberships import membership_words
from networks.queries.memberships import cancellation_of, last_reviews
from networks.rules.reviewing import is_review_due
from networks.services.memberships import begin_membership, change_membership, settle_notice
from networks.views.access import NETWORK, network_of
from networks.views.membership_access import fetch_membership, membership_in
from networks.words.memberships import cost_words, leaving_words
from networks.words.money import fee_words
from netzwerk.core.answers import answer
from netzwerk.core.days import read_day
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

FORM, DETAIL = "networks/membership_form.html", "networks/membership_detail.html"


@require_http_methods(["GET", "HEAD", "POST"])
def membership_edit(request: UserRequest, network: UUID) -> HttpResponse:
    """Say since when one is a member and what is agreed; htmx asks what date follows from what is typed so far."""
    found, today = network_of(request, network), timezone.localdate()
    membership = membership_in(request, found)
    if membership is None and not found.is_active:
        # Joining has its own way, which asks what one could give.
        return redirect("networks:network-move", network=found.pk)
    data = request.GET if request.htmx and "term" in request.GET else posted(request)
    form = MembershipForm(data, today=today, initial=MembershipForm.initial_of(membership))
    if request.method == "POST" and form.is_valid():
        kept = membership or begin_membership(network=found, since_on=today)
        change_membership(membership=kept, details=form.details())
        tell(request, _("Saved. %(when)s") % {"when": leaving_words(kept, today)})
        return leave(request, default=NETWORK, network=found.pk)
    context = {"form": form, "network": found, "membership": membership, "fee": fee_words(found)}
    context["when"] = _preview(form, membership, today)
    status = 422 if request.method == "POST" else 200
    return answer(request, FORM, context, part="when" if request.method == "GET" else "", status=status)


@require_safe
def membership_detail(request: UserRequest, membership: UUID) -> HttpResponse:
    """Show what a membership brought, and what was answered to the yearly question."""
    found, today = fetch_membership(request, membership), timezone.localdate()
    reviews = MembershipReview.objects.for_user(request.user).filter(membership=found)
    context = {**membership_words(found, today), "reviews": reviews, "page": brought_page(request.user, found, today)}
    return answer(request, DETAIL, context)


@require_POST
def notice_settle(request: UserRequest, membership: UUID) -> HttpResponse:
    """Stay beyond the next last day to give notice; `by` is the one that the user saw, and a past one is over."""
    found, today = fetch_membership(request, membership), timezone.localdate()
    chance = cancellation_of(found, today)
    seen = read_day(request.POST.get("by", ""))
    if chance is None or (seen is not None and seen < chance.give_notice_by):
        tell(request, _("There is nothing to decide at the moment."))
        return done(request, default=NETWORK, network=found.network_id)
    before = found.notice_settled_for
    settle_notice(membership=found, give_notice_by=chance.give_notice_by)
    undo = undo_address(request, "networks:notice-unsettle", query={"before": before or ""}, membership=found.pk)
    text = _("You stay. Nobody reminds you of %(day)s any more.") % {"day": day_words(chance.give_notice_by)}
    tell(request, text, undo=undo)
    return done(request, default=NETWORK, network=found.network_id)


@require_POST
def notice_unsettle(request: UserRequest, membership: UUID) -> HttpResponse:
    """Take that back."""
    found = fetch_membership(request, membership)
    settle_notice(membership=found, give_notice_by=read_day(request.GET.get("before", "")))
    tell(request, _("You will be reminded again."))
    return leave(request, default=NETWORK, network=found.network_id)


def load_membership(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return what the section shows; two queries."""
    membership = membership_in(request, network)
    if membership is None:
        return {"membership": None, "cost": cost_words(network)} if network.is_active else None
    reviewed_on = last_reviews(request.user, [membership]).get(membership.pk)
    words = membership_words(membership, today)
    is_open = membership.left_on is None and network.is_active
    asks_review = is_open and is_review_due(membership.since_on, reviewed_on, today)
    return {**words, "reviewed_on": reviewed_on, "asks_review": asks_review, "is_open": is_open}


def _preview(form: MembershipForm, membership: Membership | None, today: date) -> str:
    """Say which date follows from the form as it is filled in; nothing where something is missing."""
    if not form.is_bound:
        return leaving_words(membership, today) if membership else ""
    if not form.is_valid():
        return ""
    details = form.details()
    draft = Membership(
        since_on=details.since_on,
        term_starts_on=details.term_starts_on,
        term_months=details.term_months,
        notice_count=details.notice_count,
        notice_unit=details.notice_unit,
    )
    return leaving_words(draft, today)
