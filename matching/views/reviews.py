"""The review: begun or gone on with, put off, looked at later."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.views.answers import leave, tell
from contacts.wording import day_words
from matching.models import Review
from matching.pages.reviews import review_lines, review_page
from matching.queries.reviews import begun_review, standing_of
from matching.rules.reviewing import PUT_OFFS, looks_back_to
from matching.services.reviews import begin_review, put_off_review, take_back_put_off
from matching.wizards.review import STEPS, draft_url, is_asked
from matching.wizards.review_room import ReviewRoom
from matching.words.review_steps import MINUTES, TEXTS
from matching.words.reviews import PUT_OFF_LABELS
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest

PAGE_SIZE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def review_start(request: UserRequest) -> HttpResponse:
    """Say what a review is; the button begins it or goes on with the one that was begun, at `step`."""
    today, now = timezone.localdate(), timezone.now()
    if request.method == "POST":
        draft = begin_review(owner=request.user, step=_steps(request)[0], now=now)
        return redirect(draft_url(draft, request.GET.get("step", "")))
    standing = standing_of(request.user)
    context = {
        "standing": standing,
        "is_due": standing.is_due(today),
        "since": looks_back_to(standing.last_on, today),
        "draft": begun_review(request.user, now),
        "parts": [{"label": TEXTS[step].label, "minutes": MINUTES[step]} for step in _steps(request)],
        "put_offs": [{"span": span, "label": PUT_OFF_LABELS[span]} for span in PUT_OFFS],
    }
    return answer(request, "matching/review_start.html", context)


@require_POST
def review_put_off(request: UserRequest) -> HttpResponse:
    """Ask again later; `span` says when."""
    span = request.POST.get("span", "")
    if span not in PUT_OFFS:
        tell(request, _("Say until when."))
        return leave(request, default="matching:review")
    review = put_off_review(owner=request.user, span=span, today=timezone.localdate())
    assert review.put_off_until
    undo = reverse("matching:review-put-off-undo", args=[review.pk])
    day = day_words(review.put_off_until)
    tell(request, _("The review waits until %(day)s.") % {"day": day}, undo=undo)
    return leave(request, default="matching:review")


@require_POST
def put_off_undo(request: UserRequest, review: UUID) -> HttpResponse:
    """Let the review be due as it was."""
    found = get_object_or_404(Review.objects.for_user(request.user).filter(finished_on=None), pk=review)
    found.owner = request.user
    take_back_put_off(review=found)
    tell(request, _("As before."))
    return leave(request, default="matching:review")


@require_safe
def review_list(request: UserRequest) -> HttpResponse:
    """Show all reviews, the newest first, page by page."""
    lines = review_lines(request.user, after=_after(request), limit=PAGE_SIZE + 1)
    shown = lines[:PAGE_SIZE]
    next_url = f"{request.path}?after={shown[-1].review.pk}" if len(lines) > PAGE_SIZE else ""
    context = {"lines": shown, "next_url": next_url, "standing": standing_of(request.user)}
    return answer(request, "matching/review_list.html", context, part="rows")


@require_safe
def review_detail(request: UserRequest, review: UUID) -> HttpResponse:
    """Show a review: what was said, the figures against the one before, and what became of the plan."""
    found = get_object_or_404(Review.objects.for_user(request.user).finished(), pk=review)
    page = review_page(request.user, found, timezone.localdate())
    return answer(request, "matching/review_detail.html", {"review": found, "page": page})


def _steps(request: UserRequest) -> list[str]:
    """Return the steps about which there is something to ask."""
    room = ReviewRoom(request.user, timezone.localdate())
    return [step for step, _form in STEPS if is_asked(step, room)]


def _after(request: UserRequest) -> Review | None:
    asked = request.GET.get("after", "")
    if not asked:
        return None
    return get_object_or_404(Review.objects.for_user(request.user).finished(), pk=read_id(asked) or UUID(int=0))
