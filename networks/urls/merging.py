"""Two networks that are one, and two again."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import merging

urlpatterns: list[URLPattern] = [
    path("merges/<uuid:merge>/undo/", merging.network_merge_undo, name="network-merge-undo"),
    path("<uuid:network>/merge/", merging.network_merge, name="network-merge"),
    path("<uuid:network>/merge/<uuid:absorbed>/", merging.network_merge_with, name="network-merge-with"),
]
