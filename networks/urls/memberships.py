"""Memberships, their cost, the yearly question, leaving, and the balance."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import balance, leaving, membership_facts, membership_reviews, memberships

MEMBERSHIP = "memberships/<uuid:membership>/"

urlpatterns: list[URLPattern] = [
    path("balance/", balance.balance, name="balance"),
    path(MEMBERSHIP, memberships.membership_detail, name="membership-detail"),
    path(f"{MEMBERSHIP}review/", membership_reviews.membership_review, name="membership-review"),
    path("reviews/<uuid:review>/undo/", membership_reviews.review_undo, name="review-undo"),
    path(f"{MEMBERSHIP}stay/", memberships.notice_settle, name="notice-settle"),
    path(f"{MEMBERSHIP}stay/undo/", memberships.notice_unsettle, name="notice-unsettle"),
    path(f"{MEMBERSHIP}return/", leaving.membership_return, name="membership-return"),
    path("<uuid:network>/membership/", memberships.membership_edit, name="membership-edit"),
    path("<uuid:network>/leave/", leaving.membership_leave, name="membership-leave"),
    path("<uuid:network>/sphere/", balance.network_sphere, name="network-sphere"),
    path("<uuid:network>/brought/<slug:fact>/", membership_facts.network_facts, name="network-facts"),
]
