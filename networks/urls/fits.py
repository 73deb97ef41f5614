"""The fit: weights, how the score works, the comparison, and the networks of a goal."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import comparing, fits

urlpatterns: list[URLPattern] = [
    path("compare/", comparing.compare, name="compare"),
    path("score/", fits.fit_explained, name="fit-explained"),
    path("goals/<uuid:goal>/", fits.goal_panel, name="goal-panel"),
    path("goals/<uuid:goal>/weights/", fits.fit_weights, name="fit-weights"),
]
