"""Addresses of accounts: settings, deletion and the way back, language and theme, the sample account."""

from django.urls import path

from accounts import views
from accounts.login_views import forget_pages

app_name = "accounts"
urlpatterns = [
    path("", views.settings_page, name="settings"),
    path("delete/", forget_pages(views.delete), name="delete"),
    path("keep/", views.keep, name="keep"),
    path("keep/<str:token>/", views.keep_by_link, name="keep-by-link"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("sample/", views.sample, name="sample"),
]
