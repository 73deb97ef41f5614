"""Old ties that are taken up again."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import revivals, reviving

urlpatterns: list[URLPattern] = [
    path("reviving/", reviving.reviving, name="reviving"),
    path("reviving/people/<uuid:contact>/", reviving.revive, name="revive"),
    path("reviving/people/<uuid:contact>/decline/", reviving.revive_decline, name="revive-decline"),
    path("reviving/people/<uuid:contact>/reconsider/", reviving.revive_reconsider, name="revive-reconsider"),
    path("reviving/warm-up/skip/", reviving.warm_up_skip, name="warm-up-skip"),
    path("reviving/warm-up/<uuid:contact>/", reviving.warm_up, name="warm-up"),
    path("reviving/warm-ups/<uuid:warm_up>/delete/", reviving.warm_up_delete, name="warm-up-delete"),
    path("revivals/", revivals.revivals, name="revivals"),
    path("revivals/as-before/", revivals.revival_as_before, name="revival-as-before"),
    path("revivals/<uuid:revival>/", revivals.revival_detail, name="revival-detail"),
    path("revivals/<uuid:revival>/outcome/", revivals.revival_outcome, name="revival-outcome"),
    path("revivals/<uuid:revival>/reopen/", revivals.revival_reopen, name="revival-reopen"),
    path("revivals/<uuid:revival>/take-back/", revivals.revival_take_back, name="revival-take-back"),
]
