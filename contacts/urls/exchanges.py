"""Give and take, and five-minute favours."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import exchange_lists, exchanges, favours

_PAIR = "favours/<uuid:pk>/<uuid:other>"
urlpatterns: list[URLPattern] = [
    path("give-and-take/", exchange_lists.exchange_list, name="exchange-list"),
    path("exchanges/new/", exchanges.exchange_log, name="exchange-log"),
    path("exchanges/<uuid:pk>/", exchanges.exchange_edit, name="exchange-edit"),
    path("exchanges/<uuid:pk>/done/", exchanges.exchange_settle, name="exchange-settle"),
    path("exchanges/<uuid:pk>/reopen/", exchanges.exchange_reopen, name="exchange-reopen"),
    path("exchanges/<uuid:pk>/delete/", exchanges.exchange_delete, name="exchange-delete"),
    path("exchanges/<uuid:pk>/restore/", exchanges.exchange_restore, name="exchange-restore"),
    path("favours/", favours.favour_list, name="favour-list"),
    path(f"{_PAIR}/", favours.introduction, name="introduction"),
    path(f"{_PAIR}/make/", favours.introduction_make, name="introduction-make"),
    path(f"{_PAIR}/undo/", favours.introduction_undo, name="introduction-undo"),
    path(f"{_PAIR}/decline/", favours.introduction_decline, name="introduction-decline"),
    path(f"{_PAIR}/reconsider/", favours.introduction_reconsider, name="introduction-reconsider"),
    path("<uuid:pk>/favours/", favours.contact_favours, name="contact-favours"),
    path("<uuid:pk>/exchanges/", exchange_lists.contact_exchanges, name="contact-exchanges"),
    path("<uuid:pk>/exchanges/new/", exchanges.exchange_create, name="exchange-create"),
]
