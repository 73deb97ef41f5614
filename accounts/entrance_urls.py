"""Addresses of other ways in: invitations, and accounts elsewhere."""

from allauth.socialaccount import views
from allauth.socialaccount.providers.apple import views as apple
from allauth.socialaccount.providers.github import views as github
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.microsoft import views as microsoft
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

from accounts.login_views import invalid_is_422, needs_log_in
from accounts.social_views import honest_provider, sets_out
from accounts.views import invitations

KNOWN = {"apple": apple, "github": github, "google": google, "microsoft": microsoft}

urlpatterns = [
    path("invited/<str:token>/", invitations.invited, name="account_invited"),
    path("elsewhere/", needs_log_in(invalid_is_422(views.connections)), name="socialaccount_connections"),
    path("elsewhere/signup/", invalid_is_422(views.signup), name="socialaccount_signup"),
    path("elsewhere/cancelled/", views.login_cancelled, name="socialaccount_login_cancelled"),
    path("elsewhere/error/", views.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", sets_out(openid.login, "openid_connect"), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", honest_provider(openid.callback), name="openid_connect_callback"),
    path("apple/login/callback/finish/", honest_provider(apple.oauth2_finish_login), name="apple_finish_callback"),
]
for name, module in KNOWN.items():
    urlpatterns += [
        path(f"{name}/login/", sets_out(module.oauth2_login, name), name=f"{name}_login"),
        path(f"{name}/login/callback/", honest_provider(module.oauth2_callback), name=f"{name}_callback"),
    ]
