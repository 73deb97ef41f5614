"""The yearly question: stay, give more, or leave, with the facts on one page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.views.answers import leave, tell
from networks.forms.membership import ReviewForm
from networks.models import GivingIdea, MembershipReview
from networks.pages.brought import brought_page
from networks.pages.memberships import membership_words
from networks.services.reviews import AnsweredReview, answer_review, take_back_review
from networks.views.access import NETWORK
from networks.views.membership_access import fetch_membership
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

PAGE = "networks/membership_review.html"
LEAVE = MembershipReview.Decision.LEAVE


@require_http_methods(["GET", "HEAD", "POST"])
def membership_review(request: UserRequest, membership: UUID) -> HttpResponse:
    """Ask once a year whether one stays, gives more, or leaves; who leaves is led on to do it."""
    found, today = fetch_membership(request, membership), timezone.localdate()
    form = ReviewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answered = answer_review(membership=found, on=today, **form.cleaned_data)
        tell(request, _said(answered), undo=_undo(request, answered))
        if answered.review.decision == LEAVE:
            return redirect("networks:membership-leave", network=found.network_id)
        return leave(request, default=NETWORK, network=found.network_id)
    ideas = GivingIdea.objects.for_user(request.user).present().filter(network=found.network_id, exchange=None)
    context = {**membership_words(found, today), "page": brought_page(request.user, found, today)}
    context |= {"form": form, "ideas": ideas, "choices": _choices(form)}
    return answer(request, PAGE, context, status=422 if form.errors else 200)


@require_POST
def review_undo(request: UserRequest, review: UUID) -> HttpResponse:
    """Take an answer back, so that the question waits again."""
    reviews = MembershipReview.objects.for_user(request.user).filter(membership__network__deleted_at=None)
    found = get_object_or_404(reviews.select_related("membership"), pk=review)
    found.owner = request.user
    network = found.membership.network_id
    ideas = GivingIdea.objects.for_user(request.user).present().filter(network=network)
    ideas = ideas.select_related("network", "exchange")
    idea_id = read_id(request.GET.get("idea", ""))
    idea = ideas.filter(pk=idea_id).first() if idea_id else None
    if idea is not None:
        idea.owner = idea.network.owner = request.user
    take_back_review(review=found, idea=idea, is_new=bool(request.GET.get("new")))
    tell(request, _("The answer is taken back."))
    return leave(request, default=NETWORK, network=network)


def _choices(form: ReviewForm) -> list[dict[str, object]]:
    texts = {
        MembershipReview.Decision.STAY: _("It is worth it as it is."),
        MembershipReview.Decision.GIVE_MORE: _("Whoever gives is seen, and gets more out of it."),
        LEAVE: _("Time and money go elsewhere; you choose with whom to keep in touch."),
    }
    chosen = form["decision"].value()
    return [
        {"value": value, "label": label, "text": texts[MembershipReview.Decision(value)], "is_checked": value == chosen}
        for value, label in MembershipReview.Decision.choices
    ]


def _said(answered: AnsweredReview) -> str:
    match MembershipReview.Decision(answered.review.decision):
        case MembershipReview.Decision.STAY:
            return _("You stay. The question comes again in a year.")
        case MembershipReview.Decision.GIVE_MORE:
            return _("It is noted as a promise. The question comes again in a year.")
        case MembershipReview.Decision.LEAVE:
            return _("You want to leave. Here is what that takes.")


def _undo(request: UserRequest, answered: AnsweredReview) -> str:
    idea = {"idea": answered.promised.pk, "new": "1" if answered.is_new else ""} if answered.promised else {}
    return undo_address(request, "networks:review-undo", query=idea, review=answered.review.pk)
