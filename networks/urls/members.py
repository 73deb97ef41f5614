"""Members of a network, and the moments and exchanges there."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import happenings, members, panel

urlpatterns: list[URLPattern] = [
    path("contacts/<uuid:contact>/", panel.contact_panel, name="contact-panel"),
    path("contacts/<uuid:contact>/join/", panel.contact_join, name="contact-join"),
    path("members/<uuid:member>/", members.member_edit, name="member-edit"),
    path("members/<uuid:member>/remove/", members.member_remove, name="member-remove"),
    path("<uuid:network>/members/", members.member_list, name="member-list"),
    path("<uuid:network>/members/new/", members.member_add, name="member-add"),
    path("<uuid:network>/members/back/", members.member_bring_back, name="member-bring-back"),
    path("<uuid:network>/happenings/", happenings.happening_list, name="happening-list"),
]
