"""Meetings, and whom one wants to meet and has met there."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import events, met, occurrences, wanted

_DATE = "events/<uuid:event>/<str:day>"
_PERSON = f"{_DATE}/wanted/<uuid:contact>"
urlpatterns: list[URLPattern] = [
    path("events/", events.event_list, name="event-list"),
    path("events/new/", events.event_choose, name="event-choose"),
    path("<uuid:network>/events/new/", events.event_create, name="event-create"),
    path("events/<uuid:event>/edit/", events.event_edit, name="event-edit"),
    path("events/<uuid:event>/delete/", events.event_delete, name="event-delete"),
    path("events/<uuid:event>/restore/", events.event_restore, name="event-restore"),
    path(f"{_DATE}/", occurrences.occurrence, name="occurrence"),
    path(f"{_DATE}/edit/", occurrences.occurrence_edit, name="occurrence-edit"),
    path(f"{_DATE}/call-off/", occurrences.occurrence_call_off, name="occurrence-call-off"),
    path(f"{_DATE}/absent/", occurrences.occurrence_absent, name="occurrence-absent"),
    path(f"{_DATE}/calendar.ics", occurrences.occurrence_calendar, name="occurrence-calendar"),
    path(f"{_DATE}/sheet/", occurrences.occurrence_sheet, name="occurrence-sheet"),
    path(f"{_DATE}/met/", met.occurrence_met, name="occurrence-met"),
    path(f"{_DATE}/met/undo/", met.occurrence_unmet, name="occurrence-unmet"),
    path(f"{_DATE}/wanted/", wanted.occurrence_want, name="occurrence-want"),
    path(f"{_PERSON}/add/", wanted.wanted_add, name="wanted-add"),
    path(f"{_PERSON}/decline/", wanted.wanted_decline, name="wanted-decline"),
    path(f"{_PERSON}/remove/", wanted.wanted_remove, name="wanted-remove"),
]
