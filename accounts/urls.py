"""Addresses of accounts: settings, deletion, language and theme, the sample account."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.settings_page, name="settings"),
    path("delete/", views.delete, name="delete"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("sample/", views.sample, name="sample"),
]
