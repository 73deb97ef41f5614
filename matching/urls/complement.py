"""The complement wizard of a goal, and how to approach one person."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import approach_panels, complement
from matching.wizards.complement import STEPS, ComplementWizard

urlpatterns: list[URLPattern] = [
    path(
        "complement/<uuid:draft>/<slug:step>/",
        ComplementWizard.as_view(STEPS, url_name="matching:complement-step"),
        name="complement-step",
    ),
    path("contacts/<uuid:contact>/", approach_panels.contact_panel, name="contact-panel"),
    path("goals/<uuid:goal>/complement/", complement.complement, name="complement"),
    path("goals/<uuid:goal>/approaches/", approach_panels.goal_panel, name="approach-panel"),
    path("goals/<uuid:goal>/contacts/<uuid:contact>/approach/", complement.approach_edit, name="approach-edit"),
]
