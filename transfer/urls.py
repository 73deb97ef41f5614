"""Addresses of transfer."""

from django.urls import path

from transfer import views

app_name = "transfer"
urlpatterns = [
    path("", views.import_list, name="import-list"),
    path("new/", views.import_create, name="import-create"),
    path("<uuid:pk>/", views.import_detail, name="import-detail"),
    path("<uuid:pk>/cards/<int:number>/", views.import_card, name="import-card"),
]
