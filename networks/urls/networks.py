"""Networks: entered, shown, changed, deleted."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import networks

urlpatterns: list[URLPattern] = [
    path("new/", networks.network_create, name="network-create"),
    path("<uuid:network>/", networks.network_detail, name="network-detail"),
]
