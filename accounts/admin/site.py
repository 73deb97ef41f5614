"""Django's admin behind our own log-in: for staff with a second step alone, and each change asks who it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse_lazy
from django.utils import translation

# Of the admin's own pages. Its log-in, log-out and change of password are the site's, and nothing is linked to by type.
KEPT = {"index", "app_list", "jsi18n"}


class OperatorsSite(AdminSite):
    """What operators see: in English, like all that is said to them."""

    site_title = "Netzwerk"
    site_header = "Netzwerk: operation"
    index_title = "Accounts and jobs"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")  # accounts go by `delete_user`, which leaves nothing behind

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the pages that are kept, each of which leads visitors to the site's own log-in."""
        found = [each for each in super().get_urls() if isinstance(each, URLResolver) or each.name in KEPT]
        for each in found:
            if isinstance(each, URLPattern):
                each.callback.login_url = reverse_lazy("account_login")  # type: ignore[attr-defined]
        return found

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Guard a page: 404 for everybody else, so that nobody learns that there is one."""
        checked = super().admin_view(view, cacheable)

        @wraps(checked)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_permission(request):
                raise Http404
            if not is_mfa_enabled(request.user):
                messages.info(request, "The pages of operation want a second step at the log-in. Set one up first.")
                return redirect("mfa_index")
            if request.method == "POST":
                raise_if_reauthentication_required(request, app="account")
            with translation.override("en"):
                response: HttpResponseBase = checked(request, *args, **kwargs)
                # Now, as a page that is rendered later would be in the language of its reader.
                if hasattr(response, "render"):
                    response.render()
            response.headers["Content-Language"] = "en"
            return response

        return guarded
