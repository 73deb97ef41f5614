"""Research for a goal: whom to ask, and where to look; what is due in networks."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import agenda, inquiries, looking_places, research

urlpatterns: list[URLPattern] = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("research/", research.research_start, name="research-start"),
    path("research/<uuid:goal>/", research.research, name="research"),
    path("research/<uuid:goal>/people/new/", inquiries.inquiry_create, name="inquiry-create"),
    path("research/<uuid:goal>/people/<uuid:contact>/", inquiries.inquiry_ask, name="inquiry-ask"),
    path("research/<uuid:goal>/people/<uuid:contact>/decline/", inquiries.inquiry_decline, name="inquiry-decline"),
    path(
        "research/<uuid:goal>/people/<uuid:contact>/reconsider/",
        inquiries.inquiry_reconsider,
        name="inquiry-reconsider",
    ),
    path("research/<uuid:goal>/people/<uuid:contact>/again/", inquiries.inquiry_again, name="inquiry-again"),
    path("research/<uuid:goal>/places/new/", looking_places.place_create, name="looking-place-create"),
    path("research/<uuid:goal>/places/keep/", looking_places.suggestion_keep, name="suggestion-keep"),
    path("research/<uuid:goal>/places/decline/", looking_places.suggestion_decline, name="suggestion-decline"),
    path("inquiries/<uuid:inquiry>/answer/", inquiries.inquiry_answer, name="inquiry-answer"),
    path("inquiries/<uuid:inquiry>/reopen/", inquiries.inquiry_reopen, name="inquiry-reopen"),
    path("inquiries/<uuid:inquiry>/delete/", inquiries.inquiry_delete, name="inquiry-delete"),
    path("places/<uuid:looking_place>/", looking_places.place_edit, name="looking-place-edit"),
    path("places/<uuid:looking_place>/again/", looking_places.suggestion_again, name="suggestion-again"),
    path("places/<uuid:looking_place>/watch/", looking_places.place_watch, name="looking-place-watch"),
    path("places/<uuid:looking_place>/dismiss/", looking_places.place_dismiss, name="looking-place-dismiss"),
    path("places/<uuid:looking_place>/restore/", looking_places.place_restore, name="looking-place-restore"),
    path("places/<uuid:looking_place>/look/", looking_places.look_create, name="look-create"),
    path("places/<uuid:looking_place>/look/again/", looking_places.look_again, name="look-again"),
    path("looks/<uuid:look>/delete/", looking_places.look_delete, name="look-delete"),
]
