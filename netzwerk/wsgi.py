"""The WSGI entry point; refuses to serve with a database role that could look behind the walls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netzwerk.settings")

application = get_wsgi_application()

from netzwerk.core.walls import refuse_powerful_role  # noqa: E402 - needs the apps to be loaded

refuse_powerful_role()
