"""The log-in system's addresses: of django-allauth's views, those that the product shows."""

from allauth.account import views
from django.urls import include, path, re_path

from accounts.login_views import (
    asks_who_it_is,
    forget_pages,
    invalid_is_422,
    needs_log_in,
    needs_mail,
    taken_is_told,
)
from accounts.reauthentication import reauthenticate_elsewhere

urlpatterns = [
    path("login/", invalid_is_422(views.login), name="account_login"),
    path("logout/", forget_pages(views.logout), name="account_logout"),
    path("second-step/", include("accounts.factors.urls")),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", invalid_is_422(views.signup), name="account_signup"),
    path("reauthenticate/", needs_log_in(invalid_is_422(views.reauthenticate)), name="account_reauthenticate"),
    path("reauthenticate/elsewhere/", needs_log_in(reauthenticate_elsewhere), name="account_reauthenticate_elsewhere"),
    path("email/", needs_log_in(taken_is_told(invalid_is_422(views.email))), name="account_email"),
    path("confirm-email/", needs_mail(views.email_verification_sent), name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", views.confirm_email, name="account_confirm_email"),
    path(
        "password/change/",
        needs_log_in(invalid_is_422(views.password_change)),
        name="account_change_password",
    ),
    path(
        "password/set/",
        needs_log_in(asks_who_it_is(invalid_is_422(views.password_set))),
        name="account_set_password",
    ),
    path("password/reset/", needs_mail(invalid_is_422(views.password_reset)), name="account_reset_password"),
    path("password/reset/done/", needs_mail(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        invalid_is_422(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
