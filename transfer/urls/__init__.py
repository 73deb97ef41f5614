"""Addresses of transfer, split by noun."""

from transfer.urls import columns, exports, imports, restores, rights

app_name = "transfer"
urlpatterns = [
    *imports.urlpatterns,
    *columns.urlpatterns,
    *exports.urlpatterns,
    *restores.urlpatterns,
    *rights.urlpatterns,
]
