"""Tags and saved views."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import saved_views, tags

urlpatterns: list[URLPattern] = [
    path("tags/", tags.tag_list, name="tag-list"),
    path("tags/<uuid:pk>/rename/", tags.tag_rename, name="tag-rename"),
    path("tags/<uuid:pk>/delete/", tags.tag_delete, name="tag-delete"),
    path("tags/<uuid:pk>/restore/", tags.tag_restore, name="tag-restore"),
    path("views/new/", saved_views.view_create, name="view-create"),
    path("views/<uuid:pk>/", saved_views.view_show, name="view-show"),
    path("views/<uuid:pk>/rename/", saved_views.view_rename, name="view-rename"),
    path("views/<uuid:pk>/change/", saved_views.view_change, name="view-change"),
    path("views/<uuid:pk>/delete/", saved_views.view_delete, name="view-delete"),
    path("views/<uuid:pk>/restore/", saved_views.view_restore, name="view-restore"),
]
