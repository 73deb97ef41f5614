"""People: the list, one of them, and what one does with them."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import actions, detail, editing, listing

urlpatterns: list[URLPattern] = [
    path("", listing.contact_list, name="contact-list"),
    path("new/", editing.contact_create, name="contact-create"),
    path("<uuid:pk>/", detail.contact_detail, name="contact-detail"),
    path("<uuid:pk>/place/", editing.contact_place, name="contact-place"),
    path("<uuid:pk>/touch/", actions.contact_touch, name="contact-touch"),
    path("<uuid:pk>/snooze/", actions.contact_snooze, name="contact-snooze"),
    path("<uuid:pk>/rest/", actions.contact_rest, name="contact-rest"),
    path("<uuid:pk>/wake/", actions.contact_wake, name="contact-wake"),
    path("<uuid:pk>/archive/", actions.contact_archive, name="contact-archive"),
    path("<uuid:pk>/unarchive/", actions.contact_unarchive, name="contact-unarchive"),
    path("<uuid:pk>/delete/", actions.contact_delete, name="contact-delete"),
    path("<uuid:pk>/restore/", actions.contact_restore, name="contact-restore"),
]
