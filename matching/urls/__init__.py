"""Addresses of matching, split by noun; the fixed words come before those that begin with an id."""

from matching.urls import complement, gaps, home, paths, proposals, review, reviving

app_name = "matching"
urlpatterns = [
    *home.urlpatterns,
    *paths.urlpatterns,
    *reviving.urlpatterns,
    *review.urlpatterns,
    *complement.urlpatterns,
    *gaps.urlpatterns,
    *proposals.urlpatterns,
]
