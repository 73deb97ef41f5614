"""Ties between contacts."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import tie_suggestions, ties

_PAIR = "ties/suggestions/<uuid:pk>/<uuid:other>"
urlpatterns: list[URLPattern] = [
    path("ties/suggestions/", tie_suggestions.tie_suggestions, name="tie-suggestions"),
    path(f"{_PAIR}/accept/", tie_suggestions.tie_accept, name="acquaintance-accept"),
    path(f"{_PAIR}/decline/", tie_suggestions.tie_decline, name="acquaintance-decline"),
    path(f"{_PAIR}/reconsider/", tie_suggestions.tie_reconsider, name="acquaintance-reconsider"),
    path("ties/<uuid:pk>/", ties.tie_edit, name="tie-edit"),
    path("ties/<uuid:pk>/delete/", ties.tie_delete, name="tie-delete"),
    path("<uuid:pk>/ties/", ties.contact_ties, name="contact-ties"),
    path("<uuid:pk>/ties/new/", ties.tie_create, name="tie-create"),
    path("<uuid:pk>/ties/again/", ties.tie_again, name="tie-again"),
]
