"""Addresses of what the columns of a table mean."""

from django.urls import path

from transfer.views import columns

urlpatterns = [
    path("import/<uuid:imported>/columns/<int:place>/", columns.import_columns, name="import-columns"),
]
