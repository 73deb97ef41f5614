"""Addresses of exports."""

from django.urls import URLPattern, path

from transfer.views import exports

urlpatterns: list[URLPattern] = [
    path("export/", exports.export_list, name="export-list"),
    path("export/new/", exports.export_create, name="export-create"),
    path("export/people/<uuid:contact>/", exports.contact_card, name="contact-card"),
    path("export/<uuid:export>/", exports.export_detail, name="export-detail"),
    path("export/<uuid:export>/file/", exports.export_file, name="export-file"),
    path("export/<uuid:export>/discard/", exports.export_discard, name="export-discard"),
]
