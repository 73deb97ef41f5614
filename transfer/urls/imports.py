"""Addresses of imports."""

from django.urls import path

from transfer.views import imports

urlpatterns = [
    path("import/", imports.import_list, name="import-list"),
    path("import/new/", imports.import_create, name="import-create"),
    path("import/<uuid:imported>/", imports.import_detail, name="import-detail"),
]
