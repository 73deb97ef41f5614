"""Organisations, positions at them, and the fields that the user made."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import custom_fields, organisation_editing, organisations

urlpatterns: list[URLPattern] = [
    path("organisations/", organisations.organisation_list, name="organisation-list"),
    path("organisations/names/", organisations.organisation_suggestions, name="organisation-names"),
    path("organisations/industries/", organisations.industry_suggestions, name="industry-names"),
    path("organisations/<uuid:pk>/", organisations.organisation_detail, name="organisation-detail"),
    path("organisations/<uuid:pk>/edit/", organisation_editing.organisation_edit, name="organisation-edit"),
    path("organisations/<uuid:pk>/delete/", organisations.organisation_delete, name="organisation-delete"),
    path("fields/", custom_fields.customfield_list, name="customfield-list"),
    path("fields/<uuid:pk>/", custom_fields.customfield_edit, name="customfield-edit"),
    path("fields/<uuid:pk>/move/", custom_fields.customfield_move, name="customfield-move"),
    path("fields/<uuid:pk>/delete/", custom_fields.customfield_delete, name="customfield-delete"),
]
