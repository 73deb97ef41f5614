"""Addresses of contacts, split by noun; the fixed words come before those that begin with an id."""

from contacts.urls import (
    bulk,
    details,
    exchanges,
    merging,
    missing,
    moments,
    organisations,
    people,
    photos,
    searching,
    ties,
    views,
)

app_name = "contacts"
urlpatterns = [
    *searching.urlpatterns,
    *views.urlpatterns,
    *bulk.urlpatterns,
    *merging.urlpatterns,
    *organisations.urlpatterns,
    *exchanges.urlpatterns,
    *ties.urlpatterns,
    *moments.urlpatterns,
    *missing.urlpatterns,
    *photos.urlpatterns,
    *details.urlpatterns,
    *people.urlpatterns,
]
