"""What is missing for a goal, and how it developed."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import development, gaps, holders

urlpatterns: list[URLPattern] = [
    path("goals/<uuid:goal>/gaps/", gaps.gap_list, name="gaps"),
    path("goals/<uuid:goal>/gaps/panel/", gaps.gap_panel, name="gap-panel"),
    path("goals/<uuid:goal>/gap/", gaps.gap_detail, name="gap"),
    path("goals/<uuid:goal>/development/", development.development, name="development"),
    path("goals/<uuid:goal>/holders/add/", holders.holder_add, name="holder-add"),
    path("goals/<uuid:goal>/holders/undo/", holders.holder_undo, name="holder-undo"),
    path("goals/<uuid:goal>/holders/bring-back/", holders.holder_bring_back, name="holder-bring-back"),
    path("holders/<uuid:holder>/remove/", holders.holder_remove, name="holder-remove"),
]
