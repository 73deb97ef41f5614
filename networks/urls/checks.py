"""The check wizard, earlier checks, and what one could give."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import checks, ideas, verdicts
from networks.wizards import STEPS, CheckWizard

urlpatterns: list[URLPattern] = [
    path(
        "checks/wizard/<uuid:draft>/<slug:step>/",
        CheckWizard.as_view(STEPS, url_name="networks:check-step"),
        name="check-step",
    ),
    path("checks/<uuid:check>/", checks.check_detail, name="check-detail"),
    path("checks/<uuid:check>/verdict/", verdicts.check_verdict, name="check-verdict"),
    path("ideas/<uuid:idea>/remove/", ideas.idea_remove, name="idea-remove"),
    path("ideas/<uuid:idea>/promise/", ideas.idea_promise, name="idea-promise"),
    path("ideas/<uuid:idea>/unpromise/", ideas.idea_unpromise, name="idea-unpromise"),
    path("ideas/<uuid:idea>/restore/", ideas.idea_restore, name="idea-restore"),
    path("<uuid:network>/check/", checks.check_start, name="check-start"),
    path("<uuid:network>/check/drop/", checks.check_drop, name="check-drop"),
    path("<uuid:network>/ideas/", ideas.idea_add, name="idea-add"),
]
