"""Addresses of accounts: settings, deletion and the way back, language and theme, the sample account."""

from django.urls import path

from accounts.login_views import asks_who_it_is, forget_pages
from accounts.views import account, app_passwords, devices

app_name = "accounts"
urlpatterns = [
    path("", account.settings_page, name="settings"),
    path("delete/", forget_pages(asks_who_it_is(account.delete)), name="delete"),
    path("keep/", account.keep, name="keep"),
    path("keep/<str:token>/", account.keep_by_link, name="keep-by-link"),
    path("devices/", devices.device_list, name="device-list"),
    path("devices/<int:log_in>/end/", forget_pages(devices.device_end), name="device-end"),
    path("devices/end-others/", devices.device_end_others, name="device-end-others"),
    path("app-passwords/", app_passwords.app_password_list, name="app-password-list"),
    path("app-passwords/new/", app_passwords.app_password_new, name="app-password-new"),
    path("app-passwords/<uuid:app_password>/revoke/", app_passwords.app_password_revoke, name="app-password-revoke"),
    path("language/", account.language, name="language"),
    path("theme/", account.theme, name="theme"),
    path("sample/", account.sample, name="sample"),
]
