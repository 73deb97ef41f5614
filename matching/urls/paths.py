"""Who could introduce one to whom."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import path_requests, paths

urlpatterns: list[URLPattern] = [
    path("paths/", paths.paths, name="paths"),
    path("paths/names/", paths.path_names, name="path-names"),
    path("paths/<uuid:contact>/", path_requests.path_request, name="path-request"),
    path("paths/<uuid:contact>/plan/", path_requests.path_plan, name="path-plan"),
    path("paths/<uuid:contact>/asked/", path_requests.path_asked, name="path-asked"),
]
