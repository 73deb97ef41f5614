"""The WSGI entry point; refuses to serve with a database role that could look behind the walls."""

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netzwerk.settings")
# A page that asks for longer has lost its reader. Jobs, migrations and backups may take their time.
os.environ.setdefault("DATABASE_STATEMENT_SECONDS", "30")

_BOUNDARY = re.compile(r";\s*(boundary=\"?[\w'()+,./:=?-]{1,70}\"?)", re.ASCII | re.IGNORECASE)

_django = get_wsgi_application()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Serve a request; whatever its encoding claims to be, it is read as UTF-8.

    Django would decode by any codec of Python's, which fails or brings in signs that PostgreSQL refuses.
    """
    kind, semicolon, parameters = environ.get("CONTENT_TYPE", "").partition(";")
    if semicolon:
        boundary = _BOUNDARY.search(semicolon + parameters)
        environ["CONTENT_TYPE"] = f"{kind}; {boundary[1]}" if boundary else kind
    return _django(environ, start_response)


from django.utils import timezone  # noqa: E402

from netzwerk.core.heartbeat import watch_from  # noqa: E402 - needs the apps to be loaded
from netzwerk.core.proxy_check import warn_of_proxies  # noqa: E402
from netzwerk.core.walls import refuse_powerful_role  # noqa: E402

refuse_powerful_role()
warn_of_proxies()
watch_from(timezone.now())
