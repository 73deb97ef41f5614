"""Addresses of restores."""

from django.urls import path

from transfer.views import restores

urlpatterns = [
    path("restore/", restores.restore_list, name="restore-list"),
    path("restore/new/", restores.restore_create, name="restore-create"),
    path("restore/<uuid:restore>/", restores.restore_detail, name="restore-detail"),
    path("restore/<uuid:restore>/accept/", restores.restore_accept, name="restore-accept"),
    path("restore/<uuid:restore>/discard/", restores.restore_discard, name="restore-discard"),
]
