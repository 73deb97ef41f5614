"""Networks: listed, entered, shown, changed, deleted."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import editing, listing, networks

urlpatterns: list[URLPattern] = [
    path("list/", listing.network_list, name="network-list"),
    path("several/", listing.network_several, name="network-several"),
    path("several/undo/", listing.several_undo, name="several-undo"),
    path("new/", editing.network_create, name="network-create"),
    path("<uuid:network>/", networks.network_detail, name="network-detail"),
    path("<uuid:network>/edit/", editing.network_edit, name="network-edit"),
    path("<uuid:network>/delete/", networks.network_delete, name="network-delete"),
    path("<uuid:network>/restore/", networks.network_restore, name="network-restore"),
]
