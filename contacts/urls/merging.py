"""Pairs that may be the same person, and merging them."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import duplicates, merging

urlpatterns: list[URLPattern] = [
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("duplicates/look/", duplicates.duplicate_look, name="duplicate-look"),
    path("duplicates/status/", duplicates.duplicate_status, name="duplicate-status"),
    path("duplicates/<uuid:pk>/decline/", duplicates.duplicate_decline, name="duplicate-decline"),
    path("duplicates/declined/<uuid:pk>/reconsider/", duplicates.duplicate_reconsider, name="duplicate-reconsider"),
    path("merge/", merging.merge, name="merge"),
    path("merge/chosen/", merging.merge_chosen, name="merge-chosen"),
    path("merges/", merging.merge_list, name="merge-list"),
    path("merges/<uuid:pk>/undo/", merging.merge_undo, name="merge-undo"),
    path("<uuid:pk>/merge/", merging.merge_pick, name="contact-merge"),
]
