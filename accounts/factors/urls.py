"""Addresses of second factors, under the names by which django-allauth finds them."""

from allauth.mfa.base.views import reauthenticate
from allauth.mfa.totp.views import activate_totp
from django.urls import path

from accounts.factors import views
from accounts.factors.views import asks_who_it_is, kept_nowhere, not_for_samples, of_the_owner
from accounts.login_views import invalid_is_422

urlpatterns = [
    path("", not_for_samples(views.overview), name="mfa_index"),
    path("authenticate/", kept_nowhere(views.SecondStepView.as_view()), name="mfa_authenticate"),
    path("reauthenticate/", not_for_samples(invalid_is_422(reauthenticate)), name="mfa_reauthenticate"),
    path("app/add/", kept_nowhere(not_for_samples(invalid_is_422(activate_totp))), name="mfa_activate_totp"),
    path("app/remove/", not_for_samples(views.RemoveAppView.as_view()), name="mfa_deactivate_totp"),
    path("codes/", kept_nowhere(not_for_samples(views.recovery_codes)), name="mfa_view_recovery_codes"),
    path("codes/new/", not_for_samples(asks_who_it_is(views.new_recovery_codes)), name="mfa_generate_recovery_codes"),
    path("passkeys/login/", views.PasskeyLoginView.as_view(), name="mfa_login_webauthn"),
    path(
        "passkeys/reauthenticate/",
        not_for_samples(views.ReauthenticatePasskeyView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "passkeys/add/",
        kept_nowhere(not_for_samples(invalid_is_422(views.AddPasskeyView.as_view()))),
        name="mfa_add_webauthn",
    ),
    path(
        "passkeys/<int:passkey>/rename/",
        of_the_owner(invalid_is_422(views.RenamePasskeyView.as_view())),
        name="mfa_edit_webauthn",
    ),
    path("passkeys/<int:passkey>/remove/", of_the_owner(views.RemovePasskeyView.as_view()), name="mfa_remove_webauthn"),
]
