"""Addresses of networks, split by noun; the fixed words come before those that begin with an id."""

from networks.urls import board, checks, events, fits, members, memberships, merging, networks, research

app_name = "networks"
urlpatterns = [
    *board.urlpatterns,
    *fits.urlpatterns,
    *events.urlpatterns,
    *research.urlpatterns,
    *memberships.urlpatterns,
    *checks.urlpatterns,
    *members.urlpatterns,
    *merging.urlpatterns,
    *networks.urlpatterns,
]
