"""Organisations: the list, one of them, and what completes itself from them."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import organisation_editing, organisations

urlpatterns: list[URLPattern] = [
    path("organisations/", organisations.organisation_list, name="organisation-list"),
    path("organisations/names/", organisations.organisation_suggestions, name="organisation-names"),
    path("organisations/industries/", organisations.industry_suggestions, name="industry-names"),
    path("organisations/<uuid:pk>/", organisations.organisation_detail, name="organisation-detail"),
    path("organisations/<uuid:pk>/edit/", organisation_editing.organisation_edit, name="organisation-edit"),
    path("organisations/<uuid:pk>/delete/", organisations.organisation_delete, name="organisation-delete"),
]
