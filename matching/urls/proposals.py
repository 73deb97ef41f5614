"""People who could help with a goal, with reasons."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import proposals

_ONE = "goals/<uuid:goal>/proposals/<uuid:contact>/<slug:kind>"

urlpatterns: list[URLPattern] = [
    path("score/", proposals.score, name="score"),
    path("goals/<uuid:goal>/proposals/", proposals.proposals, name="proposals"),
    path("goals/<uuid:goal>/proposals/declined/", proposals.declined, name="proposals-declined"),
    path(f"{_ONE}/accept/", proposals.proposal_accept, name="proposal-accept"),
    path(f"{_ONE}/decline/", proposals.proposal_decline, name="proposal-decline"),
    path(f"{_ONE}/reconsider/", proposals.proposal_reconsider, name="proposal-reconsider"),
]
