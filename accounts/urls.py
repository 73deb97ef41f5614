"""Addresses of accounts: settings, deletion and the way back, language and theme, the sample account."""

from django.urls import path

from accounts.login_views import forget_pages
from accounts.views import account

app_name = "accounts"
urlpatterns = [
    path("", account.settings_page, name="settings"),
    path("delete/", forget_pages(account.delete), name="delete"),
    path("keep/", account.keep, name="keep"),
    path("keep/<str:token>/", account.keep_by_link, name="keep-by-link"),
    path("language/", account.language, name="language"),
    path("theme/", account.theme, name="theme"),
    path("sample/", account.sample, name="sample"),
]
