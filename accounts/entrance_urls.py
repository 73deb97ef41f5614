"""Addresses of other ways in: invitations, and accounts elsewhere."""

from django.urls import path

from accounts.views import invitations

urlpatterns = [
    path("invited/<str:token>/", invitations.invited, name="account_invited"),
]
