"""All addresses; together with the API's root the only module that knows every app."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.admin import site

handler400 = "netzwerk.errors.bad_request"
handler500 = "netzwerk.errors.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("today.urls")),
    path("accounts/", include("accounts.login_urls")),
    path("accounts/", include("accounts.entrance_urls")),
    path("settings/", include("accounts.urls")),
    path("admin/", site.urls),
    path("contacts/", include("contacts.urls")),
    path("goals/", include("goals.urls")),
    path("networks/", include("networks.urls")),
    path("matching/", include("matching.urls")),
    path("reminders/", include("reminders.urls")),
    path("bounces/", include("reminders.urls.bounces")),
    path("", include("transfer.urls")),
    path("local/", include("netzwerk.local.urls")),
    path("health/", include("netzwerk.health")),
    path("metrics", include("netzwerk.metrics")),
    path("", include("netzwerk.offline")),
]
