"""Changes of many people, and the bin."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import bin as bin_views
from contacts.views import bulk

urlpatterns: list[URLPattern] = [
    path("bulk/", bulk.bulk_list, name="bulk-list"),
    path("bulk/new/", bulk.bulk_create, name="bulk-create"),
    path("bulk/<uuid:pk>/", bulk.bulk_detail, name="bulk-detail"),
    path("bulk/<uuid:pk>/undo/", bulk.bulk_undo, name="bulk-undo"),
    path("bulk/<uuid:pk>/settle/", bulk.bulk_settle, name="bulk-settle"),
    path("bin/", bin_views.bin_list, name="bin"),
    path("bin/restore/", bin_views.bin_restore, name="bin-restore"),
    path("bin/empty/", bin_views.bin_empty, name="bin-empty"),
]
