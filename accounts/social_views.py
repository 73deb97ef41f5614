"""What the product adds to django-allauth's views of accounts elsewhere."""

from __future__ import annotations

import logging
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from accounts.login_views import View
from accounts.reauthentication import ASKED, PROCESS
from accounts.social import ZONE_KEY

logger = logging.getLogger(__name__)

# What a form of ours says of a log-in elsewhere; allauth would also take parameters for the provider from the address.
SAID = ("process", "next")


def honest_provider(view: View) -> View:
    """Answer 404 for a provider that is not set up, and with a sentence where it does not answer as it should."""

    @wraps(view)
    def honest(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except (RequestException, KeyError, ValueError) as error:
            # A provider may answer anything, but a mistake of ours would look the same: the log shows where it was.
            is_away = isinstance(error, RequestException)
            logger.warning("log-in elsewhere did not work: %s", type(error).__name__, exc_info=not is_away)
            return render(request, "socialaccount/authentication_error.html", {"is_away": True}, status=502)

    return honest


def sets_out(view: View, provider: str) -> View:
    """Lead to the provider by a page of ours instead of a redirect.

    Chrome checks `form-action` of the page with the form against every redirect that follows, also those by which a
    provider hands on to others; so no list of hosts would do, and the policy stays as strict as it is.

    Whoever is to show once more who it is, is asked for that over there.
    """

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = QueryDict(mutable=True)
        kept.update({name: request.GET[name] for name in SAID if name in request.GET})
        if kept.get("process") == PROCESS:
            kept["auth_params"] = ASKED.get(provider, "")
        request.GET = kept  # type: ignore[assignment]  # it is no more fixed than the one it replaces
        if request.method == "POST":
            request.session[ZONE_KEY] = request.POST.get("time_zone", "")[:64]
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect) and urlsplit(response.url).netloc:
            context = {"target": response.url, "host": urlsplit(response.url).hostname}
            return render(request, "socialaccount/set_out.html", context)
        return response

    return honest_provider(leading)
