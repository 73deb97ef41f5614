"""What is known about a person, changed where it stands; and the fields that the user made."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import custom_fields, inplace, marks

urlpatterns: list[URLPattern] = [
    path("fields/", custom_fields.customfield_list, name="customfield-list"),
    path("fields/<uuid:pk>/", custom_fields.customfield_edit, name="customfield-edit"),
    path("fields/<uuid:pk>/move/", custom_fields.customfield_move, name="customfield-move"),
    path("fields/<uuid:pk>/delete/", custom_fields.customfield_delete, name="customfield-delete"),
    path("<uuid:pk>/details/<slug:detail>/", inplace.contact_field, name="contact-field"),
    path("<uuid:pk>/marks/<slug:mark>/", marks.contact_mark, name="contact-mark"),
    path("<uuid:pk>/heart/", marks.contact_heart, name="contact-heart"),
]
