"""The look back every quarter."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import reviews
from matching.wizards.review import CONDITIONS, STEPS, ReviewWizard

urlpatterns: list[URLPattern] = [
    path("review/", reviews.review_start, name="review"),
    path("review/put-off/", reviews.review_put_off, name="review-put-off"),
    path("review/put-off/<uuid:review>/undo/", reviews.put_off_undo, name="review-put-off-undo"),
    path(
        "review/wizard/<uuid:draft>/<slug:step>/",
        ReviewWizard.as_view(STEPS, url_name="matching:review-step", condition_dict=CONDITIONS),
        name="review-step",
    ),
    path("reviews/", reviews.review_list, name="review-list"),
    path("reviews/<uuid:review>/", reviews.review_detail, name="review-detail"),
]
